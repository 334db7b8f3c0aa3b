package io.uploadgrants.spring.autoconfigure;

import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantSettings;
import io.uploadgrants.ObjectAccess;
import io.uploadgrants.PostPolicySettings;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.spring.settings.UploadProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the settings of a profile's kinds of their properties: the place of what a kind has. */
final class KindMapper {

  private KindMapper() {}

  static GrantSettings[] map(String profile, UploadProperties.Profile from) {
    List<GrantSettings> settings = new ArrayList<>();
    for (GrantKind kind : GrantKind.values()) {
      Optional<GrantSettings> given = given(kind, from);
      if (given.isPresent() && !from.kinds().contains(kind)) {
        throw new UploadConfigurationException(
            "kinds",
            "Profile '%s' has settings below %s, and doesn't allow that kind; add %s to its kinds, or remove the settings."
                .formatted(profile, kind.id(), kind.id()));
      }
    }
    for (GrantKind kind : from.kinds()) {
      settings.add(given(kind, from).orElseGet(kind::settings));
    }
    return settings.toArray(GrantSettings[]::new);
  }

  /** Returns the settings that a profile gives for a kind. */
  private static Optional<GrantSettings> given(GrantKind kind, UploadProperties.Profile from) {
    return Optional.ofNullable(
        switch (kind) {
          case PRESIGNED_PUT -> null;
          case POST_POLICY -> form(from.postPolicy());
          case TEMPORARY_CREDENTIALS -> credentials(from.temporaryCredentials());
        });
  }

  private static @Nullable GrantSettings form(UploadProperties.@Nullable PostPolicy from) {
    if (from == null) {
      return null;
    }
    return new PostPolicySettings(from.successStatus(), from.successRedirect());
  }

  private static @Nullable GrantSettings credentials(
      UploadProperties.@Nullable TemporaryCredentials from) {
    if (from == null) {
      return null;
    }
    return GrantSettings.temporaryCredentials().access(from.access().toArray(ObjectAccess[]::new));
  }
}
