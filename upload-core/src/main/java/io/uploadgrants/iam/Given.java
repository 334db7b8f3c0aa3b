package io.uploadgrants.iam;

import static io.uploadgrants.ErrorText.phrase;

import io.uploadgrants.UploadConfigurationException;
import java.util.regex.Pattern;

/** The application's own texts, held against the form that IAM gives them. */
final class Given {

  private Given() {}

  static String matching(Pattern form, String setting, String what, String text, String remedy) {
    if (!form.matcher(text).matches()) {
      throw refused(setting, what, text, remedy);
    }
    return text;
  }

  /** Checks what has only ASCII by its form; all else is shown as '?', lest it passes for that. */
  static void identifier(Pattern form, String setting, String what, String text, String remedy) {
    if (!form.matcher(text).matches()) {
      throw refused(setting, what, ascii(text), remedy);
    }
  }

  /** Returns printable ASCII alone. */
  static String ascii(String text) {
    return text.replaceAll("[^ -~]", "?");
  }

  static UploadConfigurationException refused(
      String setting, String what, String text, String remedy) {
    return new UploadConfigurationException(
        setting, "'%s' is no %s; give %s.", text, phrase(what), phrase(remedy));
  }
}
