package io.uploadgrants.iam;

import io.uploadgrants.UploadConfigurationException;
import java.util.regex.Pattern;

/** The application's own texts, held against the form that IAM gives them. */
final class Given {

  private static final int SHOWN = 80;

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

  /** Returns printable ASCII alone, and no more than it takes to see that there is more. */
  static String ascii(String text) {
    return text.substring(0, Math.min(text.length(), SHOWN + 1)).replaceAll("[^ -~]", "?");
  }

  static UploadConfigurationException refused(
      String setting, String what, String text, String remedy) {
    String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    return new UploadConfigurationException(
        setting,
        "'%s' is no %s; give %s.".formatted(shown.replaceAll("\\p{C}", "?"), what, remedy));
  }
}
