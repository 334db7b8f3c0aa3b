package io.uploadgrants.testkit.embedded.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.testkit.embedded.HostileKeys;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Pages of a listing against a sorted map. */
class KeyPageTests {

  private static final List<String> DELIMITERS = Arrays.asList(null, "", "/", "a", "//", "%");

  private static SortedSet<String> sorted(List<String> keys) {
    SortedSet<String> sorted =
        new TreeSet<>(
            (one, other) ->
                Arrays.compareUnsigned(
                    one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8)));
    sorted.addAll(keys);
    return sorted;
  }

  @Test
  void keysAreInTheOrderOfTheirBytes() {
    List<String> keys = HostileKeys.random(new Random(1), 5_000);
    SortedSet<String> expected = sorted(keys);

    assertThat(keys.stream().distinct().sorted(KeyPage.ORDER)).containsExactlyElementsOf(expected);
    assertThat(KeyPage.ORDER.compare("\uffee", "\ud83d\ude00")).isNegative();
  }

  @Test
  void pagesHaveWhatASortedMapHas() {
    Random random = new Random(2);
    for (int round = 0; round < 300; round++) {
      List<String> keys = List.copyOf(sorted(HostileKeys.random(random, 60)));
      String some = keys.get(random.nextInt(keys.size()));
      String prefix =
          random.nextBoolean()
              ? null
              : some.substring(0, some.offsetByCodePoints(0, random.nextInt(2)));
      String delimiter = DELIMITERS.get(random.nextInt(DELIMITERS.size()));
      Map<String, Boolean> expected = model(keys, prefix, delimiter);
      int max = 1 + random.nextInt(9);
      List<String> rows = new ArrayList<>();
      List<String> prefixes = new ArrayList<>();
      String marker = random.nextBoolean() ? null : "";
      do {
        KeyPage<String> page =
            KeyPage.of(keys, key -> key, new KeyPage.Query(prefix, delimiter, marker, max));
        assertThat(page.rows().size() + page.prefixes().size()).isLessThanOrEqualTo(max);
        rows.addAll(page.rows());
        prefixes.addAll(page.prefixes());
        marker = page.next();
      } while (marker != null);

      assertThat(rows).containsExactlyElementsOf(named(expected, false));
      assertThat(prefixes).containsExactlyElementsOf(named(expected, true));
    }
  }

  @Test
  void nothingIsAskedForAndNothingGiven() {
    KeyPage<String> page =
        KeyPage.of(List.of("a", "b"), key -> key, new KeyPage.Query(null, null, null, 0));

    assertThat(page).isEqualTo(new KeyPage<>(List.of(), List.of(), null));
  }

  /** By name: whether it is a prefix. */
  private static Map<String, Boolean> model(
      List<String> keys, @Nullable String prefix, @Nullable String delimiter) {
    Map<String, Boolean> names = new TreeMap<>(sorted(List.of()).comparator());
    String start = prefix == null ? "" : prefix;
    for (String key : keys) {
      if (key.startsWith(start)) {
        String rest = key.substring(start.length());
        boolean rolled = delimiter != null && !delimiter.isEmpty() && rest.contains(delimiter);
        names.put(
            rolled ? start + rest.split(Pattern.quote(delimiter), 2)[0] + delimiter : key, rolled);
      }
    }
    return names;
  }

  private static List<String> named(Map<String, Boolean> names, boolean prefix) {
    return names.entrySet().stream()
        .filter(each -> each.getValue() == prefix)
        .map(Map.Entry::getKey)
        .toList();
  }
}
