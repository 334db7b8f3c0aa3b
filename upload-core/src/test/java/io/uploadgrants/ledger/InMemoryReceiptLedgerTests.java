package io.uploadgrants.ledger;

import java.time.Instant;

class InMemoryReceiptLedgerTests extends ReceiptLedgerContract {

  private final InMemoryReceiptLedger ledger = new InMemoryReceiptLedger();

  @Override
  ReceiptLedger ledger() {
    return ledger;
  }

  @Override
  int purge(Instant now) {
    return ledger.purge(now);
  }
}
