package io.uploadgrants;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The names that something takes, and which of them was meant by another: for adapters that refuse
 * what they would otherwise ignore. Only letters and digits are compared, and capitals count as
 * small letters: {@code file_name} and {@code FileName} are spellings of {@code fileName}.
 *
 * <p>Names are <em>alike</em> when one becomes the other by so many slips as the known name has
 * letters and digits, divided by four, but at least one. A slip is a letter too many, a letter that
 * is missing, or two neighbours swapped; another letter is two slips.
 */
public final class KnownNames {

  /** Longer than any name; hostile text isn't compared at length. */
  private static final int MAX_LENGTH = 512;

  private static final int SHORTEST_PART = 3;

  private final List<Name> names = new ArrayList<>();

  private KnownNames(Collection<String> names) {
    names.forEach(name -> this.names.add(new Name(name, letters(name))));
  }

  /**
   * Returns the names as one.
   *
   * @param names the names; where two are equally near, the first is meant
   * @return the names
   */
  public static KnownNames of(Collection<String> names) {
    return new KnownNames(names);
  }

  /**
   * Returns the name that another spells differently.
   *
   * @param given a name of any length; may be hostile
   * @return the known name with the same letters and digits, or {@code null}
   */
  public @Nullable String spelledAs(String given) {
    String letters = given.length() > MAX_LENGTH ? "" : letters(given);
    for (Name name : names) {
      if (name.letters.equals(letters)) {
        return name.text;
      }
    }
    return null;
  }

  /**
   * Returns the name that is most like another.
   *
   * @param given a name of any length; may be hostile
   * @return the known name that is alike, by the fewest slips, or {@code null}
   */
  public @Nullable String alike(String given) {
    if (given.length() > MAX_LENGTH) {
      return null;
    }
    String letters = letters(given);
    String nearest = null;
    int fewest = Integer.MAX_VALUE;
    for (Name name : names) {
      int allowed = Math.max(1, name.letters.length() / 4);
      if (Math.abs(name.letters.length() - letters.length()) <= allowed) {
        int slips = slips(name.letters, letters);
        if (slips <= allowed && slips < fewest) {
          nearest = name.text;
          fewest = slips;
        }
      }
    }
    return nearest;
  }

  /**
   * Returns what to suggest for a name that is refused anyway.
   *
   * @param given a name of any length; may be hostile
   * @return the known name that is {@linkplain #alike alike}, or else the only one that has the
   *     given name, of 3 letters or more, as a part; {@code null} when there is none
   */
  public @Nullable String nearest(String given) {
    String alike = alike(given);
    if (alike != null || given.length() > MAX_LENGTH) {
      return alike;
    }
    String letters = letters(given);
    if (letters.length() < SHORTEST_PART) {
      return null;
    }
    List<Name> having = names.stream().filter(name -> name.letters.contains(letters)).toList();
    return having.size() == 1 ? having.get(0).text : null;
  }

  /**
   * Ends the sentence that says that a name isn't taken.
   *
   * @param given a name of any length; may be hostile
   * @return for instance {@code "; did you mean 'fileName'?"}, or a full stop when there is no
   *     {@linkplain #nearest nearest} name
   */
  public String didYouMean(String given) {
    String nearest = nearest(given);
    return nearest == null ? "." : "; did you mean '" + nearest + "'?";
  }

  private static String letters(String name) {
    StringBuilder letters = new StringBuilder(name.length());
    name.toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(letters::appendCodePoint);
    return letters.toString();
  }

  /** Damerau's distance of neighbours, without substitutions. */
  private static int slips(String a, String b) {
    int[][] slips = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        slips[i][j] = i == 0 || j == 0 ? i + j : 1 + Math.min(slips[i - 1][j], slips[i][j - 1]);
        if (i > 0 && j > 0 && a.charAt(i - 1) == b.charAt(j - 1)) {
          slips[i][j] = Math.min(slips[i][j], slips[i - 1][j - 1]);
        }
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          slips[i][j] = Math.min(slips[i][j], 1 + slips[i - 2][j - 2]);
        }
      }
    }
    return slips[a.length()][b.length()];
  }

  private record Name(String text, String letters) {}
}
