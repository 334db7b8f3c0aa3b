package io.uploadgrants.cli;

import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.probe.StoreFinding;
import io.uploadgrants.probe.StoreReport;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A report as lines of text. */
final class ReportText {

  private static final String ROW = "%-26s %-8s %-8s %s%n";

  private ReportText() {}

  static String of(StoreReport report) {
    UploadTarget target = report.target();
    StringBuilder text = new StringBuilder();
    text.append(ROW.formatted("feature", "claimed", "found", "because"));
    report
        .findings()
        .forEach(
            (feature, finding) ->
                text.append(
                    ROW.formatted(
                        feature.id(),
                        target.supports(feature) ? "yes" : "no",
                        found(finding),
                        finding.detail())));
    text.append(verdict(report)).append(System.lineSeparator());
    Set<StoreFeature> more = new TreeSet<>(report.present());
    more.removeIf(target::supports);
    if (!more.isEmpty()) {
      text.append("The store has more features, which may be declared: --with ")
          .append(ids(more))
          .append("%n".formatted());
    }
    if (!report.left().isEmpty()) {
      text.append("The store did not remove: ").append(report.left()).append("%n".formatted());
    }
    return text.toString().replaceAll("(?m) +$", "");
  }

  private static String verdict(StoreReport report) {
    return report.untrue().isEmpty()
        ? "No claim about the store was found untrue%s.".formatted(untried(report))
        : "The store doesn't have these features, which are claimed: %s. Name another store, or declare --without %s"
            .formatted(
                report.untrue().stream().map(StoreFeature::id).collect(Collectors.joining(", ")),
                ids(report.untrue()));
  }

  private static String untried(StoreReport report) {
    long untried =
        report.findings().entrySet().stream()
            .filter(each -> report.target().supports(each.getKey()))
            .filter(each -> each.getValue().outcome() == StoreFinding.Outcome.UNKNOWN)
            .count();
    return untried == 0 ? "" : ", and %d could not be tried".formatted(untried);
  }

  private static String found(StoreFinding finding) {
    return finding.outcome().name().toLowerCase(Locale.ROOT);
  }

  private static String ids(Collection<StoreFeature> features) {
    return features.stream().map(StoreFeature::id).collect(Collectors.joining(","));
  }
}
