package io.uploadgrants;

import org.jspecify.annotations.Nullable;

/** Thrown when a profile or a target is set up in a way that nobody could enforce. */
public final class UploadConfigurationException extends UploadException {

  /** What is wrong, as a path. */
  private final String setting;

  /**
   * Creates an exception.
   *
   * @param setting what is wrong, as a path of lower-case names with hyphens, for instance {@code
   *     profiles.avatar.max-size} or {@code region}
   * @param template the fact, the rule and the remedies
   * @param values what is filled in, {@linkplain ErrorText#of made safe}
   */
  public UploadConfigurationException(String setting, String template, @Nullable Object... values) {
    super(ErrorCode.INVALID_CONFIGURATION, ErrorText.of(template, values), null);
    this.setting = setting;
  }

  /**
   * Returns what is wrong, so that an adapter can name its own property.
   *
   * @return a path of lower-case names with hyphens
   */
  public String setting() {
    return setting;
  }
}
