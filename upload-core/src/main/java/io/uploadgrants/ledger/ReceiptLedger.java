package io.uploadgrants.ledger;

import java.time.Instant;

/**
 * Remembers which receipts were used, so that each is used once. Implementations are thread-safe;
 * one that several nodes share counts for all of them.
 */
public interface ReceiptLedger {

  /**
   * Marks a receipt as used. Of all callers with one id, on whatever node, exactly one gets {@code
   * true}, and once it has got it no crash takes the mark away.
   *
   * @param id the id of the receipt's upload: up to 64 characters, of which upper and lower case
   *     differ
   * @param until from when on no receipt of this upload can be valid, so that the mark may be
   *     forgotten
   * @return whether the caller is the first
   * @throws ReceiptLedgerException when it can't be known; the receipt then counts as unused for
   *     the caller, and may be used up
   */
  boolean redeem(String id, Instant until);
}
