package io.uploadgrants;

import static io.uploadgrants.ErrorText.phrase;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

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
    rules.checkUploadId();
    rules.checkCompletion(profile.completion());
    if (!profile.constraints().exactTypes()) {
      StoredType.checkAllowed(profile.name(), profile.constraints().contentTypes());
    }
  }

  private void checkKinds() {
    require(!profile.grants().isEmpty(), "kinds", "allows no kind of grant; name at least one");
    require(
        profile.signAs() == null || profile.kinds().stream().anyMatch(GrantKind::signed),
        "kinds",
        "sets signAs, but allows no kind that is signed; add presigned-put or post-policy, or remove signAs");
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
    long minimum = file.minSize();
    Long maximum = file.maxSize();
    require(
        maximum == null || maximum > 0,
        "max-size",
        "has a maximum size of " + maximum + " bytes; give at least 1");
    require(
        minimum >= 0 && (maximum == null || minimum <= maximum),
        "min-size",
        ErrorText.of(
            "has a minimum size of %d bytes and a maximum of %s; give 0 <= minimum <= maximum",
            minimum, maximum));
  }

  private void checkValidity(Duration validity) {
    require(
        validity.compareTo(Duration.ofSeconds(1)) >= 0 && validity.compareTo(MAX_VALIDITY) <= 0,
        "valid-for",
        "is valid for " + validity + "; S3 accepts 1 second to 7 days");
  }

  private void checkKeys(ObjectKeyPolicy keys) {
    require(
        !profile.openToGuests() || !keys.needsSubject(),
        "guests",
        "is open to guests, but its keys are for subjects only; close it to guests, or give it keys that guests can have");
    require(
        profile.scope() == UploadScope.PREFIX || !(keys instanceof FolderPolicy),
        "scope",
        "has a folder for keys, but grants one object; set the scope to prefix, or give it keys for objects, for instance perSubject");
  }

  private void checkFileName(ObjectSettings stored) {
    String metadataName = stored.fileNameMetadata();
    require(
        metadataName == null || !stored.metadata().containsKey(metadataName),
        "file-name-metadata",
        "sets metadata '"
            + metadataName
            + "' and stores the file name under that name too; rename one");
  }

  private void checkUploadId() {
    ObjectSettings stored = profile.settings();
    require(
        !profile.hasTickets()
            || !stored.metadata().containsKey(GrantDraft.UPLOAD_ID)
                && !GrantDraft.UPLOAD_ID.equals(stored.fileNameMetadata()),
        "metadata",
        "sets metadata 'upload-id', which its completion sets too; rename it");
  }

  private void checkCompletion(@Nullable CompletionSettings completion) {
    if (completion == null) {
      return;
    }
    require(
        profile.scope() == UploadScope.OBJECT,
        "completion",
        "has completion, but grants a prefix for many objects, and a ticket is for one; set the scope to object, or remove the completion");
    require(
        completion.within().compareTo(profile.validity()) >= 0,
        "completion.within",
        ErrorText.of(
            "is completed within %s, but a grant is valid for %s; give at least as long",
            completion.within(), profile.validity()));
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
