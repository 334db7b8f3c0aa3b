package io.uploadgrants.token;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes claims in JSON; what is {@code null} is left out. */
final class ClaimsWriter {

  /** Escapes surrogates, so that half of a pair stays as it is: in UTF-8 it has no form. */
  private static final JsonFactory JSON = new JsonFactory();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
  private final JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes);

  ClaimsWriter() {
    json.writeStartObject();
  }

  ClaimsWriter put(String name, @Nullable String value) {
    if (value != null) {
      json.writeStringProperty(name, value);
    }
    return this;
  }

  ClaimsWriter put(String name, @Nullable Long value) {
    if (value != null) {
      json.writeNumberProperty(name, value);
    }
    return this;
  }

  ClaimsWriter put(String name, boolean value) {
    json.writeBooleanProperty(name, value);
    return this;
  }

  ClaimsWriter put(String name, Instant time) {
    json.writeNumberProperty(name, time.getEpochSecond());
    return this;
  }

  ClaimsWriter put(String name, Map<String, String> texts) {
    json.writeObjectPropertyStart(name);
    texts.forEach(json::writeStringProperty);
    json.writeEndObject();
    return this;
  }

  /** Closes the object and returns it. */
  byte[] toJson() {
    json.writeEndObject();
    json.close();
    return bytes.toByteArray();
  }
}
