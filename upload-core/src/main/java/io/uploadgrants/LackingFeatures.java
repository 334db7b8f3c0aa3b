package io.uploadgrants;

import java.util.EnumSet;
import java.util.Set;

/** The features of a store that it would take for a kind to enforce more of a profile. */
record LackingFeatures(UploadProfile profile, UploadTarget target, GrantStrategy strategy) {

  /**
   * Returns a sentence on the features that it takes, no more than needed.
   *
   * @param open the constraints that aren't enforced
   * @return the sentence, with a space in front; empty where no feature helps
   */
  String sentence(Set<UploadConstraint> open) {
    Set<StoreFeature> needed = EnumSet.allOf(StoreFeature.class);
    needed.removeIf(target::supports);
    Set<UploadConstraint> within = enforcedWith(needed);
    within.retainAll(open);
    if (within.isEmpty()) {
      return "";
    }
    for (StoreFeature feature : StoreFeature.values()) {
      if (needed.remove(feature) && !enforcedWith(needed).containsAll(within)) {
        needed.add(feature);
      }
    }
    return ErrorText.of(
        " It needs store features that aren't declared: %s. Name the store, or declare these features on the target if its store has them.",
        needed.stream().map(StoreFeature::id).toList());
  }

  private Set<UploadConstraint> enforcedWith(Set<StoreFeature> more) {
    UploadTarget richer = target.toBuilder().with(more.toArray(StoreFeature[]::new)).build();
    return EnforcedBy.STORAGE.of(strategy.enforces(profile, richer));
  }
}
