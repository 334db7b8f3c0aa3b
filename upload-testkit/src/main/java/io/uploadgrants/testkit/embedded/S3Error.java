package io.uploadgrants.testkit.embedded;

import java.util.LinkedHashMap;
import java.util.Map;

/** A refusal, which the client gets as S3's XML. Its texts never hold a secret or a signature. */
final class S3Error extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Map<String, String> elements = new LinkedHashMap<>();

  S3Error(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  static S3Error accessDenied(String message) {
    return new S3Error(403, "AccessDenied", message);
  }

  static S3Error invalidArgument(String message) {
    return new S3Error(400, "InvalidArgument", message);
  }

  /** Adds an element beside the message, as S3 does with what its clients read. */
  S3Error with(String element, Object value) {
    elements.put(element, value.toString());
    return this;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  Map<String, String> elements() {
    return elements;
  }

  String text() {
    String message = getMessage();
    return message == null ? code : message;
  }
}
