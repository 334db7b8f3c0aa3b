package io.uploadgrants;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a profile asks for after an upload: the stored object is looked at, and what differs from
 * what was promised is removed.
 *
 * <pre>{@code
 * UploadProfile.named("avatar").completion(completion().checkContent())
 * }</pre>
 *
 * @param content whether the object's first bytes must fit its type
 * @param within how long after its grant an upload can be completed, one minute to seven days
 * @param moveTo makes the keys to which objects are moved when they are accepted, or {@code null}
 *     when they stay where they were uploaded
 */
public record CompletionSettings(
    boolean content, Duration within, @Nullable ObjectKeyPolicy moveTo) {

  private static final Duration LEAST = Duration.ofMinutes(1);
  private static final Duration MOST = Duration.ofDays(7);
  private static final CompletionSettings DEFAULT =
      new CompletionSettings(false, Duration.ofHours(24), null);

  /**
   * Checks the settings.
   *
   * @throws UploadConfigurationException when the time is outside its bounds, or keys to move to
   *     aren't {@linkplain ObjectKeyPolicy#unguessable() unguessable}
   */
  public CompletionSettings {
    Objects.requireNonNull(within, "within");
    if (within.compareTo(LEAST) < 0 || within.compareTo(MOST) > 0) {
      throw new UploadConfigurationException(
          "completion.within",
          "Uploads can be completed within %s; give one minute to seven days.",
          within);
    }
    if (moveTo != null && !moveTo.unguessable()) {
      throw new UploadConfigurationException(
          "completion.move-to",
          "Objects are moved to keys that can repeat or be guessed, so one could take another's place; use ObjectKeyPolicy.random or perSubject.");
    }
  }

  /** {@return completion within 24 hours, that looks at the size, type and checksum} */
  public static CompletionSettings completion() {
    return DEFAULT;
  }

  /** {@return these settings, with a look at the object's first bytes} */
  public CompletionSettings checkContent() {
    return new CompletionSettings(true, within, moveTo);
  }

  /**
   * Returns these settings with another time.
   *
   * @param time how long after its grant an upload can be completed, one minute to seven days
   * @return the settings
   */
  public CompletionSettings within(Duration time) {
    return new CompletionSettings(content, time, moveTo);
  }

  /**
   * Returns these settings with objects that are moved when they are accepted, out of the reach of
   * the grant's holder. Forms and temporary credentials need it, since they can replace what they
   * have uploaded; other uploads stay out of a prefix that is served until they were looked at.
   *
   * @param keys makes the new keys, each with a random part: {@link ObjectKeyPolicy#random} or
   *     {@link ObjectKeyPolicy#perSubject}, for instance. No grant may be for a prefix that has
   *     such keys
   * @return the settings
   * @throws UploadConfigurationException when the keys can repeat or be guessed
   */
  public CompletionSettings moveTo(ObjectKeyPolicy keys) {
    return new CompletionSettings(content, within, Objects.requireNonNull(keys, "keys"));
  }
}
