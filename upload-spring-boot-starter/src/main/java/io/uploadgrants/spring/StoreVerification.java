package io.uploadgrants.spring;

import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantStrategy;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.probe.StoreFinding;
import io.uploadgrants.probe.StoreProbe;
import io.uploadgrants.probe.StoreReport;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds what is said of the store against what it does. */
record StoreVerification(UploadGrants grants, SigningCredentials credentials) {

  private static final Logger LOG = LoggerFactory.getLogger(StoreVerification.class);

  StoreReport report(Collection<GrantStrategy> strategies) {
    UploadTarget target = grants.target();
    StoreProbe.Builder probe = StoreProbe.of(target).credentials(credentials).clock(grants.clock());
    strategies.stream()
        .filter(strategy -> strategy.kind() == GrantKind.TEMPORARY_CREDENTIALS)
        .forEach(probe::temporaryCredentials);
    StoreReport report = probe.build().run();
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
    Set<String> profiles = grants.refusedAt(report.measured()).keySet();
    return new UploadConfigurationException(
        "store",
        "The store of the bucket '%s' hasn't what is said of it: %s. %s. Name the store that it is, or declare in 'upload.without' what it lacks."
            .formatted(
                report.target().bucket(),
                details,
                profiles.isEmpty()
                    ? "No profile needs it"
                    : "Without it these profiles would promise what nobody enforces: "
                        + String.join(", ", profiles)));
  }

  private static String detail(StoreFeature feature, StoreFinding finding) {
    return "%s (%s)".formatted(feature.id(), finding.detail());
  }

  private static void log(StoreReport report) {
    LOG.info(
        "The store of the bucket '{}' has what is said of it; {} features were found",
        report.target().bucket(),
        report.present().size());
    report
        .findings()
        .forEach(
            (feature, finding) -> {
              if (report.target().supports(feature)
                  && finding.outcome() == StoreFinding.Outcome.UNKNOWN) {
                LOG.info(
                    "Whether the store has {} wasn't found out: {}",
                    feature.id(),
                    finding.detail());
              }
            });
    if (!report.left().isEmpty()) {
      LOG.warn("The store didn't remove what was tried there: {}", report.left());
    }
  }
}
