package io.uploadgrants.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** A ledger for tests, and for an application of one process that may forget at its end. */
public final class InMemoryReceiptLedger implements ReceiptLedger {

  private final Map<String, Instant> used = new ConcurrentHashMap<>();

  /** Creates a ledger without a mark. */
  public InMemoryReceiptLedger() {}

  @Override
  public boolean redeem(String id, Instant until) {
    return used.putIfAbsent(id, Objects.requireNonNull(until, "until")) == null;
  }

  /**
   * Forgets marks that are no longer needed.
   *
   * @param now the time
   * @return how many there were
   */
  public int purge(Instant now) {
    return (int)
        used.entrySet().stream()
            .filter(mark -> !mark.getValue().isAfter(now))
            .filter(mark -> used.remove(mark.getKey(), mark.getValue()))
            .count();
  }

  /** Returns the number of marks alone. */
  @Override
  public String toString() {
    return "InMemoryReceiptLedger[" + used.size() + "]";
  }
}
