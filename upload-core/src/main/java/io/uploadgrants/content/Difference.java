package io.uploadgrants.content;

import org.jspecify.annotations.Nullable;

/**
 * Why bytes aren't what a type claims.
 *
 * @param detected the type that was found, or {@code null} when nobody has looked for it
 * @param template the reason, in which the first value is the detected type, the second the
 *     declared one
 */
record Difference(@Nullable String detected, String template) {

  private static final String ANOTHER = "The file's first bytes are %1$s, not %2$s.";

  /** Something else, whatever it is. */
  static final Difference OTHER = new Difference(null, ANOTHER);

  static final String UNKNOWN = "application/octet-stream";

  static Difference is(String detected) {
    return new Difference(detected, ANOTHER);
  }

  static Difference alsoHolds(String detected) {
    return new Difference(detected, "The file begins as %2$s, but its first bytes also hold %1$s.");
  }

  static Difference because(String reason) {
    return new Difference(UNKNOWN, reason);
  }
}
