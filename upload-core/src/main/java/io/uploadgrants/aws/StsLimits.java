package io.uploadgrants.aws;

import java.time.Duration;

/**
 * How long STS lets sessions live.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole:
 *     DurationSeconds</a>
 */
public final class StsLimits {

  /** The minimum {@code DurationSeconds} of any session. */
  public static final Duration SHORTEST_SESSION = Duration.ofMinutes(15);

  /** The {@code MaxSessionDuration} of a role that nobody set, and the limit of role chaining. */
  public static final Duration USUAL_ROLE_SESSION = Duration.ofHours(1);

  /** The maximum {@code MaxSessionDuration} that a role can be set to. */
  public static final Duration LONGEST_ROLE_SESSION = Duration.ofHours(12);

  private StsLimits() {}
}
