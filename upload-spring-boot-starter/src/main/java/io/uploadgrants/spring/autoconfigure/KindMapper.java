package io.uploadgrants.spring.autoconfigure;

import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantSettings;
import io.uploadgrants.ObjectAccess;
import io.uploadgrants.PostPolicySettings;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.spring.settings.UploadProperties;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the settings of a profile's kinds of their properties: the place of a kind that has some.
 * Any other kind needs nothing here.
 */
final class KindMapper {

  private KindMapper() {}

  static GrantSettings[] map(String profile, UploadProperties.Profile from) {
    Map<GrantKind, GrantSettings> given = given(from);
    for (GrantKind kind : given.keySet()) {
      if (!from.kinds().contains(kind)) {
        throw new UploadConfigurationException(
            "kinds",
            "Profile '%s' has settings below %s, and doesn't allow that kind; add %s to its kinds, or remove the settings.",
            profile,
            kind.id(),
            kind.id());
      }
    }
    return from.kinds().stream()
        .map(kind -> given.getOrDefault(kind, kind.settings()))
        .toArray(GrantSettings[]::new);
  }

  /** Returns the settings that a profile gives, by their kinds. */
  private static Map<GrantKind, GrantSettings> given(UploadProperties.Profile from) {
    Map<GrantKind, GrantSettings> given = new EnumMap<>(GrantKind.class);
    Stream.of(
            form(from.postPolicy()),
            parts(from.multipart()),
            credentials(from.temporaryCredentials()))
        .flatMap(Stream::ofNullable)
        .forEach(settings -> given.put(settings.kind(), settings));
    return given;
  }

  private static @Nullable GrantSettings form(UploadProperties.@Nullable PostPolicy from) {
    if (from == null) {
      return null;
    }
    return new PostPolicySettings(from.successStatus(), from.successRedirect());
  }

  private static @Nullable GrantSettings parts(UploadProperties.@Nullable Multipart from) {
    return from == null ? null : GrantSettings.multipart().partSize(from.partSize().toBytes());
  }

  private static @Nullable GrantSettings credentials(
      UploadProperties.@Nullable TemporaryCredentials from) {
    if (from == null) {
      return null;
    }
    return GrantSettings.temporaryCredentials().access(from.access().toArray(ObjectAccess[]::new));
  }
}
