package io.uploadgrants.spring;

import io.uploadgrants.UploadConfigurationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Names the property behind a configuration that can't be enforced. */
final class UploadConfigurationFailureAnalyzer
    extends AbstractFailureAnalyzer<UploadConfigurationException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, UploadConfigurationException cause) {
    return new FailureAnalysis(
        cause.getMessage(),
        "Change the property 'upload." + cause.setting() + "' as the description says.",
        cause);
  }
}
