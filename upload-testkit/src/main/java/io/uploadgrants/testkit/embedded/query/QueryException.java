package io.uploadgrants.testkit.embedded.query;

/** STS or IAM refuses a request; the message goes to the client. */
public final class QueryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int SHOWN = 60;

  private final int status;
  private final String code;

  public QueryException(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  public static QueryException invalid(String message) {
    return new QueryException(400, "ValidationError", message);
  }

  public static QueryException denied(String message) {
    return new QueryException(403, "AccessDenied", message);
  }

  /** The text's beginning in quotes; the XML's writer replaces what could garble a log. */
  public static String quoted(String text) {
    return text.codePointCount(0, text.length()) <= SHOWN
        ? "'" + text + "'"
        : "'" + text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…'";
  }

  public int status() {
    return status;
  }

  String code() {
    return code;
  }
}
