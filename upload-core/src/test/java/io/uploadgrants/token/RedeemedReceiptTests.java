package io.uploadgrants.token;

import static io.uploadgrants.CompletionSettings.completion;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.ledger.InMemoryReceiptLedger;
import io.uploadgrants.ledger.ReceiptLedger;
import io.uploadgrants.ledger.ReceiptLedgerException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A receipt counts once, and one that doesn't count isn't used up. */
class RedeemedReceiptTests {

  private static final Duration HOUR = Duration.ofHours(1);

  private Instant now = Instant.parse("2026-11-24T12:00:00Z");
  private final TokenSecrets secrets = TokenSecrets.of("5nQ0r7zPzYw1cK8mE3uB6hX2vJ9tA4sD");
  private final Receipts receipts = Receipts.of(secrets, HOUR, () -> now);
  private final InMemoryReceiptLedger ledger = new InMemoryReceiptLedger();

  private void refused(String receipt, String subject, String text) {
    assertThatThrownBy(() -> receipts.redeem(receipt, subject, ledger))
        .isInstanceOfSatisfying(
            UploadRefusedException.class,
            reason -> assertThat(reason.code()).isEqualTo(ErrorCode.INVALID_RECEIPT))
        .hasMessageContaining(text);
  }

  @Test
  void aReceiptIsRedeemedOnce() {
    String receipt = receipts.issue(TestKeys.upload("alice"));

    assertThat(receipts.redeem(receipt, "alice", ledger)).isEqualTo(TestKeys.upload("alice"));
    refused(receipt, "alice", "was used before");
    assertThat(receipts.verify(receipt, "alice")).as("looking is free").isNotNull();
  }

  @Test
  void allReceiptsOfAnUploadAreOne() {
    String first = receipts.issue(TestKeys.upload("alice"));
    now = now.plusSeconds(60);
    String second = receipts.issue(TestKeys.upload("alice"));

    assertThat(first).isNotEqualTo(second);
    assertThat(receipts.redeem(second, "alice", ledger)).isNotNull();
    refused(first, "alice", "was used before");
  }

  @Test
  void aRefusedReceiptIsNotUsedUp() {
    String receipt = receipts.issue(TestKeys.upload("alice"));

    refused(receipt, "mallory", "another subject's");
    refused(receipt + "A", "alice", "isn't one of this application");
    Receipts expired = Receipts.of(secrets, HOUR, () -> now.plus(HOUR));
    assertThatThrownBy(() -> expired.redeem(receipt, "alice", ledger))
        .hasMessageContaining("has expired");
    assertThat(ledger.redeem(TestKeys.upload("alice").id(), now)).isTrue();
  }

  /** As a ticket can be completed again as long as it is valid, for a receipt that lives longer. */
  @Test
  void aPurgeNeverMakesALaterReceiptOfTheSameUploadCount() {
    String first = receipts.issue(TestKeys.upload("alice"));
    assertThat(receipts.redeem(first, "alice", ledger)).isNotNull();
    Instant last = now.plus(Duration.ofDays(7)).minusSeconds(1);
    while (now.isBefore(last)) {
      now =
          now.plus(Duration.ofMinutes(50)).isAfter(last) ? last : now.plus(Duration.ofMinutes(50));
      ledger.purge(now);
      refused(receipts.issue(TestKeys.upload("alice")), "alice", "was used before");
    }
    String latest = receipts.issue(TestKeys.upload("alice"));
    now = now.plus(HOUR).minusSeconds(1);
    ledger.purge(now);
    refused(latest, "alice", "was used before");
  }

  /** What the test above takes for granted. */
  @Test
  void noTicketIsValidForMoreThanSevenDays() {
    Duration week = Duration.ofDays(7);

    assertThat(completion().within(week).within()).isEqualTo(week);
    assertThatThrownBy(() -> completion().within(week.plusSeconds(1)))
        .isInstanceOf(UploadConfigurationException.class);
  }

  @Test
  void aMarkIsForgottenAtLast() {
    receipts.redeem(receipts.issue(TestKeys.upload("alice")), "alice", ledger);

    assertThat(ledger.purge(now.plus(Duration.ofDays(9)))).isEqualTo(1);
  }

  @Test
  void aLedgerThatFailsMakesNothingCount() {
    ReceiptLedger broken =
        (id, until) -> {
          throw new ReceiptLedgerException("The ledger is away.", null);
        };
    String receipt = receipts.issue(TestKeys.upload("alice"));

    assertThatThrownBy(() -> receipts.redeem(receipt, "alice", broken))
        .isInstanceOf(ReceiptLedgerException.class);
  }
}
