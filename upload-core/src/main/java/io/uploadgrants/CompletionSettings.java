package io.uploadgrants;

import java.time.Duration;
import java.util.Objects;

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
 */
public record CompletionSettings(boolean content, Duration within) {

  private static final Duration LEAST = Duration.ofMinutes(1);
  private static final Duration MOST = Duration.ofDays(7);
  private static final CompletionSettings DEFAULT =
      new CompletionSettings(false, Duration.ofHours(24));

  /**
   * Checks the time.
   *
   * @throws UploadConfigurationException when it is outside its bounds
   */
  public CompletionSettings {
    Objects.requireNonNull(within, "within");
    if (within.compareTo(LEAST) < 0 || within.compareTo(MOST) > 0) {
      throw new UploadConfigurationException(
          "completion.within",
          "Uploads can be completed within %s; give one minute to seven days.",
          within);
    }
  }

  /** {@return completion within 24 hours, that looks at the size, type and checksum} */
  public static CompletionSettings completion() {
    return DEFAULT;
  }

  /** {@return these settings, with a look at the object's first bytes} */
  public CompletionSettings checkContent() {
    return new CompletionSettings(true, within);
  }

  /**
   * Returns these settings with another time.
   *
   * @param time how long after its grant an upload can be completed, one minute to seven days
   * @return the settings
   */
  public CompletionSettings within(Duration time) {
    return new CompletionSettings(content, time);
  }
}
