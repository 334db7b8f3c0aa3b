package io.uploadgrants;

import static io.uploadgrants.ErrorText.phrase;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every profile, compiled against the target that it goes to. */
final class PreparedProfiles {

  private final ProfileCompiler compiler;
  private final @Nullable TargetResolver resolver;
  private final Map<String, PreparedProfile> byName = new LinkedHashMap<>();
  private final ResolvedTargets resolved = new ResolvedTargets();

  /** Compiles the profiles, so that a fault shows before the first request. */
  PreparedProfiles(
      Collection<UploadProfile> profiles,
      UploadTarget target,
      @Nullable TargetResolver resolver,
      ProfileCompiler compiler) {
    this.compiler = compiler;
    this.resolver = resolver;
    new DestinationRules(profiles).check();
    for (UploadProfile profile : profiles) {
      UploadTarget own = profile.target();
      byName.put(profile.name(), compiler.compile(profile, own == null ? target : own));
    }
  }

  /** Returns the profile that a request asks for, at the target that its subject has. */
  PreparedProfile of(UploadRequest request) {
    PreparedProfile prepared = byName.get(request.profile());
    if (request.subject() == null && (prepared == null || !prepared.profile().openToGuests())) {
      // The same for a profile that doesn't exist, so that guests don't learn which do.
      throw new UploadRefusedException(
          ErrorCode.AUTHENTICATION_REQUIRED,
          ErrorText.of("No profile '%s' is open to guests; log in first.", request.profile()),
          null,
          null);
    }
    if (prepared == null) {
      throw unknown(request.profile());
    }
    UploadProfile profile = prepared.profile();
    UploadTarget target = target(profile, request.subject(), prepared.target());
    return target.equals(prepared.target()) ? prepared : resolved.get(profile, target, compiler);
  }

  /**
   * Returns the target that a subject has.
   *
   * @param usual the profile's, when nothing else was chosen
   */
  UploadTarget target(UploadProfile profile, @Nullable String subject, UploadTarget usual) {
    UploadTarget chosen = resolver == null ? null : resolver.resolve(subject, profile);
    return chosen == null ? usual : chosen;
  }

  private UploadRefusedException unknown(String name) {
    String given = ErrorText.shown(name);
    return new UploadRefusedException(
        ErrorCode.UNKNOWN_PROFILE,
        ErrorText.of(
            "There is no profile '%s'%s Ask for one that exists.",
            given, phrase(KnownNames.of(byName.keySet()).didYouMean(name))),
        null,
        given);
  }

  List<UploadProfile> profiles() {
    List<UploadProfile> all = new ArrayList<>(byName.size());
    byName.values().forEach(prepared -> all.add(prepared.profile()));
    return Collections.unmodifiableList(all);
  }

  Map<String, UploadConfigurationException> refusedAt(UploadTarget other) {
    Map<String, UploadConfigurationException> refused = new LinkedHashMap<>();
    for (UploadProfile profile : profiles()) {
      try {
        compiler.compile(profile, other);
      } catch (UploadConfigurationException reason) {
        refused.put(profile.name(), reason);
      }
    }
    return Collections.unmodifiableMap(refused);
  }
}
