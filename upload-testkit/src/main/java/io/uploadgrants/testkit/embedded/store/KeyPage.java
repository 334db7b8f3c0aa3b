package io.uploadgrants.testkit.embedded.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a listing, as S3 makes it.
 *
 * @param rows what is listed itself, in S3's order
 * @param prefixes what a delimiter rolls up, each once
 * @param next after which key or prefix the next page starts; null when this is the last
 */
record KeyPage<T>(List<T> rows, List<String> prefixes, @Nullable String next) {

  /** By the bytes of UTF-8, as S3 orders keys. */
  static final Comparator<String> ORDER = KeyPage::compare;

  /**
   * What is asked for.
   *
   * @param prefix how keys start
   * @param delimiter up to where keys are rolled up; null or empty for not at all
   * @param marker after which key or prefix the page starts; null or empty for the first page
   * @param max how many rows and prefixes there are at most; null for all
   */
  record Query(
      @Nullable String prefix,
      @Nullable String delimiter,
      @Nullable String marker,
      @Nullable Integer max) {

    String start() {
      return prefix == null ? "" : prefix;
    }

    private @Nullable String rolledUp(String key) {
      if (delimiter == null || delimiter.isEmpty()) {
        return null;
      }
      int end = key.indexOf(delimiter, start().length());
      return end < 0 ? null : key.substring(0, end + delimiter.length());
    }

    private boolean isPast(String name) {
      return marker != null && compare(name, marker) <= 0;
    }

    private int limit() {
      return max == null ? Integer.MAX_VALUE : max;
    }
  }

  /**
   * Makes a page.
   *
   * @param sorted all rows, in S3's order
   * @param key the key of a row
   */
  static <T> KeyPage<T> of(List<T> sorted, Function<T, String> key, Query query) {
    List<T> rows = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    String last = "";
    for (T row : sorted) {
      String name = key.apply(row);
      String prefix = name.startsWith(query.start()) ? query.rolledUp(name) : null;
      String shown = prefix == null ? name : prefix;
      if (!name.startsWith(query.start())
          || query.isPast(shown)
          || prefix != null && prefix.equals(last)) {
        continue;
      }
      if (rows.size() + prefixes.size() >= query.limit()) {
        return new KeyPage<>(rows, prefixes, last.isEmpty() ? null : last);
      }
      if (prefix == null) {
        rows.add(row);
      } else {
        prefixes.add(prefix);
      }
      last = shown;
    }
    return new KeyPage<>(rows, prefixes, null);
  }

  private static int compare(String one, String other) {
    int length = Math.min(one.length(), other.length());
    for (int i = 0; i < length; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        // Half of a character that has more bytes than all that are written whole.
        return Character.isSurrogate(a) == Character.isSurrogate(b)
            ? a - b
            : Character.isSurrogate(a) ? 1 : -1;
      }
    }
    return one.length() - other.length();
  }
}
