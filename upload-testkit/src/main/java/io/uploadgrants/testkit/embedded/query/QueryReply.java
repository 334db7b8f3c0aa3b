package io.uploadgrants.testkit.embedded.query;

/**
 * An answer of STS or IAM.
 *
 * @param status the HTTP status
 * @param contentType the value of {@code Content-Type}
 * @param body XML, to be sent as UTF-8
 */
public record QueryReply(int status, String contentType, String body) {

  /** Returns nothing of the body: it may have a secret. */
  @Override
  public String toString() {
    return "QueryReply[status=" + status + "]";
  }
}
