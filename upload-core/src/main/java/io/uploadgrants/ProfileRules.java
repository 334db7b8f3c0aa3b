package io.uploadgrants;

import static io.uploadgrants.ErrorText.phrase;

import java.time.Duration;

/** The rules that a profile's settings must keep among themselves, whatever its target is. */
final class ProfileRules {

  private static final Duration MAX_VALIDITY = Duration.ofDays(7);

  private final UploadProfile profile;

  private ProfileRules(UploadProfile profile) {
    this.profile = profile;
  }

  /**
   * Checks a profile.
   *
   * @throws UploadConfigurationException when settings contradict each other or break a bound
   */
  static void check(UploadProfile profile) {
    ProfileRules rules = new ProfileRules(profile);
    rules.checkKinds();
    rules.checkSizes(profile.constraints());
    rules.checkValidity(profile.validity());
    rules.checkKeys(profile.keys());
    rules.checkFileName(profile.settings());
    if (!profile.constraints().exactTypes()) {
      StoredType.checkAllowed(profile.name(), profile.constraints().contentTypes());
    }
  }

  private void checkKinds() {
    require(!profile.grants().isEmpty(), "kinds", "allows no kind of grant; name at least one");
    require(
        profile.signAs() == null || profile.kinds().stream().anyMatch(GrantKind::signed),
        "kinds",
        "says what signs its grants, and allows no kind that is signed; add presigned-put or post-policy, or drop signAs");
    try {
      profile.grants().forEach(settings -> settings.check(profile.scope()));
    } catch (UploadConfigurationException broken) {
      throw new UploadConfigurationException(
          "profiles." + profile.name() + "." + broken.setting(),
          "Profile '%s': %s",
          profile.name(),
          phrase(broken.getMessage()));
    }
  }

  private void checkSizes(UploadConstraints file) {
    long least = file.minSize();
    Long greatest = file.maxSize();
    require(
        greatest == null || greatest > 0, "max-size", "has no positive greatest size; give bytes");
    require(
        least >= 0 && (greatest == null || least <= greatest),
        "min-size",
        "has a least size of %d bytes and a greatest of %s; give 0 <= least <= greatest"
            .formatted(least, greatest));
  }

  private void checkValidity(Duration validity) {
    require(
        validity.compareTo(Duration.ofSeconds(1)) >= 0 && validity.compareTo(MAX_VALIDITY) <= 0,
        "valid-for",
        "is valid for " + validity + "; S3 takes 1 second to 7 days");
  }

  private void checkKeys(ObjectKeyPolicy keys) {
    require(
        !profile.openToGuests() || !keys.needsSubject(),
        "guests",
        "is open to guests, and its keys are for subjects alone; close it to guests, or give it keys that guests can have");
    require(
        profile.scope() == UploadScope.PREFIX || !(keys instanceof FolderPolicy),
        "scope",
        "has a folder for keys, and grants one object; set the scope to prefix, or give it keys for objects, for instance perSubject");
  }

  private void checkFileName(ObjectSettings stored) {
    String metadataName = stored.fileNameMetadata();
    require(
        metadataName == null || !stored.metadata().containsKey(metadataName),
        "file-name-metadata",
        "has metadata '" + metadataName + "' beside the file name of that name; rename one");
  }

  private void require(boolean condition, String setting, String fault) {
    require(profile.name(), condition, setting, fault);
  }

  static void require(String profile, boolean condition, String setting, String fault) {
    if (!condition) {
      throw new UploadConfigurationException(
          "profiles." + profile + "." + setting, "Profile '" + profile + "' " + fault + ".");
    }
  }
}
