package io.uploadgrants.iam;

import static io.uploadgrants.ErrorText.phrase;

import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.aws.PrintableText;
import java.util.regex.Pattern;

/** Texts of the application's settings, held against the form that IAM gives them. */
final class SettingText {

  private SettingText() {}

  static String matching(Pattern form, String setting, String what, String text, String remedy) {
    if (!form.matcher(text).matches()) {
      throw refused(setting, what, text, remedy);
    }
    return text;
  }

  /** Checks what has only ASCII by its form; all else is shown as '?', lest it passes for that. */
  static void identifier(Pattern form, String setting, String what, String text, String remedy) {
    if (!form.matcher(text).matches()) {
      throw refused(setting, what, PrintableText.of(text), remedy);
    }
  }

  static UploadConfigurationException refused(
      String setting, String what, String text, String remedy) {
    return new UploadConfigurationException(
        setting, "'%s' is no %s; give %s.", text, phrase(what), phrase(remedy));
  }
}
