package io.uploadgrants.probe;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.UploadException;
import java.util.List;

/** Thrown when a store couldn't be probed: it isn't reached, or no grant would hold there. */
public final class StoreProbeException extends UploadException {

  /** Whether an answer was lost, and with it the knowledge of what the request did. */
  enum Loss {
    /** There was an answer. */
    NONE,
    /** Nothing was sent. */
    UNREACHED,
    /** The connection ended. */
    BROKEN,
    /** Nobody waited any longer. */
    LATE
  }

  /** Where the probe ended. */
  private final String step;

  /** Whether the last answer was lost. */
  private final Loss loss;

  /** What it may have left. */
  private final List<String> left;

  StoreProbeException(String step, String message, Loss loss) {
    this(step, message, loss, List.of());
  }

  private StoreProbeException(String step, String message, Loss loss, List<String> left) {
    super(ErrorCode.ISSUANCE_FAILED, message, null);
    this.step = step;
    this.loss = loss;
    this.left = List.copyOf(left);
  }

  StoreProbeException leaving(List<String> keys) {
    if (keys.isEmpty()) {
      return this;
    }
    String left = "The bucket may still have what the probe wrote: " + String.join(", ", keys);
    StoreProbeException whole =
        new StoreProbeException(step, getMessage() + " " + left + ".", loss, keys);
    whole.setStackTrace(getStackTrace());
    return whole;
  }

  Loss loss() {
    return loss;
  }

  /**
   * {@return where the probe ended, {@code credentials}, {@code put}, {@code read}, {@code remove}
   * or {@code signature}, which come first, or the id of the feature that was being tried}
   */
  public String step() {
    return step;
  }

  /**
   * Returns what the probe may have left in the bucket, because the store didn't say that it
   * removed it.
   *
   * @return keys; mostly none
   */
  public List<String> left() {
    return left;
  }
}
