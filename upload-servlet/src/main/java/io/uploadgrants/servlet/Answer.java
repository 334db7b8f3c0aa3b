package io.uploadgrants.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What a caller will be told, complete before the response is touched: whatever fails while it is
 * made can still become another answer.
 */
final class Answer {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int USUAL_SIZE = 2_048;

  private final int status;
  private final @Nullable String contentType;
  private final ByteArrayOutputStream body;
  private final Map<String, String> headers = new LinkedHashMap<>(4);

  private Answer(int status, @Nullable String contentType, ByteArrayOutputStream body) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
  }

  static Answer empty(int status) {
    return new Answer(status, null, new ByteArrayOutputStream(0));
  }

  static Answer json(int status, Consumer<JsonGenerator> members) {
    return json(status, "application/json", members);
  }

  static Answer json(int status, String contentType, Consumer<JsonGenerator> members) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(USUAL_SIZE);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), body)) {
      json.writeStartObject();
      members.accept(json);
      json.writeEndObject();
    }
    return new Answer(status, contentType, body);
  }

  Answer header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /**
   * Sends the answer.
   *
   * @param withBody whether to send the body too, or only what a HEAD request gets
   */
  void send(HttpServletResponse response, boolean withBody) throws IOException {
    response.setStatus(status);
    // Grants are secrets, profiles depend on who asks, and a problem may be gone at the next try.
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    headers.forEach(response::setHeader);
    if (contentType != null) {
      response.setContentType(contentType);
      response.setContentLength(body.size());
      if (withBody) {
        body.writeTo(response.getOutputStream());
      }
    }
  }
}
