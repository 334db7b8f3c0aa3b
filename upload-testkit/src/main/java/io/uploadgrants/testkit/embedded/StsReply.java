package io.uploadgrants.testkit.embedded;

/**
 * An answer of STS.
 *
 * @param status the HTTP status
 * @param contentType the value of {@code Content-Type}
 * @param body XML, to be sent as UTF-8
 */
record StsReply(int status, String contentType, String body) {

  /** Returns nothing of the body: it may have a secret. */
  @Override
  public String toString() {
    return "StsReply[status=" + status + "]";
  }
}
