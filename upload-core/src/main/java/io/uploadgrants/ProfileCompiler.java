package io.uploadgrants;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compiles profiles against a target: the place of the one rule, that a constraint is enforced or
 * no grant is issued.
 */
final class ProfileCompiler {

  private ProfileCompiler() {}

  static PreparedProfile compile(
      UploadProfile profile,
      UploadTarget target,
      Map<GrantKind, GrantStrategy> strategies,
      SigningCredentials credentials) {
    Set<UploadConstraint> required = profile.required(target);
    SigningCredentials own = profile.signAs();
    SigningCredentials unlimited = own == null ? credentials : own;
    SigningCredentials signing = unlimited.limitedTo(profile, target);
    // In the profile's order, so that the first that fits is the preferred one.
    Map<GrantKind, GrantIssuer> issuers = new LinkedHashMap<>();
    for (GrantSettings settings : profile.grants()) {
      GrantKind kind = settings.kind();
      GrantStrategy strategy = strategies.get(kind);
      if (strategy == null) {
        throw new UploadConfigurationException(
            setting(profile, "kinds"),
            "Profile '%s' allows %s, and no strategy makes that kind; add one, or remove the kind."
                .formatted(profile.name(), kind.id()));
      }
      for (StoreFeature feature : strategy.needs()) {
        if (!target.supports(feature)) {
          throw new UploadConfigurationException(
              setting(profile, "kinds"),
              "Profile '%s' allows %s, which the store of bucket '%s' can't do: it has no %s. Remove %s from the profile's kinds, or use a store that has it."
                  .formatted(profile.name(), kind.id(), target.bucket(), feature.id(), kind.id()));
        }
      }
      checkSeparation(profile, settings, strategy);
      Map<UploadConstraint, EnforcedBy> enforces = strategy.enforces(profile, target);
      Set<UploadConstraint> enforced = byStorage(enforces);
      Set<UploadConstraint> open = EnumSet.copyOf(required);
      open.removeAll(enforced);
      if (!open.isEmpty()) {
        throw unenforced(profile, target, strategy, open, enforces, strategies);
      }
      if (profile.constraints().overwrite() == Overwrite.ONLY_OWN
          && !profile.keys().unguessable()
          && !enforced.contains(UploadConstraint.NO_OVERWRITE)) {
        throw new UploadConfigurationException(
            setting(profile, "overwrite"),
            "Profile '%s' has keys that can repeat, and %s can't stop an upload from replacing another's object. Use keys with a random part, remove %s from its kinds, or set overwrite to %s.%s"
                .formatted(
                    profile.name(),
                    kind.id(),
                    kind.id(),
                    Overwrite.ALLOWED.id(),
                    lacking(profile, target, strategy, EnumSet.of(UploadConstraint.NO_OVERWRITE))));
      }
      issuers.put(kind, strategy.prepare(profile, target, signing));
    }
    Set<UploadConstraint> each = EnumSet.copyOf(required);
    if (profile.constraints().overwrite() == Overwrite.ONLY_OWN && !profile.keys().unguessable()) {
      each.add(UploadConstraint.NO_OVERWRITE);
    }
    return new PreparedProfile(profile, each, issuers, signing != unlimited);
  }

  /** Where the holder names the objects, or reads them, only their keys tell users' apart. */
  private static void checkSeparation(
      UploadProfile profile, GrantSettings settings, GrantStrategy strategy) {
    ObjectKeyPolicy keys = profile.keys();
    boolean reachesOthers = profile.scope() == UploadScope.PREFIX || settings.reads();
    boolean guestsShare = profile.openToGuests() && !keys.unguessable();
    if (!reachesOthers || strategy.separatesUsers() || !keys.shared() && !guestsShare) {
      return;
    }
    String kind = strategy.kind().id();
    throw new UploadConfigurationException(
        setting(profile, "keys"),
        "Profile '%s' has keys that %s can share, and %s gives nobody a part of their own, so each could replace or read what others upload. Use ObjectKeyPolicy.%s; or make the kind by an identity pool, which separates users; or remove %s from the profile's kinds."
            .formatted(
                profile.name(),
                keys.shared() ? "everybody" : "all guests",
                kind,
                remedy(keys),
                kind));
  }

  private static String remedy(ObjectKeyPolicy keys) {
    if (!keys.shared()) {
      return "perSubject or random, or close the profile to guests";
    }
    return keys instanceof FolderPolicy
        ? "subjectFolder, perSubject or random"
        : "subjectFolder, perSubject or random, or override shared() where each key is one subject's";
  }

  private static UploadConfigurationException unenforced(
      UploadProfile profile,
      UploadTarget target,
      GrantStrategy strategy,
      Set<UploadConstraint> open,
      Map<UploadConstraint, EnforcedBy> enforces,
      Map<GrantKind, GrantStrategy> strategies) {
    GrantKind kind = strategy.kind();
    Set<UploadConstraint> required = profile.required(target);
    String lacking = lacking(profile, target, strategy, open);
    String able =
        strategies.values().stream()
            .filter(other -> other.needs().stream().allMatch(target::supports))
            .filter(other -> byStorage(other.enforces(profile, target)).containsAll(required))
            .map(other -> other.kind().id())
            .collect(Collectors.joining(", "));
    Set<UploadConstraint> unchecked = EnumSet.copyOf(open);
    unchecked.removeIf(constraint -> enforces.get(constraint) != EnforcedBy.COMPLETION);
    return new UploadConfigurationException(
        setting(profile, "kinds"),
        "Profile '%s' demands %s, which %s can't enforce on this target.%s Remove %s from its kinds, or drop the constraint%s.%s"
            .formatted(
                profile.name(),
                ids(open),
                kind.id(),
                unchecked.isEmpty()
                    ? ""
                    : " S3 doesn't check the %s of what is uploaded that way; it would take a look at the stored object."
                        .formatted(ids(unchecked)),
                kind.id(),
                able.isEmpty() ? " (no kind enforces it here)" : "; enforced by: " + able,
                lacking));
  }

  /** Returns a sentence on the features that it takes to enforce more, no more than needed. */
  private static String lacking(
      UploadProfile profile,
      UploadTarget target,
      GrantStrategy strategy,
      Set<UploadConstraint> open) {
    Set<StoreFeature> needed = EnumSet.allOf(StoreFeature.class);
    needed.removeIf(target::supports);
    Set<UploadConstraint> within = byStorage(strategy.enforces(profile, plus(target, needed)));
    within.retainAll(open);
    if (within.isEmpty()) {
      return "";
    }
    for (StoreFeature feature : StoreFeature.values()) {
      if (needed.remove(feature)
          && !byStorage(strategy.enforces(profile, plus(target, needed))).containsAll(within)) {
        needed.add(feature);
      }
    }
    return " It would take what nobody has said that the store has: %s. Name the store, or declare that feature on the target if its store has it."
        .formatted(needed.stream().map(StoreFeature::id).collect(Collectors.joining(", ")));
  }

  private static UploadTarget plus(UploadTarget target, Set<StoreFeature> more) {
    return target.toBuilder().with(more.toArray(StoreFeature[]::new)).build();
  }

  private static String ids(Set<UploadConstraint> constraints) {
    return constraints.stream().map(UploadConstraint::id).collect(Collectors.joining(", "));
  }

  private static String setting(UploadProfile profile, String name) {
    return "profiles." + profile.name() + "." + name;
  }

  /**
   * Returns what the storage enforces. What a strategy leaves to {@link EnforcedBy#COMPLETION}
   * counts once a profile can ask for completion; until then nobody would enforce it.
   */
  static Set<UploadConstraint> byStorage(Map<UploadConstraint, EnforcedBy> enforced) {
    Set<UploadConstraint> byStorage = EnumSet.noneOf(UploadConstraint.class);
    enforced.forEach(
        (constraint, by) -> {
          if (by == EnforcedBy.STORAGE) {
            byStorage.add(constraint);
          }
        });
    return byStorage;
  }
}
