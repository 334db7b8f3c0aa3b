package io.uploadgrants.testkit.assertj;

import io.uploadgrants.testkit.UploadAnswer;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;

/** Assertions on what a server answered to an upload. */
public final class AnswerAssert extends AbstractAssert<AnswerAssert, UploadAnswer> {

  private static final Pattern OF_A_POLICY =
      Pattern.compile(
          "Invalid according to Policy: (?!.*x-amz-(?:credential|security-token|signature)).*");

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
      failWithMessage("Expected an accepted upload, but it was %s", shown());
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
      failWithMessage("Expected a refused upload, but it was %s", shown());
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
      failWithMessage("Expected an upload refused with <%s>, but it was %s", code, shown());
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
      failWithMessage("Expected an upload answered by <%d>, but it was %s", status, shown());
    }
    return this;
  }

  /**
   * Of S3's message only what it says of a policy, because others may repeat what was signed; and
   * what explains an error.
   */
  private String shown() {
    String verdict = (answer().accepted() ? "accepted with <" : "refused with <") + answer() + ">.";
    Stream<String> policy =
        Stream.of(answer().message()).filter(message -> OF_A_POLICY.matcher(message).matches());
    Stream<String> details =
        answer().details().entrySet().stream()
            .map(detail -> detail.getKey() + ": " + indented(detail.getValue()));
    return Stream.concat(Stream.of(verdict), Stream.concat(policy, details))
        .collect(Collectors.joining("%n  ".formatted()));
  }

  private static String indented(String text) {
    return text.contains("\n") ? "%n".formatted() + text.indent(4).stripTrailing() : text;
  }

  private UploadAnswer answer() {
    isNotNull();
    return Objects.requireNonNull(actual);
  }
}
