package io.uploadgrants;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles profiles against a target: the place of the one rule, that a constraint is enforced or
 * no grant is issued.
 *
 * @param strategies what makes the grants of each kind
 * @param credentials what signs the grants of profiles that have no credentials of their own
 * @param tickets what makes the tickets of profiles with completion, or {@code null}
 */
record ProfileCompiler(
    Map<GrantKind, GrantStrategy> strategies,
    SigningCredentials credentials,
    @Nullable UploadTickets tickets) {

  /**
   * Compiles a profile.
   *
   * @throws UploadConfigurationException when one of its kinds can't enforce it there
   */
  PreparedProfile compile(UploadProfile profile, UploadTarget target) {
    SigningCredentials own = profile.signAs();
    SigningCredentials unlimited = own == null ? credentials : own;
    SigningCredentials signing = unlimited.limitedTo(profile, target);
    CompletionRules completion = new CompletionRules(profile, target, tickets);
    completion.check();
    // In the profile's order, so that the first that fits is the preferred one.
    Map<GrantKind, PreparedKind> kinds = new LinkedHashMap<>();
    for (GrantSettings settings : profile.grants()) {
      GrantStrategy strategy = strategy(profile, settings.kind());
      KindRules rules = new KindRules(profile, target, settings, strategy);
      Set<UploadConstraint> byCompletion = rules.check(completion, strategies.values());
      GrantIssuer issuer = strategy.prepare(profile, target, signing);
      kinds.put(
          settings.kind(),
          new PreparedKind(settings.kind(), issuer, rules.required(), byCompletion));
    }
    KindChoice choice = new KindChoice(profile, kinds);
    return new PreparedProfile(
        profile,
        target,
        new RequestRules(profile),
        choice,
        new GrantRules(profile, choice, signing != unlimited),
        completion);
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
}
