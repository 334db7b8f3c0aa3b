package io.uploadgrants;

import org.jspecify.annotations.Nullable;

/**
 * Reads a media type character by character into the form in which it is signed and stored: type,
 * subtype and parameters' names in lower case, no blanks but one space behind a semicolon, no empty
 * parameter, no needless backslash.
 *
 * <p>What a browser has in {@code Blob.type} comes out as it went in: {@code
 * video/webm;codecs=vp8,opus}, whose comma RFC 9110 wants quoted, and {@code video/webm;
 * codecs="vp8, opus"}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6">RFC 9110, section 5.6</a>
 * @see <a
 *     href="https://www.w3.org/TR/mediastream-recording/#dom-mediarecorder-mimetype">MediaStream
 *     Recording</a>
 */
final class MediaTypeReader {

  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private final String text;
  private final StringBuilder form;
  private int at;

  private MediaTypeReader(String text) {
    this.text = text;
    this.form = new StringBuilder(text.length());
  }

  /** Returns the type's form, or {@code null} when the text isn't a media type. */
  static @Nullable String read(String text) {
    MediaTypeReader reader = new MediaTypeReader(text);
    return reader.type() && reader.parameters() ? reader.form.toString() : null;
  }

  static boolean isToken(String text) {
    return !text.isEmpty() && text.chars().allMatch(MediaTypeReader::isTokenCharacter);
  }

  private static boolean isTokenCharacter(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || TOKEN_MARKS.indexOf(c) >= 0;
  }

  private boolean type() {
    return name() && take('/') && name() && !isRange(form.toString());
  }

  /** Returns whether a type is what a profile allows, which an asterisk alone makes of it. */
  private static boolean isRange(String type) {
    return type.startsWith("*/") || type.endsWith("/*");
  }

  private boolean parameters() {
    while (at < text.length()) {
      skipBlanks();
      if (!read(';')) {
        return false;
      }
      boolean spaced = skipBlanks();
      if (at < text.length() && text.charAt(at) != ';') {
        form.append(spaced ? "; " : ";");
        if (!name() || !take('=') || !value()) {
          return false;
        }
      }
    }
    return true;
  }

  /** Skips spaces and tabs, and returns whether there was one space and nothing else. */
  private boolean skipBlanks() {
    int start = at;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at == start + 1 && text.charAt(start) == ' ';
  }

  private boolean value() {
    if (take('"')) {
      return quoted();
    }
    do {
      if (token() == 0) {
        return false;
      }
    } while (take(','));
    return true;
  }

  /** Reads up to the closing quote. Runs of spaces wouldn't survive signing. */
  private boolean quoted() {
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        form.append(c);
        return true;
      }
      if (c == '\\' && at < text.length()) {
        c = text.charAt(at++);
        if (c == '"' || c == '\\') {
          form.append('\\');
        }
      } else if (c == '\\') {
        return false;
      }
      if (c < ' ' || c >= 0x7f || c == ' ' && form.charAt(form.length() - 1) == ' ') {
        return false;
      }
      form.append(c);
    }
    return false;
  }

  private boolean name() {
    int start = form.length();
    int length = token();
    for (int i = start; i < start + length; i++) {
      char c = form.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        form.setCharAt(i, (char) (c + ('a' - 'A')));
      }
    }
    return length > 0;
  }

  private int token() {
    int start = at;
    while (at < text.length() && isTokenCharacter(text.charAt(at))) {
      form.append(text.charAt(at++));
    }
    return at - start;
  }

  private boolean take(char c) {
    boolean there = read(c);
    if (there) {
      form.append(c);
    }
    return there;
  }

  private boolean read(char c) {
    boolean there = at < text.length() && text.charAt(at) == c;
    if (there) {
      at++;
    }
    return there;
  }
}
