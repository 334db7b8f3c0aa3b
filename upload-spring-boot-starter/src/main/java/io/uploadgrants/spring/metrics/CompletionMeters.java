package io.uploadgrants.spring.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.uploadgrants.CompletedUpload;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.completion.CompletionListener;

/** Counts how uploads end. Profiles are those of tickets, which clients can't make up. */
final class CompletionMeters implements CompletionListener {

  private final MeterProvider<Counter> completions;

  CompletionMeters(MeterRegistry registry) {
    this.completions =
        Counter.builder("upload.completions")
            .description("Completed, rejected and aborted uploads")
            .withRegistry(registry);
  }

  @Override
  public void completed(CompletedUpload upload) {
    count(upload.profile(), "completed");
  }

  @Override
  public void rejected(TicketClaims upload, UploadRefusedException reason) {
    count(upload.profile(), "rejected");
  }

  @Override
  public void aborted(TicketClaims upload) {
    count(upload.profile(), "aborted");
  }

  private void count(String profile, String outcome) {
    completions.withTags("profile", profile, "outcome", outcome).increment();
  }
}
