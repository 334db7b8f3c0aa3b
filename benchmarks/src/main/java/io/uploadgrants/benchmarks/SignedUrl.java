package io.uploadgrants.benchmarks;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A presigned URL, compared by what it says: the order of its parameters is each signer's own, and
 * so is upper or lower case in a percent-encoding.
 *
 * @param origin scheme and host
 * @param path the encoded path
 * @param query the parameters by name
 */
record SignedUrl(String origin, String path, Map<String, String> query) {

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  static SignedUrl of(String url) {
    URI uri = URI.create(url);
    Map<String, String> query = new TreeMap<>();
    Arrays.stream(uri.getQuery().split("&"))
        .map(parameter -> parameter.split("=", 2))
        .forEach(pair -> query.put(pair[0], pair[1]));
    return new SignedUrl(uri.getScheme() + "://" + uri.getHost(), uri.getRawPath(), query);
  }

  /** Reads {@code X-Amz-Date}. */
  static Instant time(String date) {
    return TIMESTAMP.parse(date, Instant::from);
  }

  /**
   * Refuses a comparison in which the peer signs something else than we do.
   *
   * @param peer a peer's URL
   * @param ours makes our URL, for the second of the peer's
   */
  static void mustEqual(String peer, Function<Instant, String> ours) {
    SignedUrl expected = of(peer);
    String date = Objects.requireNonNull(expected.query().get("X-Amz-Date"));
    SignedUrl actual = of(ours.apply(time(date)));
    if (!actual.equals(expected)) {
      throw new IllegalStateException(
          "The comparison is void: ours is " + actual + ", the peer's is " + expected);
    }
  }
}
