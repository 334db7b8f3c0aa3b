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

  static UploadConfigurationException refused(
      String setting, String what, String text, String remedy) {
    String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    return new UploadConfigurationException(
        setting,
        "'%s' is no %s; give %s.".formatted(shown.replaceAll("\\p{C}", "?"), what, remedy));
  }
}
