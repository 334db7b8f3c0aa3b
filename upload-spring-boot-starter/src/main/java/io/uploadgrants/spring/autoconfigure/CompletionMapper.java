package io.uploadgrants.spring.autoconfigure;

import io.uploadgrants.CompletionSettings;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.spring.settings.UploadProperties;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the settings of a profile's completion of their properties. */
final class CompletionMapper {

  private CompletionMapper() {}

  static Optional<CompletionSettings> map(
      String profile, UploadProperties.@Nullable Completion from) {
    if (from == null) {
      return Optional.empty();
    }
    if (!from.isOn()) {
      refuseSettings(profile, from);
      return Optional.empty();
    }
    CompletionSettings settings = CompletionSettings.completion();
    if (from.within() != null) {
      settings = settings.within(from.within());
    }
    if (from.moveTo() != null) {
      settings = settings.moveTo(keys(profile, from.moveTo()));
    }
    return Optional.of(Boolean.TRUE.equals(from.content()) ? settings.checkContent() : settings);
  }

  private static ObjectKeyPolicy keys(String profile, UploadProperties.MoveTo from) {
    String prefix = from.prefix();
    if (prefix == null || prefix.isEmpty()) {
      throw new UploadConfigurationException(
          "completion.move-to.prefix",
          "Profile '%s' moves accepted objects, and no prefix says where; set one that no grant is for, such as accepted.",
          profile);
    }
    return ProfileMapper.randomKeys(prefix, from.perSubject(), from.dated(), from.fileName());
  }

  private static void refuseSettings(String profile, UploadProperties.Completion from) {
    if (from.content() != null || from.within() != null || from.moveTo() != null) {
      throw new UploadConfigurationException(
          "completion.enabled",
          "Profile '%s' has settings below completion, which is switched off, so they would do nothing; set enabled to true, or remove it, or remove the settings.",
          profile);
    }
  }
}
