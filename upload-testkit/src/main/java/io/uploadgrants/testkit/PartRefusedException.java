package io.uploadgrants.testkit;

/**
 * A part of a multipart upload that the server doesn't accept, however often it is sent. The parts
 * that were accepted before stay.
 */
public final class PartRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int partNumber;
  private final transient UploadAnswer answer;

  /**
   * Creates the exception.
   *
   * @param partNumber the part's number, from 1
   * @param answer the last answer
   */
  public PartRefusedException(int partNumber, UploadAnswer answer) {
    super(
        "Part %d was refused with %s; look at answer(), and send() goes on."
            .formatted(partNumber, answer));
    this.partNumber = partNumber;
    this.answer = answer;
  }

  /** {@return the part's number, from 1} */
  public int partNumber() {
    return partNumber;
  }

  /** {@return the server's last answer; its status is 0 when the connection ended without one} */
  public UploadAnswer answer() {
    return answer;
  }
}
