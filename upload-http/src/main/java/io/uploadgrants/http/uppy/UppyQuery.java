package io.uploadgrants.http.uppy;

import io.uploadgrants.UploadRefusedException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query that are read; the page's other metadata stands beside them and doesn't
 * count.
 */
final class UppyQuery {

  static final String PROFILE = "metadata[profile]";
  static final String SIZE = "metadata[size]";
  static final String COMPLETES = "completes";

  private static final Set<String> READ =
      Set.of("filename", "type", "key", "partNumbers", COMPLETES, PROFILE, SIZE);

  private final Map<String, String> values;

  private UppyQuery(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads a query.
   *
   * @param raw what follows the {@code ?}, as it was sent
   * @throws UploadRefusedException {@code invalid-request} when one of the parameters is there
   *     twice, or isn't well-formed
   */
  static UppyQuery of(@Nullable String raw) {
    Map<String, String> values = new HashMap<>();
    for (String parameter : raw == null ? new String[0] : raw.split("&", -1)) {
      int equal = parameter.indexOf('=');
      String name = decoded(equal < 0 ? parameter : parameter.substring(0, equal));
      if (name != null && READ.contains(name)) {
        String value = decoded(equal < 0 ? "" : parameter.substring(equal + 1));
        if (value == null) {
          throw UploadRefusedException.invalid(
              "The query's '%s' isn't percent-encoded UTF-8; encode it as encodeURIComponent does.",
              name);
        }
        if (values.put(name, value) != null) {
          throw UploadRefusedException.invalid(
              "The query has '%s' more than once; send it once.", name);
        }
      }
    }
    return new UppyQuery(values);
  }

  /** Returns a text, or {@code null} when it isn't UTF-8 that was percent-encoded. */
  private static @Nullable String decoded(String raw) {
    if (raw.chars().anyMatch(c -> c > '~')) {
      return null;
    }
    try {
      String bytes = URLDecoder.decode(raw, StandardCharsets.ISO_8859_1);
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (IllegalArgumentException | CharacterCodingException broken) {
      return null;
    }
  }

  @Nullable String get(String name) {
    return values.get(name);
  }

  /**
   * Returns a parameter that must be there.
   *
   * @throws UploadRefusedException {@code invalid-request} without it
   */
  String required(String name) {
    String value = values.get(name);
    if (value == null || value.isEmpty()) {
      throw UploadRefusedException.invalid(
          "The query has no '%s'; send it as Uppy's S3 plugin does.", name);
    }
    return value;
  }
}
