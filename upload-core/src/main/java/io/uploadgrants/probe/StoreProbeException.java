package io.uploadgrants.probe;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.UploadException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Thrown when a store couldn't be probed: it isn't reached, or no grant would hold there. */
public final class StoreProbeException extends UploadException {

  /** Where the probe ended. */
  private final String step;

  /** What it may have left. */
  private final List<String> left;

  StoreProbeException(String step, String message, List<String> left, @Nullable Throwable cause) {
    super(ErrorCode.ISSUANCE_FAILED, message, cause);
    this.step = step;
    this.left = List.copyOf(left);
  }

  StoreProbeException leaving(List<String> keys) {
    if (keys.isEmpty()) {
      return this;
    }
    return new StoreProbeException(
        step,
        "%s It may have left %s in the bucket.".formatted(getMessage(), String.join(", ", keys)),
        keys,
        getCause());
  }

  /**
   * Returns where the probe ended.
   *
   * @return {@code put}, {@code read}, {@code signature} or {@code remove}, which come first, or
   *     the id of the feature that was being tried
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
