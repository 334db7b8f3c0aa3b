package io.uploadgrants.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What a caller is told, complete before anything is sent: whatever fails while it is made can
 * still become another response.
 */
public final class UploadResponse {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int USUAL_SIZE = 2_048;
  private static final ByteArrayOutputStream NOTHING = new ByteArrayOutputStream(0);

  private final int status;
  private final Map<String, String> headers;
  private final ByteArrayOutputStream body;

  private UploadResponse(int status, Map<String, String> headers, ByteArrayOutputStream body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  private static UploadResponse of(int status, ByteArrayOutputStream body) {
    Map<String, String> headers = new LinkedHashMap<>(8);
    // Grants are secrets, profiles depend on who asks, and a problem may be gone at the next try.
    headers.put("Cache-Control", "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
    return new UploadResponse(status, headers, body);
  }

  static UploadResponse empty(int status) {
    return of(status, NOTHING);
  }

  /**
   * Returns a response of any type.
   *
   * @param status the status, 200 to 503
   * @param contentType the value of {@code Content-Type}, sent as it is
   * @param body the whole body
   * @return the response, which nobody may store
   */
  public static UploadResponse of(int status, String contentType, byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length);
    bytes.writeBytes(body);
    return of(status, bytes).typed(contentType);
  }

  /**
   * Returns a response without a body.
   *
   * @param status the status, 200 to 503
   * @return the response, which nobody may store
   */
  public static UploadResponse of(int status) {
    return empty(status);
  }

  static UploadResponse json(int status, Consumer<JsonGenerator> members) {
    return json(status, "application/json", members);
  }

  static UploadResponse json(int status, String contentType, Consumer<JsonGenerator> members) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(USUAL_SIZE);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), body)) {
      json.writeStartObject();
      members.accept(json);
      json.writeEndObject();
    }
    return of(status, body).typed(contentType);
  }

  private UploadResponse typed(String contentType) {
    return header("Content-Type", contentType)
        .header("Content-Length", Integer.toString(body.size()));
  }

  /**
   * Returns the same with another body.
   *
   * @param contentType the value of {@code Content-Type}, sent as it is
   * @param other the whole body
   * @return a response with this one's status and its other headers
   */
  public UploadResponse withBody(String contentType, byte[] other) {
    UploadResponse response = of(status, contentType, other);
    headers.forEach(response.headers::putIfAbsent);
    return response;
  }

  /**
   * Returns the same with a header, in place of one of that name.
   *
   * @param name the header's name
   * @param value its value
   * @return a response with this one's body
   */
  public UploadResponse withHeader(String name, String value) {
    return new UploadResponse(status, new LinkedHashMap<>(headers), body).header(name, value);
  }

  UploadResponse header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** Returns what a HEAD request gets: the same headers alone. */
  UploadResponse withoutBody() {
    return new UploadResponse(status, headers, NOTHING);
  }

  /** {@return the status, 200 to 503} */
  public int status() {
    return status;
  }

  /**
   * Returns the headers, among them the body's type and length where there is one.
   *
   * @return the values by their names
   */
  public Map<String, String> headers() {
    return Collections.unmodifiableMap(headers);
  }

  /**
   * Returns how many bytes {@link #writeTo} writes. For a HEAD request these are none, though the
   * header {@code Content-Length} says how many a GET would get.
   *
   * @return 0 or more
   */
  public int size() {
    return body.size();
  }

  /**
   * Writes the body.
   *
   * @param out where it goes; it is neither flushed nor closed
   * @throws IOException when it can't be written
   */
  public void writeTo(OutputStream out) throws IOException {
    body.writeTo(out);
  }
}
