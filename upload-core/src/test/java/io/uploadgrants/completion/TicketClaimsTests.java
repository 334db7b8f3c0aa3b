package io.uploadgrants.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.completion.PartsInMemory.Repeated;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What an application reads of a ticket, and where it finds what was accepted. */
class TicketClaimsTests {

  private final SentInParts upload = new SentInParts(Repeated.SUCCEEDS);

  private static void assertRefused(ErrorCode code, ThrowingCallable call) {
    assertThatExceptionOfType(UploadRefusedException.class)
        .isThrownBy(call)
        .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
  }

  @Test
  void aTicketIsReadForItsSubjectWithoutTheStore() {
    assertThat(upload.completions.claims(upload.ticket, "alice")).isEqualTo(upload.claims);
    assertRefused(
        ErrorCode.TICKET_OF_ANOTHER_SUBJECT, () -> upload.completions.claims(upload.ticket, "bob"));
    assertRefused(
        ErrorCode.TICKET_OF_ANOTHER_SUBJECT, () -> upload.completions.claims(upload.ticket, null));
    assertRefused(ErrorCode.INVALID_TICKET, () -> upload.completions.claims("ticket", "alice"));
    upload.now = upload.now.plus(Duration.ofDays(1));
    assertRefused(
        ErrorCode.TICKET_EXPIRED, () -> upload.completions.claims(upload.ticket, "alice"));
    assertThat(upload.store.seam.calls).isEmpty();
  }

  @Test
  void anAcceptedObjectHasAnAddressWithoutASignature() {
    assertThat(upload.completions.location(accepted("any", "a b/ü&c")))
        .hasScheme("https")
        .hasPath("/a b/ü&c")
        .hasNoParameters()
        .asString()
        .endsWith("/a%20b/%C3%BC%26c");
    assertRefused(
        ErrorCode.UNKNOWN_PROFILE, () -> upload.completions.location(accepted("gone", "a")));
  }

  private static CompletedUpload accepted(String profile, String key) {
    return new CompletedUpload(
        "id", profile, "alice", "b", key, 1, "image/png", "\"e\"", null, null, Instant.EPOCH);
  }
}
