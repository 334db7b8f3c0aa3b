package io.uploadgrants.spring.settings;

import io.uploadgrants.UploadConfigurationException;
import java.util.Map;
import java.util.function.Supplier;

/** Settings as the core names them, which doesn't know below which property they stand. */
public final class LocalSettings {

  private LocalSettings() {}

  /**
   * Makes something of the properties below a prefix, some of which have other names.
   *
   * @param <T> what is made
   * @param prefix the prefix, without {@code upload.}
   * @param others properties by the core's name for each, without {@code upload.}; all others have
   *     the same name below the prefix
   * @param made makes it
   * @return what was made
   * @throws UploadConfigurationException with the property as its setting
   */
  public static <T> T below(String prefix, Map<String, String> others, Supplier<T> made) {
    try {
      return made.get();
    } catch (UploadConfigurationException broken) {
      String property = others.get(broken.setting());
      throw new UploadConfigurationException(
          property == null ? prefix + "." + broken.setting() : property, broken.getMessage());
    }
  }

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
    return below(prefix, Map.of(), made);
  }
}
