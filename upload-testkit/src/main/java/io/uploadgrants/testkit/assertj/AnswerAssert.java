package io.uploadgrants.testkit.assertj;

import io.uploadgrants.testkit.UploadAnswer;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;

/** Assertions on what a server answered to an upload. */
public final class AnswerAssert extends AbstractAssert<AnswerAssert, UploadAnswer> {

  AnswerAssert(UploadAnswer answer) {
    super(answer, AnswerAssert.class);
  }

  /**
   * Verifies that the upload was taken.
   *
   * @return this
   */
  public AnswerAssert isAccepted() {
    if (!answer().accepted()) {
      failWithMessage("Expected an accepted upload, but it was %s.", shown());
    }
    return this;
  }

  /**
   * Verifies that the upload was refused.
   *
   * @return this
   */
  public AnswerAssert isRefused() {
    if (answer().accepted()) {
      failWithMessage("Expected a refused upload, but it was %s.", shown());
    }
    return this;
  }

  /**
   * Verifies that the upload was refused for one reason.
   *
   * @param code S3's error code, such as {@code EntityTooLarge}
   * @return this
   */
  public AnswerAssert isRefusedWith(String code) {
    if (answer().accepted() || !answer().code().equals(code)) {
      failWithMessage("Expected an upload refused with <%s>, but it was %s.", code, shown());
    }
    return this;
  }

  /**
   * Verifies the HTTP status.
   *
   * @param status the status
   * @return this
   */
  public AnswerAssert hasStatus(int status) {
    if (answer().status() != status) {
      failWithMessage("Expected an upload answered by <%d>, but it was %s.", status, shown());
    }
    return this;
  }

  /** Without S3's message, which may repeat what was signed. */
  private String shown() {
    return (answer().accepted() ? "accepted with <" : "refused with <") + answer() + ">";
  }

  private UploadAnswer answer() {
    isNotNull();
    return Objects.requireNonNull(actual);
  }
}
