package io.uploadgrants.spring.settings;

import io.uploadgrants.UploadConfigurationException;
import java.util.function.Supplier;

/** Settings as the core names them, which doesn't know below which property they stand. */
public final class LocalSettings {

  private LocalSettings() {}

  /**
   * Makes something of the properties below a prefix.
   *
   * @param <T> what is made
   * @param prefix the prefix, without {@code upload.}
   * @param made makes it
   * @return what was made
   * @throws UploadConfigurationException with the prefix before its setting
   */
  public static <T> T below(String prefix, Supplier<T> made) {
    try {
      return made.get();
    } catch (UploadConfigurationException broken) {
      throw new UploadConfigurationException(prefix + "." + broken.setting(), broken.getMessage());
    }
  }
}
