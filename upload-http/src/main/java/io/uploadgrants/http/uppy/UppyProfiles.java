package io.uploadgrants.http.uppy;

import static io.uploadgrants.ErrorText.phrase;

import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.ErrorText;
import io.uploadgrants.GrantKind;
import io.uploadgrants.KnownNames;
import io.uploadgrants.PostPolicySettings;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadScope;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The profiles that Uppy may upload by.
 *
 * @param all one or more; where a page says nothing, the first that fits
 */
record UppyProfiles(List<UploadProfile> all) {

  /** What Uppy can do with a grant; by itself it never sends a presigned PUT. */
  private static final Set<GrantKind> USED =
      EnumSet.of(GrantKind.POST_POLICY, GrantKind.MULTIPART, GrantKind.TEMPORARY_CREDENTIALS);

  /**
   * Finds the profiles and checks that Uppy can use each.
   *
   * @throws UploadConfigurationException when there is none of a name, or Uppy can't use one
   */
  static UppyProfiles of(UploadGrants grants, List<String> names) {
    if (names.isEmpty()) {
      throw new UploadConfigurationException(
          "uppy.profile", "Uppy has no profile; name the one or more that it may upload by.");
    }
    List<UploadProfile> found = new ArrayList<>();
    for (String name : names) {
      UploadProfile profile = find(List.copyOf(grants.profiles()), name);
      if (profile == null) {
        List<String> known = grants.profiles().stream().map(UploadProfile::name).toList();
        throw new UploadConfigurationException(
            "uppy.profile",
            "There is no profile '%s'%s Uppy can upload by: %s.",
            name,
            phrase(KnownNames.of(known).didYouMean(name)),
            known);
      }
      check(profile);
      found.add(profile);
    }
    return new UppyProfiles(List.copyOf(found));
  }

  private static @Nullable UploadProfile find(List<UploadProfile> profiles, String name) {
    return profiles.stream().filter(each -> each.name().equals(name)).findFirst().orElse(null);
  }

  private static void check(UploadProfile profile) {
    List<String> kinds = profile.kinds().stream().map(GrantKind::id).toList();
    if (profile.kinds().stream().noneMatch(USED::contains)) {
      throw new UploadConfigurationException(
          "uppy.profile",
          "Profile '%s' has the kinds %s; Uppy sends small files by post-policy, large ones by multipart, and by temporary-credentials where its page says so. Add one of these to the profile's kinds.",
          profile.name(),
          kinds);
    }
    ChecksumAlgorithm checksum = profile.constraints().checksum();
    if (checksum != null) {
      throw new UploadConfigurationException(
          "profiles." + profile.name() + ".checksum",
          "Profile '%s' demands a %s checksum of each file, and Uppy declares none; leave it out, or use another profile for Uppy.",
          profile.name(),
          checksum);
    }
    PostPolicySettings form = profile.grants(PostPolicySettings.class).orElse(null);
    if (form != null && (form.successRedirect() != null || form.successStatus() != 201)) {
      throw new UploadConfigurationException(
          "profiles." + profile.name() + ".post-policy",
          "The forms of profile '%s' redirect, or have another success status than 201, and Uppy takes neither; remove these settings, or use another profile for Uppy.",
          profile.name());
    }
  }

  /**
   * Returns the profile that a page means.
   *
   * @param asked its name, which counts where several are allowed; {@code null} for the first that
   *     has one of the kinds
   * @param guest whether nobody is logged in, who isn't told which profiles there are
   * @throws UploadRefusedException {@code unknown-profile}, for a guest {@code
   *     authentication-required}
   */
  UploadProfile of(@Nullable String asked, boolean guest, Set<GrantKind> kinds) {
    if (all.size() > 1 && asked != null) {
      UploadProfile profile = find(all, asked);
      if (profile == null) {
        throw guest
            ? loginFirst(ErrorText.of("No profile '%s' is open to guests; log in first.", asked))
            : unknown(asked);
      }
      return profile;
    }
    UploadProfile first =
        all.stream().filter(each -> fits(each, kinds)).findFirst().orElse(all.get(0));
    if (guest && !first.openToGuests()) {
      // The name is none that the caller knows.
      throw loginFirst("Uppy's uploads aren't open to guests; log in first.");
    }
    return first;
  }

  private static boolean fits(UploadProfile profile, Set<GrantKind> kinds) {
    return profile.kinds().stream()
        .anyMatch(
            kind ->
                kinds.contains(kind)
                    && (profile.scope() == UploadScope.OBJECT
                        || kind == GrantKind.TEMPORARY_CREDENTIALS));
  }

  private UploadRefusedException unknown(String asked) {
    List<String> names = all.stream().map(UploadProfile::name).toList();
    return new UploadRefusedException(
        ErrorCode.UNKNOWN_PROFILE,
        ErrorText.of(
            "There is no profile '%s' for Uppy%s Put one that exists into the file's metadata.",
            asked, phrase(KnownNames.of(names).didYouMean(asked))),
        null,
        ErrorText.shown(asked));
  }

  private static UploadRefusedException loginFirst(String text) {
    return new UploadRefusedException(ErrorCode.AUTHENTICATION_REQUIRED, text, null, null);
  }
}
