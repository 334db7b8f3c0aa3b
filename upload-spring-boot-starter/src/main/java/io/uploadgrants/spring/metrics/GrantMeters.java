package io.uploadgrants.spring.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantListener;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadRequest;
import java.util.function.Predicate;

/** Counts grants and refusals. No tag has a value that a client could choose freely. */
final class GrantMeters implements GrantListener {

  private final MeterProvider<Counter> grants;
  private final Predicate<String> profiles;

  /**
   * Creates the counts.
   *
   * @param profiles says whether there is a profile of a name; asked at refusals only
   */
  GrantMeters(MeterRegistry registry, Predicate<String> profiles) {
    this.profiles = profiles;
    this.grants =
        Counter.builder("upload.grants")
            .description("Grants and refusals of uploads")
            .withRegistry(registry);
  }

  @Override
  public void granted(UploadRequest request, UploadGrant grant) {
    count(request.profile(), grant.kind().id(), "granted");
  }

  @Override
  public void refused(UploadRequest request, UploadException reason) {
    notGranted(request, reason.code().id());
  }

  @Override
  public void failed(UploadRequest request, Throwable cause) {
    notGranted(request, "failed");
  }

  private void notGranted(UploadRequest request, String outcome) {
    GrantKind kind = request.kind();
    count(
        profiles.test(request.profile()) ? request.profile() : "unknown",
        kind == null ? "any" : kind.id(),
        outcome);
  }

  private void count(String profile, String kind, String outcome) {
    grants.withTags("profile", profile, "kind", kind, "outcome", outcome).increment();
  }
}
