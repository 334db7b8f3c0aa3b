package io.uploadgrants.s3;

import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * A form's policy, written as it grows. A value's {@code $} is written by its number, and what
 * isn't ASCII likewise: these are escapes of S3's policy grammar and of JSON, where S3's other
 * escape for the dollar sign, {@code \$}, is none of JSON's.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html#sigv4-HTTPPOSTEscaping">Character
 *     escaping</a>
 */
final class PolicyDocument {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /** Escapes dollar signs too; it looks at each character twice, so it only writes what has one. */
  private static final JsonFactory DOLLAR_ESCAPING =
      JsonFactory.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .characterEscapes(new DollarEscape())
          .build();

  private static final SerializedString STARTS_WITH = new SerializedString("starts-with");
  private static final SerializedString LENGTH = new SerializedString("content-length-range");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
  private final JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes);

  /** Returns the conditions that several policies share, written once: each field has its value. */
  static String shared(Map<String, String> equal) {
    PolicyDocument document = new PolicyDocument();
    document.json.writeStartArray();
    equal.forEach(document::equal);
    document.json.writeEndArray();
    document.json.close();
    String array = document.bytes.toString(StandardCharsets.US_ASCII);
    return array.substring(1, array.length() - 1);
  }

  private PolicyDocument() {}

  PolicyDocument(Instant expiration) {
    json.writeStartObject();
    json.writeStringProperty("expiration", expiration.toString());
    json.writeName("conditions");
    json.writeStartArray();
  }

  /** Adds what {@link #shared} returned. */
  PolicyDocument include(String conditions) {
    json.writeRawValue(conditions);
    return this;
  }

  PolicyDocument equal(String field, String value) {
    json.writeStartObject();
    json.writeName(field);
    write(value);
    json.writeEndObject();
    return this;
  }

  PolicyDocument startsWith(String field, String value) {
    json.writeStartArray();
    json.writeString(STARTS_WITH);
    // A serialised string takes no part in the escapes, and a field's dollar sign must stay.
    json.writeString(new SerializedString("$" + field));
    write(value);
    json.writeEndArray();
    return this;
  }

  private void write(String value) {
    if (value.indexOf('$') < 0) {
      json.writeString(value);
      return;
    }
    StringWriter escaped = new StringWriter();
    try (JsonGenerator one = DOLLAR_ESCAPING.createGenerator(ObjectWriteContext.empty(), escaped)) {
      one.writeString(value);
    }
    json.writeRawValue(escaped.toString());
  }

  PolicyDocument length(long least, long greatest) {
    json.writeStartArray();
    json.writeString(LENGTH);
    json.writeNumber(least);
    json.writeNumber(greatest);
    json.writeEndArray();
    return this;
  }

  /** Closes the document and returns it in Base64. */
  byte[] toBase64() {
    json.writeEndArray();
    json.writeEndObject();
    json.close();
    return Base64.getEncoder().encode(bytes.toByteArray());
  }

  private static final class DollarEscape extends CharacterEscapes {

    private static final long serialVersionUID = 1;

    private final int[] escapes = standardAsciiEscapesForJSON();

    DollarEscape() {
      escapes['$'] = ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return escapes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int ch) {
      return null;
    }
  }
}
