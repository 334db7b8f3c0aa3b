package io.uploadgrants;

import java.text.BreakIterator;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * A file's name as a client gave it, without the folders in front of it, told apart into stem and
 * extension. Both are still hostile text: {@link RandomKeyPolicy#withFileName} makes ASCII of them.
 *
 * @param stem what stands before the extension, {@code me} of {@code me.png}; may be empty
 * @param extension the extension with its dot, {@code .png} or {@code .tar.gz}; empty when there is
 *     none
 */
public record FileName(String stem, String extension) {

  /** Beyond that it is a sentence with a full stop. */
  private static final int MAX_EXTENSION = 15;

  private static final String ARCHIVE = ".tar";

  /**
   * Takes a name apart.
   *
   * <p>Folders end in {@code /} or {@code \}; spaces at the ends don't count, and neither do
   * invisible marks at the end, such as those of a language written from right to left. An
   * extension has 1 to 15 characters, none of them a space, and stands behind the last dot, which
   * isn't the name's first character; what compresses a {@code .tar} has that in front of it.
   *
   * @param given a client's name of its file
   * @return the name's last part
   */
  public static FileName of(String given) {
    int folders = Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1;
    String name = given.substring(folders, endOf(given, folders)).stripLeading();
    int dot = name.lastIndexOf('.');
    int length = name.length() - dot - 1;
    if (dot <= 0 || length == 0 || length > MAX_EXTENSION || name.indexOf(' ', dot) >= 0) {
      return new FileName(name, "");
    }
    int archive = dot - ARCHIVE.length();
    if (archive > 0 && name.regionMatches(true, archive, ARCHIVE, 0, ARCHIVE.length())) {
      dot = archive;
    }
    return new FileName(name.substring(0, dot), name.substring(dot));
  }

  private static int endOf(String given, int start) {
    int end = given.length();
    while (end > start && isInvisible(given.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private static boolean isInvisible(char c) {
    return Character.isWhitespace(c) || Character.getType(c) == Character.FORMAT;
  }

  /**
   * Returns the name, cut in front of its extension and between characters where it is too long.
   *
   * @param fits whether a name is short enough; what it says of one holds for each shorter one
   * @return the longest name that fits and has one character of the stem at least; the whole name
   *     where none does
   */
  public String shortened(Predicate<String> fits) {
    if (fits.test(toString())) {
      return toString();
    }
    int least = 0;
    int most = stem.length();
    while (most - least > 1) {
      int middle = (least + most) >>> 1;
      if (fits.test(cut(middle) + extension)) {
        least = middle;
      } else {
        most = middle;
      }
    }
    String cut = cut(least);
    return cut.isEmpty() ? toString() : cut + extension;
  }

  private String cut(int length) {
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(stem);
    int end = characters.isBoundary(length) ? length : characters.preceding(length);
    return stem.substring(0, end).stripTrailing();
  }

  /** Returns the whole name. */
  @Override
  public String toString() {
    return stem + extension;
  }
}
