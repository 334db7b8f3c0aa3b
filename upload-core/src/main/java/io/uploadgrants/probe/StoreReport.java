package io.uploadgrants.probe;

import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadTarget;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a store does.
 *
 * @param target where it was probed, with what was taken for granted there
 * @param findings what was found out of each feature, in the order of {@link StoreFeature}
 * @param left keys that the store didn't remove; mostly none
 */
public record StoreReport(
    UploadTarget target, Map<StoreFeature, StoreFinding> findings, List<String> left) {

  /** Makes a report. */
  public StoreReport {
    Objects.requireNonNull(target, "target");
    Map<StoreFeature, StoreFinding> ordered = new EnumMap<>(StoreFeature.class);
    ordered.putAll(findings);
    findings = Collections.unmodifiableMap(ordered);
    left = List.copyOf(left);
  }

  /**
   * Returns what was found out of a feature.
   *
   * @param feature which
   * @return the finding
   */
  public StoreFinding finding(StoreFeature feature) {
    StoreFinding finding = findings.get(feature);
    return finding == null ? StoreFinding.unknown("it wasn't tried") : finding;
  }

  /**
   * Returns what the store has.
   *
   * @return the features that were found
   */
  public Set<StoreFeature> present() {
    return those(StoreFinding::isPresent);
  }

  /**
   * Returns what the target takes for granted and the store hasn't. While there is any, a grant may
   * promise what nobody enforces.
   *
   * @return the features that were found missing although the target has them; none when all that
   *     could be tried is true
   */
  public Set<StoreFeature> untrue() {
    Set<StoreFeature> untrue = those(StoreFinding::isAbsent);
    untrue.removeIf(feature -> !target.supports(feature));
    return untrue;
  }

  /**
   * Returns the target with what was found out: {@link io.uploadgrants.UploadGrants#refusedAt} says
   * which profiles don't hold there.
   *
   * @return the target with all that was found present and without what was found missing; what
   *     couldn't be tried stays as it was
   */
  public UploadTarget measured() {
    return target.toBuilder()
        .with(present().toArray(StoreFeature[]::new))
        .without(those(StoreFinding::isAbsent).toArray(StoreFeature[]::new))
        .build();
  }

  private Set<StoreFeature> those(Predicate<StoreFinding> kind) {
    Set<StoreFeature> features = EnumSet.noneOf(StoreFeature.class);
    findings.forEach(
        (feature, finding) -> {
          if (kind.test(finding)) {
            features.add(feature);
          }
        });
    return features;
  }
}
