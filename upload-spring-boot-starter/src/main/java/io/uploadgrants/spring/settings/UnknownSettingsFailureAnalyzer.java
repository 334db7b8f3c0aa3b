package io.uploadgrants.spring.settings;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Names the settings that would be dropped, and where they are set. */
final class UnknownSettingsFailureAnalyzer
    extends AbstractFailureAnalyzer<UnknownSettingsException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, UnknownSettingsException cause) {
    return new FailureAnalysis(
        cause.getMessage(),
        "Correct these names, or remove the settings. What belongs to something else, name in the property '"
            + UnknownSettings.IGNORED
            + "' as it is written here, or with * for the rest of a name.",
        cause);
  }
}
