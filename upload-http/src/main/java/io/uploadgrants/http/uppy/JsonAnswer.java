package io.uploadgrants.http.uppy;

import io.uploadgrants.http.UploadResponse;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Answers in JSON. */
final class JsonAnswer {

  private static final JsonFactory JSON = new JsonFactory();

  private JsonAnswer() {}

  static UploadResponse object(Consumer<JsonGenerator> members) {
    return of(
        json -> {
          json.writeStartObject();
          members.accept(json);
          json.writeEndObject();
        });
  }

  static UploadResponse array(Consumer<JsonGenerator> items) {
    return of(
        json -> {
          json.writeStartArray();
          items.accept(json);
          json.writeEndArray();
        });
  }

  private static UploadResponse of(Consumer<JsonGenerator> value) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(2_048);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), body)) {
      value.accept(json);
    }
    return UploadResponse.of(200, "application/json", body.toByteArray());
  }

  static void texts(JsonGenerator json, String name, Map<String, String> texts) {
    json.writeObjectPropertyStart(name);
    texts.forEach(json::writeStringProperty);
    json.writeEndObject();
  }
}
