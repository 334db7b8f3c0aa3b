package io.uploadgrants;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Compiles profiles against a target: the place of the one rule, that a constraint is enforced or
 * no grant is issued.
 *
 * @param strategies what makes the grants of each kind
 * @param credentials what signs the grants of profiles that have no credentials of their own
 */
record ProfileCompiler(Map<GrantKind, GrantStrategy> strategies, SigningCredentials credentials) {

  /**
   * Compiles a profile.
   *
   * @throws UploadConfigurationException when one of its kinds can't enforce it there
   */
  PreparedProfile compile(UploadProfile profile, UploadTarget target) {
    SigningCredentials own = profile.signAs();
    SigningCredentials unlimited = own == null ? credentials : own;
    SigningCredentials signing = unlimited.limitedTo(profile, target);
    // In the profile's order, so that the first that fits is the preferred one.
    Map<GrantKind, GrantIssuer> issuers = new LinkedHashMap<>();
    for (GrantSettings settings : profile.grants()) {
      GrantStrategy strategy = strategy(profile, settings.kind());
      new KindRules(profile, target, settings, strategy).check(strategies.values());
      issuers.put(settings.kind(), strategy.prepare(profile, target, signing));
    }
    KindChoice kinds = new KindChoice(profile, demanded(profile, target), issuers);
    return new PreparedProfile(
        profile,
        target,
        new RequestRules(profile),
        kinds,
        new GrantRules(profile, kinds, signing != unlimited));
  }

  private GrantStrategy strategy(UploadProfile profile, GrantKind kind) {
    GrantStrategy strategy = strategies.get(kind);
    if (strategy == null) {
      throw new UploadConfigurationException(
          "profiles." + profile.name() + ".kinds",
          "Profile '%s' allows %s, and no strategy makes that kind; add one, or remove the kind.",
          profile.name(),
          kind.id());
    }
    return strategy;
  }

  /** Returns what each grant must enforce. */
  private static Set<UploadConstraint> demanded(UploadProfile profile, UploadTarget target) {
    Set<UploadConstraint> demanded = EnumSet.copyOf(profile.required(target));
    if (KindRules.keysCanRepeat(profile)) {
      demanded.add(UploadConstraint.NO_OVERWRITE);
    }
    return demanded;
  }
}
