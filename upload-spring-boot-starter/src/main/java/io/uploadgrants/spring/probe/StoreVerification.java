package io.uploadgrants.spring.probe;

import static io.uploadgrants.ErrorText.phrase;

import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.probe.StoreFinding;
import io.uploadgrants.probe.StoreProbe;
import io.uploadgrants.probe.StoreReport;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds what is said of the store against what it does. */
record StoreVerification(UploadGrants grants, Map<String, UploadTarget> named) {

  private static final Logger LOG = LoggerFactory.getLogger(StoreVerification.class);

  /** Tries each store that files go to, and returns what was found at that of most profiles. */
  StoreReport report() {
    StoreReport first = report(grants.target());
    // Named ones too, which no profile may name because a resolver chooses them.
    Stream.concat(grants.profiles().stream().map(grants::target), named.values().stream())
        .distinct()
        .filter(target -> !target.equals(grants.target()))
        .forEach(this::report);
    return first;
  }

  private StoreReport report(UploadTarget target) {
    StoreReport report = StoreProbe.of(grants, target).build().run();
    if (!report.untrue().isEmpty()) {
      throw untrue(report);
    }
    log(report);
    return report;
  }

  private UploadConfigurationException untrue(StoreReport report) {
    String details =
        report.untrue().stream()
            .map(feature -> detail(feature, report.finding(feature)))
            .collect(Collectors.joining("; "));
    Set<String> profiles =
        grants.profiles().stream()
            .filter(profile -> grants.target(profile).equals(report.target()))
            .map(UploadProfile::name)
            .filter(grants.refusedAt(report.measured()).keySet()::contains)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return new UploadConfigurationException(
        setting(report.target()),
        "The store of the bucket '%s' doesn't have all features that its target has: %s. %s. Set 'upload.store' to the store that it is, or add these features to 'upload.without', below 'upload.targets' for a target that has a name; a bean UploadTarget sets them by store(…) and without(…).",
        report.target().bucket(),
        phrase(details),
        phrase(
            profiles.isEmpty()
                ? "No profile needs them"
                : "Profiles that need them: " + String.join(", ", profiles)));
  }

  private String setting(UploadTarget target) {
    return named.entrySet().stream()
        .filter(each -> each.getValue().equals(target) && !target.equals(grants.target()))
        .map(each -> "targets." + each.getKey() + ".store")
        .findFirst()
        .orElse("store");
  }

  private static String detail(StoreFeature feature, StoreFinding finding) {
    return feature.id() + " (" + finding.detail() + ")";
  }

  private static void log(StoreReport report) {
    LOG.info(
        "The store of the bucket '{}' has the features of its target; {} were found",
        report.target().bucket(),
        report.present().size());
    report
        .findings()
        .forEach(
            (feature, finding) -> {
              if (report.target().supports(feature)
                  && finding.outcome() == StoreFinding.Outcome.UNKNOWN) {
                LOG.info(
                    "The feature {} of the store could not be tried: {}",
                    feature.id(),
                    finding.detail());
              }
            });
    if (!report.left().isEmpty()) {
      LOG.warn("The store did not remove these objects of the probe: {}", report.left());
    }
  }
}
