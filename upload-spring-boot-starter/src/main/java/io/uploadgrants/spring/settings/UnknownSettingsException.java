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
        settings.stream()
            .map(setting -> System.lineSeparator() + "    - " + setting)
            .collect(
                Collectors.joining(
                    "",
                    "There are upload settings that would be ignored, or read as others, without an error:"
                        + System.lineSeparator(),
                    "")),
        null);
  }
}
