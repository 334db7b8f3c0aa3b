package io.uploadgrants;

import java.util.List;
import java.util.Locale;

/**
 * Media types as clients declare them and as profiles allow them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.3.1">RFC 9110, section 8.3.1</a>
 */
final class MediaTypes {

  static final String UNKNOWN = "application/octet-stream";

  private static final int MAX_LENGTH = 255;

  private MediaTypes() {}

  /** Returns a declared type in the form in which it is signed and stored. */
  static String canonical(String declared) {
    if (isPlain(declared)) {
      return declared;
    }
    String form = declared.length() > MAX_LENGTH ? null : MediaTypeReader.read(declared);
    if (form == null) {
      throw UploadRefusedException.invalid(
          "'%s' is no media type; send type/subtype, with parameters if any, in at most %d characters.",
          declared, MAX_LENGTH);
    }
    if (readsAsTwo(form)) {
      throw UploadRefusedException.invalid(
          "The content type '%s' has a '/' behind a ',', so that browsers take it for two types and believe the second; leave that parameter out.",
          form);
    }
    return form;
  }

  /**
   * Returns whether a browser that is served this type could read another one behind a comma, which
   * no profile allowed. Not all parsers agree on what is quoted, so quotes don't count.
   *
   * @see <a href="https://fetch.spec.whatwg.org/#concept-header-extract-mime-type">Fetch: extract a
   *     MIME type</a>
   */
  private static boolean readsAsTwo(String type) {
    int comma = type.indexOf(',');
    return comma >= 0 && type.indexOf('/', comma) >= 0;
  }

  /** Returns whether a type has the form that nearly all have, found without a reader. */
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
    int slash = type.indexOf('/');
    boolean fits =
        slash > 0
            && MediaTypeReader.isToken(type.substring(0, slash))
            && MediaTypeReader.isToken(type.substring(slash + 1))
            && (type.indexOf('*') < 0 || type.indexOf('*') == slash + 1 && type.endsWith("/*"));
    if (!fits) {
      throw new UploadConfigurationException(
          "profiles." + profile + ".content-types",
          "Profile '%s' allows the content type '%s'; give type/subtype or type/*.",
          profile,
          type);
    }
    return type.toLowerCase(Locale.ROOT);
  }

  /** Returns a canonical type without its parameters. */
  static String withoutParameters(String type) {
    int end = type.indexOf(';');
    return end < 0 ? type : type.substring(0, end);
  }

  /** Returns whether a canonical type, its parameters aside, is one of those allowed. */
  static boolean matches(List<String> allowed, String type) {
    String bare = withoutParameters(type);
    for (String pattern : allowed) {
      if (pattern.endsWith("/*")
          ? bare.startsWith(pattern.substring(0, pattern.length() - 1))
          : bare.equals(pattern)) {
        return true;
      }
    }
    return false;
  }
}
