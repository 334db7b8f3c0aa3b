package io.uploadgrants;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Temporary credentials of a profile, and what their holder may do besides uploading.
 *
 * @param access what is allowed with the objects of the own key or prefix; nothing when empty
 */
public record TemporaryCredentialsSettings(Set<ObjectAccess> access) implements GrantSettings {

  static final TemporaryCredentialsSettings DEFAULT = new TemporaryCredentialsSettings(Set.of());

  /** Copies what is allowed. */
  public TemporaryCredentialsSettings {
    Set<ObjectAccess> copy = EnumSet.noneOf(ObjectAccess.class);
    copy.addAll(access);
    access = Collections.unmodifiableSet(copy);
  }

  @Override
  public GrantKind kind() {
    return GrantKind.TEMPORARY_CREDENTIALS;
  }

  @Override
  public boolean reads() {
    return !access.isEmpty();
  }

  @Override
  public void check(UploadScope scope) {
    if (access.contains(ObjectAccess.LIST) && scope != UploadScope.PREFIX) {
      throw new UploadConfigurationException(
          "temporary-credentials.access",
          "Temporary credentials for one object allow listing objects; allow reading only, or set the scope to prefix.");
    }
  }

  /**
   * Says what the holder may do with the objects of its own key or prefix besides uploading them,
   * instead of what was said before.
   *
   * @param allowed reading, listing
   * @return the changed settings
   */
  public TemporaryCredentialsSettings access(ObjectAccess... allowed) {
    return new TemporaryCredentialsSettings(Set.copyOf(List.of(allowed)));
  }
}
