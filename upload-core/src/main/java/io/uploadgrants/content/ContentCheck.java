package io.uploadgrants.content;

import io.uploadgrants.ErrorText;
import java.util.Arrays;
import java.util.Locale;

/**
 * Finds out whether a stored object's first bytes are what its declared type claims, so that
 * whatever opens it later, a browser, an office program or an operating system, meets nothing else.
 *
 * <p>It tells what first bytes tell, and no more: it decodes no file and finds no malware. {@code
 * docs/content.md} has the rule of each type.
 *
 * <p>Made once, since reading Tika's list of types takes a few hundred milliseconds; safe for any
 * number of threads.
 */
public final class ContentCheck {

  /** How many of an object's first bytes are looked at: 4,096. */
  public static final int HEAD_BYTES = 4_096;

  private static final int LONGEST_TYPE = 255;
  private static final String NO_TYPE = "'%2$s' is no media type, so that browsers would guess.";
  private static final String EMPTY = "application/x-zerosize";

  private final TikaTypes tika = new TikaTypes();
  private final RuleTable rules = new RuleTable(tika);

  /** Creates a check, and reads Tika's list of types. */
  public ContentCheck() {}

  /**
   * Checks an object. Whatever is given, it returns a verdict; what can't be told is refused where
   * the type's rule says so.
   *
   * @param declaredType the type under which the object is stored; its parameters don't count
   * @param head the object's first {@link #HEAD_BYTES} bytes, all of them where it has fewer;
   *     further bytes are ignored
   * @param size the size of the whole object in bytes
   * @return the verdict
   */
  public ContentVerdict check(String declaredType, byte[] head, long size) {
    String type = bare(declaredType);
    int expected = (int) Math.max(0, Math.min(HEAD_BYTES, size));
    if (size < 0 || head.length < expected || size < HEAD_BYTES && head.length > size) {
      return differs(
          Difference.UNKNOWN,
          "A file of %s bytes can't be checked by %s bytes; give its first %s, or all of them.",
          size,
          head.length,
          HEAD_BYTES);
    }
    Head first = new Head(Arrays.copyOf(head, expected), size);
    Difference difference =
        isMediaType(type) ? rules.of(type).difference(first) : Difference.because(NO_TYPE);
    return difference == null
        ? new ContentVerdict(true, type, ErrorText.of("The file's first bytes fit %s.", type))
        : verdict(type, first, difference);
  }

  private ContentVerdict verdict(String type, Head head, Difference difference) {
    String detected = difference.detected();
    if (detected == null) {
      detected = name(head);
      if (detected.equals(EMPTY)) {
        return differs(EMPTY, "The file is empty, and no file of the type %2$s is.", EMPTY, type);
      }
      if (detected.equals(Difference.UNKNOWN) || tika.isA(detected, type)) {
        return differs(
            Difference.UNKNOWN, "The file doesn't begin as files of the type %2$s do.", "", type);
      }
    }
    return differs(detected, difference.template(), detected, type);
  }

  private String name(Head head) {
    if (head.length() == 0) {
      return EMPTY;
    }
    String executable = Executables.begins(head);
    String known = executable == null ? Markup.begins(Text.seen(head)) : executable;
    return known == null ? tika.detect(head) : known;
  }

  private static ContentVerdict differs(String detected, String template, Object... values) {
    return new ContentVerdict(false, detected, ErrorText.of(template, values));
  }

  /** Returns a type without its parameters, in lower case. */
  private static String bare(String type) {
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /** Returns whether browsers believe the type; they look at the bytes of what they don't. */
  private static boolean isMediaType(String type) {
    int slash = type.indexOf('/');
    boolean plain = slash > 0 && slash < type.length() - 1 && type.length() <= LONGEST_TYPE;
    return plain
        && !type.equals("unknown/unknown")
        && !type.equals("application/unknown")
        && type.chars().allMatch(ContentCheck::isNamed);
  }

  /** As RFC 6838 has types' names, so that an accepted one is safe to show. */
  private static boolean isNamed(int c) {
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "/!#$&-^_.+".indexOf(c) >= 0;
  }
}
