package io.uploadgrants.http;

import org.jspecify.annotations.Nullable;

/**
 * Stands for an exception in the log: its types and its places, without its texts. Those of other
 * libraries may hold credentials, or text of the client.
 */
final class TextlessException extends RuntimeException {

  private static final int MAX_CAUSES = 10;

  private TextlessException(Throwable original, @Nullable TextlessException cause) {
    super(original.getClass().getName(), cause, false, true);
    setStackTrace(original.getStackTrace());
  }

  static TextlessException of(Throwable original) {
    return of(original, 0);
  }

  private static TextlessException of(Throwable original, int depth) {
    Throwable cause = original.getCause();
    return new TextlessException(
        original, cause == null || depth == MAX_CAUSES ? null : of(cause, depth + 1));
  }

  /** Returns the types of an exception and of its causes, outermost first. */
  static String types(Throwable original) {
    StringBuilder types = new StringBuilder(original.getClass().getName());
    Throwable cause = original.getCause();
    for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
      types.append(", caused by ").append(cause.getClass().getName());
      cause = cause.getCause();
    }
    return types.toString();
  }
}
