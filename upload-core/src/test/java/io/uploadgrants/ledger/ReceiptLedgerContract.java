package io.uploadgrants.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds for each ledger. */
abstract class ReceiptLedgerContract {

  static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private static final int THREADS = 8;

  /** Returns the ledger, without a mark. */
  abstract ReceiptLedger ledger();

  abstract int purge(Instant now);

  int rounds() {
    return 1_000;
  }

  @Test
  void theFirstCallerWins() {
    assertThat(ledger().redeem("a", NOW)).isTrue();
    assertThat(ledger().redeem("a", NOW)).isFalse();
    assertThat(ledger().redeem("a", NOW.plusSeconds(60))).isFalse();
    assertThat(ledger().redeem("A", NOW)).isTrue();
    assertThat(ledger().redeem("'; DROP TABLE upload_receipt; --", NOW)).isTrue();
    assertThat(ledger().redeem("'; DROP TABLE upload_receipt; --", NOW)).isFalse();
    assertThat(ledger().redeem("x".repeat(64), NOW)).isTrue();
  }

  @Test
  void aMarkIsForgottenWhenItsTimeIsUp() {
    assertThat(ledger().redeem("a", NOW)).isTrue();
    assertThat(ledger().redeem("b", NOW.plusSeconds(1))).isTrue();

    assertThat(purge(NOW.minusSeconds(1))).isZero();
    assertThat(purge(NOW)).isEqualTo(1);
    assertThat(ledger().redeem("a", NOW)).isTrue();
    assertThat(ledger().redeem("b", NOW)).isFalse();
  }

  @Test
  @Timeout(300)
  void ofAllThatRaceExactlyOneWins() throws Exception {
    ReceiptLedger ledger = ledger();
    CyclicBarrier start = new CyclicBarrier(THREADS);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<boolean[]>> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        all.add(threads.submit(() -> racing(ledger, start)));
      }
      int[] winners = new int[rounds()];
      for (Future<boolean[]> one : all) {
        boolean[] won = one.get(240, TimeUnit.SECONDS);
        for (int round = 0; round < winners.length; round++) {
          winners[round] += won[round] ? 1 : 0;
        }
      }
      assertThat(winners).containsOnly(1);
    } finally {
      threads.shutdownNow();
    }
  }

  private boolean[] racing(ReceiptLedger ledger, CyclicBarrier start) throws Exception {
    boolean[] won = new boolean[rounds()];
    for (int round = 0; round < won.length; round++) {
      start.await(60, TimeUnit.SECONDS);
      won[round] = ledger.redeem("round-" + round, NOW);
    }
    return won;
  }
}
