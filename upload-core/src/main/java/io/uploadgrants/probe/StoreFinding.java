package io.uploadgrants.probe;

import java.util.Objects;

/**
 * What was found out of one feature.
 *
 * @param outcome what the store does
 * @param detail what was sent and what came back, as a sentence's end without a full stop: {@code
 *     "a second PUT with If-None-Match: * answered 200"}; for {@link Outcome#PRESENT} an empty text
 */
public record StoreFinding(Outcome outcome, String detail) {

  /** What a store does with a feature. */
  public enum Outcome {
    /** It has the feature: valid uploads work, and invalid ones are refused. */
    PRESENT,
    /** It silently ignores the feature, so that a grant that relies on it promises nothing. */
    IGNORED,
    /** It refuses uploads that use the feature, so that no promise is broken. */
    REFUSED,
    /** Nobody knows: it couldn't be tried with these credentials. */
    UNKNOWN
  }

  /** Takes what was found out. */
  public StoreFinding {
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(detail, "detail");
  }

  static StoreFinding present() {
    return new StoreFinding(Outcome.PRESENT, "");
  }

  static StoreFinding ignored(String detail) {
    return new StoreFinding(Outcome.IGNORED, detail);
  }

  static StoreFinding refused(String detail) {
    return new StoreFinding(Outcome.REFUSED, detail);
  }

  static StoreFinding unknown(String detail) {
    return new StoreFinding(Outcome.UNKNOWN, detail);
  }

  /** What it means that the store doesn't take what is right. */
  static StoreFinding ofRefusal(String what, ProbeAnswer answer) {
    String detail = what + " answered " + answer;
    return answer.denied() || answer.inconclusive() ? unknown(detail) : refused(detail);
  }

  /**
   * Returns whether the store has the feature.
   *
   * @return whether the outcome is {@link Outcome#PRESENT}
   */
  public boolean isPresent() {
    return outcome == Outcome.PRESENT;
  }

  /**
   * Returns whether the store hasn't the feature.
   *
   * @return whether the outcome is {@link Outcome#IGNORED} or {@link Outcome#REFUSED}
   */
  public boolean isAbsent() {
    return outcome == Outcome.IGNORED || outcome == Outcome.REFUSED;
  }
}
