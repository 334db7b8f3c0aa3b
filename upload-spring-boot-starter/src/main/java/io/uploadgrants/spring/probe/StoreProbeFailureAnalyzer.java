package io.uploadgrants.spring.probe;

import io.uploadgrants.probe.StoreProbeException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Names the property that asked what the store does, where that couldn't be found out. */
final class StoreProbeFailureAnalyzer extends AbstractFailureAnalyzer<StoreProbeException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, StoreProbeException cause) {
    return new FailureAnalysis(
        cause.getMessage(),
        "Correct what the description says, or set the property '"
            + UploadStoreAutoConfiguration.PROPERTY
            + "' to false to start without the probe.",
        cause);
  }
}
