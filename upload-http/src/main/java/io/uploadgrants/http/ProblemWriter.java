package io.uploadgrants.http;

import io.uploadgrants.ErrorText;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Tells problems in JSON.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, problem details</a>
 */
final class ProblemWriter {

  private static final char REPLACEMENT = '\ufffd';

  private static final String CONTENT_TYPE = "application/problem+json";

  private ProblemWriter() {}

  static UploadResponse answer(Problem problem) {
    UploadResponse answer =
        UploadResponse.json(problem.status(), CONTENT_TYPE, json -> members(json, problem));
    Duration retryAfter = problem.retryAfter();
    return retryAfter == null
        ? answer
        : answer.header("Retry-After", Long.toString(wholeSeconds(retryAfter)));
  }

  static void members(JsonGenerator json, Problem problem) {
    String detail = wellFormed(problem.detail());
    json.writeStringProperty("type", "urn:upload-grants:" + problem.code());
    json.writeStringProperty("title", title(problem.code()));
    json.writeNumberProperty("status", problem.status());
    json.writeStringProperty("code", problem.code());
    json.writeStringProperty("detail", detail);
    value(json, "limit", problem.limit());
    value(json, "given", problem.given());
    // The same again, for clients that look there.
    json.writeStringProperty("error", problem.code());
    json.writeStringProperty("message", detail);
  }

  /** Makes "Too large" of {@code too-large}. */
  private static String title(String code) {
    return Character.toUpperCase(code.charAt(0)) + code.substring(1).replace('-', ' ');
  }

  private static void value(JsonGenerator json, String name, @Nullable Object value) {
    if (value == null) {
      return;
    }
    json.writeName(name);
    if (value instanceof Iterable<?> items) {
      json.writeStartArray();
      items.forEach(item -> scalar(json, item));
      json.writeEndArray();
    } else {
      scalar(json, value);
    }
  }

  private static void scalar(JsonGenerator json, Object value) {
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      json.writeNumber(new BigDecimal(number.toString()));
    } else {
      json.writeString(ErrorText.shown(String.valueOf(value)));
    }
  }

  /** Rounds up, since a client that comes too early is refused again. */
  private static long wholeSeconds(Duration duration) {
    long seconds = duration.getSeconds();
    boolean more = duration.getNano() > 0 && seconds < Long.MAX_VALUE;
    return Math.max(1, more ? seconds + 1 : seconds);
  }

  /** Returns the text with each half of a surrogate pair replaced, so that it has a UTF-8 form. */
  private static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return replaceHalves(text);
      }
    }
    return text;
  }

  private static String replaceHalves(String text) {
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? REPLACEMENT : c)
        .forEach(whole::appendCodePoint);
    return whole.toString();
  }
}
