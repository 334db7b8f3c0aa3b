package io.uploadgrants;

import static io.uploadgrants.ErrorText.phrase;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules by which one kind of grant may carry a profile on a target. */
record KindRules(
    UploadProfile profile, UploadTarget target, GrantSettings settings, GrantStrategy strategy) {

  /**
   * Checks all of them.
   *
   * @param completion what a look at the stored object enforces
   * @param strategies those of every kind, to name the ones that could enforce more
   * @return the constraints that completion enforces, since the store doesn't
   */
  Set<UploadConstraint> check(CompletionRules completion, Collection<GrantStrategy> strategies) {
    checkFeatures();
    checkSeparation();
    Map<UploadConstraint, EnforcedBy> enforces = strategy.enforces(profile, target);
    checkCompletion(enforces);
    Set<UploadConstraint> byCompletion = completion.of(settings.kind(), enforces);
    checkConstraints(enforces, byCompletion, strategies);
    checkOverwrite(enforces);
    return byCompletion;
  }

  /** Returns what each grant must enforce. */
  Set<UploadConstraint> required() {
    Set<UploadConstraint> required = EnumSet.copyOf(profile.required(target));
    if (keysCanRepeat(profile) || replaceableAfterCompletion()) {
      required.add(UploadConstraint.NO_OVERWRITE);
    }
    return required;
  }

  /** Returns whether a grant's holder could send it again once its object was looked at. */
  private boolean replaceableAfterCompletion() {
    CompletionSettings completion = profile.completion();
    return completion != null
        && completion.moveTo() == null
        && !strategy.kind().completedByApplication();
  }

  /** Returns whether only a refusal to overwrite keeps one grant's objects from another's. */
  static boolean keysCanRepeat(UploadProfile profile) {
    return profile.constraints().overwrite() == Overwrite.ONLY_OWN && !profile.keys().unguessable();
  }

  private void checkFeatures() {
    List<String> missing =
        strategy.needs().stream()
            .filter(needed -> !target.supports(needed))
            .map(StoreFeature::id)
            .toList();
    if (!missing.isEmpty()) {
      throw fault(
          "kinds",
          ErrorText.of(
              "Profile '%s' allows %s, which the store of bucket '%s' can't do: it has no %s. Remove %s from the profile's kinds, or use a store that can.",
              profile.name(), kind(), target.bucket(), missing, kind()));
    }
  }

  /** Where the holder names the objects, or reads them, only their keys tell users' apart. */
  private void checkSeparation() {
    ObjectKeyPolicy keys = profile.keys();
    boolean reachesOthers = profile.scope() == UploadScope.PREFIX || settings.reads();
    boolean guestsShare = profile.openToGuests() && !keys.unguessable();
    if (!reachesOthers || strategy.separatesUsers() || !keys.shared() && !guestsShare) {
      return;
    }
    throw fault(
        "keys",
        ErrorText.of(
            "Profile '%s' has keys that %s can share, and %s doesn't separate users, so each could replace or read what others upload. Use ObjectKeyPolicy.%s; or issue this kind by an identity pool, which separates users; or remove %s from the profile's kinds.",
            profile.name(),
            keys.shared() ? "everybody" : "all guests",
            kind(),
            separating(keys),
            kind()));
  }

  private static String separating(ObjectKeyPolicy keys) {
    if (!keys.shared()) {
      return "perSubject or random, or close the profile to guests";
    }
    return keys instanceof FolderPolicy
        ? "subjectFolder, perSubject or random"
        : "subjectFolder, perSubject or random, or override shared() where each key is one subject's";
  }

  private void checkConstraints(
      Map<UploadConstraint, EnforcedBy> enforces,
      Set<UploadConstraint> byCompletion,
      Collection<GrantStrategy> strategies) {
    Set<UploadConstraint> required = profile.required(target);
    Set<UploadConstraint> open = EnumSet.copyOf(required);
    open.removeAll(EnforcedBy.STORAGE.of(enforces));
    open.removeAll(byCompletion);
    if (open.isEmpty()) {
      return;
    }
    Set<UploadConstraint> unchecked = EnforcedBy.COMPLETION.of(enforces);
    unchecked.retainAll(open);
    String able =
        strategies.stream()
            .filter(other -> other.needs().stream().allMatch(target::supports))
            .filter(
                other ->
                    EnforcedBy.STORAGE.of(other.enforces(profile, target)).containsAll(required))
            .map(other -> other.kind().id())
            .collect(Collectors.joining(", "));
    throw fault(
        "kinds",
        ErrorText.of(
            "Profile '%s' demands %s, which %s can't enforce on this target.%s Remove %s from its kinds, or drop the constraint%s.%s",
            profile.name(),
            phrase(UploadConstraint.ids(open)),
            kind(),
            unchecked.isEmpty()
                ? ""
                : phrase(
                    ErrorText.of(
                        " S3 doesn't check the %s of such an upload; only a look at the stored object could.",
                        phrase(UploadConstraint.ids(unchecked)))),
            kind(),
            phrase(able.isEmpty() ? " (no kind enforces it here)" : "; enforced by: " + able),
            phrase(lacking(open))));
  }

  private void checkOverwrite(Map<UploadConstraint, EnforcedBy> enforces) {
    if (keysCanRepeat(profile)
        && enforces.get(UploadConstraint.NO_OVERWRITE) != EnforcedBy.STORAGE) {
      throw fault(
          "overwrite",
          ErrorText.of(
              "Profile '%s' has keys that can repeat, and %s can't stop an upload from replacing another's object. Use keys with a random part, remove %s from its kinds, or set overwrite to %s.%s",
              profile.name(),
              kind(),
              kind(),
              Overwrite.ALLOWED.id(),
              phrase(lacking(EnumSet.of(UploadConstraint.NO_OVERWRITE)))));
    }
  }

  /** What was looked at must stay what it was, and must be what was looked for. */
  private void checkCompletion(Map<UploadConstraint, EnforcedBy> enforces) {
    checkMove();
    if (!replaceableAfterCompletion()) {
      return;
    }
    if (!strategy.kind().signed()) {
      throw fault(
          "completion.move-to",
          ErrorText.of(
              "Profile '%s' has completion, and the holder of %s signs requests of any headers, which its object would keep. Let completion move the object (move-to), which makes it anew; or remove %s from the profile's kinds, or the completion.",
              profile.name(), kind(), kind()));
    }
    if (enforces.get(UploadConstraint.NO_OVERWRITE) != EnforcedBy.STORAGE) {
      throw fault(
          "completion.move-to",
          ErrorText.of(
              "Profile '%s' has completion, and the holder of %s could replace the object after it was checked. Let completion move the object (move-to), remove %s from the profile's kinds, set overwrite to %s, or remove the completion.%s",
              profile.name(),
              kind(),
              kind(),
              Overwrite.ONLY_OWN.id(),
              phrase(lacking(EnumSet.of(UploadConstraint.NO_OVERWRITE)))));
    }
  }

  /** A store must let nobody move another object to the same place at the same time. */
  private void checkMove() {
    CompletionSettings completion = profile.completion();
    if (completion == null || completion.moveTo() == null) {
      return;
    }
    List<String> missing =
        Stream.of(StoreFeature.CONDITIONAL_COMPLETES, StoreFeature.CONDITIONAL_COPIES)
            .filter(needed -> !target.supports(needed))
            .map(StoreFeature::id)
            .toList();
    if (!missing.isEmpty()) {
      throw fault(
          "completion.move-to",
          ErrorText.of(
              "Profile '%s' moves its objects, which the store of bucket '%s' can't do safely: it has no %s. Remove move-to from the profile's completion, or use a store that can.",
              profile.name(), target.bucket(), missing));
    }
  }

  private String lacking(Set<UploadConstraint> open) {
    return new LackingFeatures(profile, target, strategy).sentence(open);
  }

  private String kind() {
    return strategy.kind().id();
  }

  private UploadConfigurationException fault(String setting, String message) {
    return new UploadConfigurationException("profiles." + profile.name() + "." + setting, message);
  }
}
