package io.uploadgrants;

import java.util.Arrays;
import java.util.Collection;
import java.util.IllegalFormatException;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Texts of errors with given values in them. Values come from clients and from configuration, so
 * none is shown as it is: at most 80 characters, none of which a log or a terminal would interpret.
 */
public final class ErrorText {

  private static final int SHOWN = 80;

  private ErrorText() {}

  /**
   * Part of a sentence that the program itself wrote, of any length.
   *
   * @param text the words; values of others have no place in them
   */
  public record Phrase(String text) {

    /** Returns the words. */
    @Override
    public String toString() {
      return plain(text);
    }
  }

  /**
   * Returns a part of a sentence, to be put into a template as it is.
   *
   * @param text the words; values of others have no place in them
   * @return the phrase
   */
  public static Phrase phrase(String text) {
    return new Phrase(text);
  }

  /**
   * Fills a template in.
   *
   * @param template the fact, the rule and the remedy, as {@link java.util.Formatter} takes them
   * @param values what is filled in: texts and collections of texts are {@linkplain #shown shown
   *     safely}, numbers and {@linkplain Phrase phrases} as they are
   * @return the text; the template itself when there are no values, and with the values behind it
   *     when they don't fit
   */
  public static String of(String template, @Nullable Object... values) {
    if (values.length == 0) {
      return template;
    }
    Object[] safe = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      safe[i] = safe(values[i]);
    }
    try {
      return String.format(Locale.ROOT, template, safe);
    } catch (IllegalFormatException wrong) {
      // An application's slip mustn't turn its refusal into another failure.
      return template + " " + Arrays.toString(safe);
    }
  }

  private static Object safe(@Nullable Object value) {
    if (value instanceof Number || value instanceof Phrase) {
      return value;
    }
    if (value instanceof Collection<?> several) {
      return several.stream()
          .map(each -> shown(String.valueOf(each)))
          .collect(Collectors.joining(", "));
    }
    return shown(String.valueOf(value));
  }

  /**
   * Returns a text as errors and logs may show it.
   *
   * @param text a text of anybody
   * @return its first 80 characters, with {@code ?} for control characters, formats such as
   *     right-to-left marks, line separators and halves of surrogate pairs, and with {@code …}
   *     where there are more
   */
  public static String shown(String text) {
    if (text.codePointCount(0, text.length()) <= SHOWN) {
      return plain(text);
    }
    return plain(text.substring(0, text.offsetByCodePoints(0, SHOWN))) + "…";
  }

  private static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints().forEach(point -> plain.appendCodePoint(isPlain(point) ? point : '?'));
    return plain.toString();
  }

  private static boolean isPlain(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
