package io.uploadgrants.ledger;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.UploadException;
import org.jspecify.annotations.Nullable;

/** Thrown when a ledger can't say whether a receipt was used; a retry may help. */
public final class ReceiptLedgerException extends UploadException {

  /**
   * Creates an exception with the code {@code issuance-failed}.
   *
   * @param message what couldn't be reached, without any secret
   * @param cause what led to it, or {@code null}
   */
  public ReceiptLedgerException(String message, @Nullable Throwable cause) {
    super(ErrorCode.ISSUANCE_FAILED, message, cause);
  }
}
