package io.uploadgrants.spring;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantListener;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadRequest;

/** Counts grants and refusals. No tag has a value that a client could choose freely. */
final class GrantMeters implements GrantListener {

  private final MeterProvider<Counter> grants;

  GrantMeters(MeterRegistry registry) {
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
    GrantKind kind = request.kind();
    count(
        reason.code() == ErrorCode.UNKNOWN_PROFILE ? "unknown" : request.profile(),
        kind == null ? "any" : kind.id(),
        reason.code().id());
  }

  private void count(String profile, String kind, String outcome) {
    grants.withTags("profile", profile, "kind", kind, "outcome", outcome).increment();
  }
}
