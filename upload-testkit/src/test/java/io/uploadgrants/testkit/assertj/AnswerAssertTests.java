package io.uploadgrants.testkit.assertj;

import static io.uploadgrants.testkit.assertj.UploadAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.testkit.UploadAnswer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerAssertTests {

  private static final UploadAnswer TAKEN = new UploadAnswer(204, "", "", Map.of(), Map.of());
  private static final UploadAnswer REFUSED =
      new UploadAnswer(400, "EntityTooLarge", "signed: 5ec2e7", Map.of(), Map.of());
  private static final UploadAnswer LOST = new UploadAnswer(0, "", "", Map.of(), Map.of());

  private static void assertFails(Runnable assertion, String... told) {
    assertThatThrownBy(assertion::run)
        .isInstanceOf(AssertionError.class)
        .message()
        .contains(told)
        .doesNotContain("5ec2e7");
  }

  @Test
  void anAcceptedUploadIsAccepted() {
    assertThat(TAKEN).isAccepted().hasStatus(204);
    assertFails(() -> assertThat(REFUSED).as("mine").isAccepted(), "[mine]", "400 EntityTooLarge");
    assertFails(() -> assertThat(LOST).isAccepted(), "refused with <0>");
  }

  @Test
  void aRefusedUploadIsRefused() {
    assertThat(REFUSED).isRefused().isRefusedWith("EntityTooLarge").hasStatus(400);
    assertThat(LOST).isRefused();
    assertFails(() -> assertThat(TAKEN).isRefused(), "accepted with <204>");
    assertFails(() -> assertThat(TAKEN).isRefusedWith(""), "accepted with <204>");
  }

  @Test
  void anotherCodeOrStatusIsTold() {
    assertFails(
        () -> assertThat(REFUSED).isRefusedWith("AccessDenied"),
        "<AccessDenied>",
        "400 EntityTooLarge");
    assertFails(() -> assertThat(REFUSED).hasStatus(403), "<403>", "400 EntityTooLarge");
  }

  @Test
  void whatAPolicyRefusesIsToldUnlessItIsASecret() {
    String refusal =
        "Invalid according to Policy: Policy Condition failed: [\"eq\", \"$%s\", \"v\"]";
    assertFails(
        () -> assertThat(denied(refusal.formatted("acl"))).isAccepted(),
        "403 AccessDenied",
        "[\"eq\", \"$acl\", \"v\"]");
    assertThatThrownBy(
            () -> assertThat(denied(refusal.formatted("x-amz-security-token"))).isAccepted())
        .message()
        .doesNotContain("\"v\"");
  }

  @Test
  void whatExplainsAnErrorIsTold() {
    assertFails(
        () ->
            assertThat(
                    new UploadAnswer(
                        403,
                        "SignatureDoesNotMatch",
                        "signed: 5ec2e7",
                        Map.of(),
                        Map.of("CanonicalRequest", "PUT\n/a")))
                .isAccepted(),
        "<403 SignatureDoesNotMatch>.",
        "CanonicalRequest: %n    PUT%n    /a".formatted());
  }

  private static UploadAnswer denied(String message) {
    return new UploadAnswer(403, "AccessDenied", message, Map.of(), Map.of());
  }
}
