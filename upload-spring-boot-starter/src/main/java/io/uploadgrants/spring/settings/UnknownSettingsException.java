package io.uploadgrants.spring.settings;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.UploadException;
import java.util.List;
import java.util.stream.Collectors;

/** Thrown at start when settings would be dropped or taken for others. */
final class UnknownSettingsException extends UploadException {

  UnknownSettingsException(List<UnknownSetting> settings) {
    super(
        ErrorCode.INVALID_CONFIGURATION,
        "There are settings of uploads that would be dropped, or taken for others, without a word:%n%n%s"
            .formatted(
                settings.stream()
                    .map(setting -> "    - " + setting)
                    .collect(Collectors.joining(System.lineSeparator()))),
        null);
  }
}
