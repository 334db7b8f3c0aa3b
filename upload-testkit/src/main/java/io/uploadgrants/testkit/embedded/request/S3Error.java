package io.uploadgrants.testkit.embedded.request;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A refusal, which the client gets as S3's XML. Its message never holds a secret or a signature;
 * its elements hold of them what the client itself has sent.
 */
public final class S3Error extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Map<String, String> elements = new LinkedHashMap<>();

  public S3Error(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  public static S3Error accessDenied(String message) {
    return new S3Error(403, "AccessDenied", message);
  }

  public static S3Error invalidArgument(String message) {
    return new S3Error(400, "InvalidArgument", message);
  }

  /** Adds an element besides the message, as S3 does with what its clients read. */
  public S3Error with(String element, Object value) {
    elements.put(element, xmlSafe(value.toString()));
    return this;
  }

  /** XML can't carry every character that a request has. */
  public static String xmlSafe(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            each -> {
              boolean surrogate =
                  each >= Character.MIN_SURROGATE && each <= Character.MAX_SURROGATE;
              boolean control = each < ' ' && each != '\t' && each != '\n' && each != '\r';
              safe.appendCodePoint(
                  control || surrogate || each == 0xFFFE || each == 0xFFFF ? 0xFFFD : each);
            });
    return safe.toString();
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public Map<String, String> elements() {
    return elements;
  }

  public String text() {
    String message = getMessage();
    return message == null ? code : message;
  }
}
