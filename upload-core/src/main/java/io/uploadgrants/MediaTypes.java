package io.uploadgrants;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Media types as clients declare them and as profiles allow them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.3.1">RFC 9110, section 8.3.1</a>
 */
final class MediaTypes {

  private static final int MAX_LENGTH = 255;
  // No asterisk, which a token may have: a declared type is no range.
  private static final String NAME = "[A-Za-z0-9!#$&^_.+-]+";
  private static final Pattern DECLARED =
      Pattern.compile(
          NAME + "/" + NAME + "(?:[ ]?;[ ]?" + NAME + "=(?:" + NAME + "|\"[ !#-\\[\\]-~]*\"))*");
  private static final Pattern ALLOWED = Pattern.compile(NAME + "/(?:\\*|" + NAME + ")");

  private MediaTypes() {}

  static void checkDeclared(String type) {
    if (isPlain(type)) {
      return;
    }
    if (type.length() > MAX_LENGTH || type.contains("  ") || !DECLARED.matcher(type).matches()) {
      throw UploadRefusedException.invalid(
          "'%s' is no media type; send type/subtype, with parameters if any, in at most %d characters."
              .formatted(Text.shorten(type), MAX_LENGTH));
    }
  }

  /**
   * Returns whether a type has the form that nearly all have, found without a regular expression.
   */
  private static boolean isPlain(String type) {
    int slash = type.indexOf('/');
    if (slash < 1 || slash == type.length() - 1 || type.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < type.length(); i++) {
      char c = type.charAt(i);
      boolean plain =
          c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '+';
      if (!plain && i != slash) {
        return false;
      }
    }
    return true;
  }

  /** Returns an allowed type in lower case: {@code type/subtype} or {@code type/*}. */
  static String checkAllowed(String profile, String type) {
    if (!ALLOWED.matcher(type).matches()) {
      throw new UploadConfigurationException(
          "profiles." + profile + ".content-types",
          "Profile '%s' allows the content type '%s'; give type/subtype or type/*."
              .formatted(profile, Text.shorten(type)));
    }
    return type.toLowerCase(Locale.ROOT);
  }

  static boolean matches(List<String> allowed, String declared) {
    int end = declared.indexOf(';');
    String type = (end < 0 ? declared : declared.substring(0, end)).trim().toLowerCase(Locale.ROOT);
    for (String pattern : allowed) {
      if (pattern.endsWith("/*")
          ? type.startsWith(pattern.substring(0, pattern.length() - 1))
          : type.equals(pattern)) {
        return true;
      }
    }
    return false;
  }
}
