package io.uploadgrants.sts;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a session is asked for.
 *
 * @param profile the name of the profile
 * @param subject who uploads, or {@code null} for a guest
 * @param logins the caller's tokens by identity provider; secrets
 * @param key the key or prefix that the session may write; a source that gives each user a part of
 *     its own appends it
 * @param policy writes the session policy, in JSON, for the key that the session really has; always
 *     the same for the same key
 * @param duration how long the session is to live; a fraction of a second is dropped
 */
public record SessionRequest(
    String profile,
    @Nullable String subject,
    Map<String, String> logins,
    String key,
    UnaryOperator<String> policy,
    Duration duration) {

  /** Copies the logins. */
  public SessionRequest {
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(duration, "duration");
    logins = Map.copyOf(logins);
  }

  /** {@return the duration as STS takes it, in whole seconds} */
  public int durationSeconds() {
    return Math.toIntExact(duration.toSeconds());
  }

  /** Returns the profile and the duration: the rest is private or secret. */
  @Override
  public String toString() {
    return "SessionRequest[profile=" + profile + ", duration=" + duration + "]";
  }
}
