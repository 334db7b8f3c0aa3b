package io.uploadgrants.http.uppy;

import io.uploadgrants.ErrorText;
import io.uploadgrants.UploadRefusedException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What Uppy says of a file. Its metadata is the page's own: only a profile and a size are read of
 * it, and nothing becomes the object's.
 *
 * @param name the file's name
 * @param type its media type
 * @param profile the profile that the page asks for
 * @param size its size in bytes, where the page says it
 * @param completes whether the page completes what Uppy sends in one piece
 */
record UppyFile(
    @Nullable String name,
    @Nullable String type,
    @Nullable String profile,
    @Nullable Long size,
    boolean completes) {

  /** What scripts make of a value that isn't there. */
  private static final Set<String> NOTHING = Set.of("", "undefined", "null");

  /** What fits into a {@code long} whatever its digits are. */
  private static final Pattern SIZE = Pattern.compile("[0-9]{1,18}");

  private static final Pattern RANDOM_UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}-(?=.)");

  static UppyFile of(UppyQuery query) {
    return new UppyFile(
        query.get("filename"),
        given(query.get("type")),
        given(query.get(UppyQuery.PROFILE)),
        size(query.get(UppyQuery.SIZE)),
        "true".equals(query.get(UppyQuery.COMPLETES)));
  }

  static UppyFile of(JsonNode request) {
    JsonNode metadata = request.path("metadata");
    return new UppyFile(
        text(request, "filename"),
        given(text(request, "type")),
        profile(metadata.path("profile")),
        size(metadata.path("size")),
        request.path(UppyQuery.COMPLETES).asBoolean(false));
  }

  /**
   * Reads what a page's {@code signRequest} passes on: the key that Uppy proposes names the file.
   */
  static UppyFile ofKey(JsonNode request, String key) {
    UppyFile said = of(request);
    String type = given(text(request, "contentType"));
    return new UppyFile(
        said.name == null ? fileName(key) : said.name,
        type == null ? said.type : type,
        said.profile,
        said.size,
        said.completes);
  }

  UppyFile withType(@Nullable String other) {
    return new UppyFile(name, given(other), profile, size, completes);
  }

  /** Returns the last part of a key, without the random one that Uppy puts before a file's name. */
  private static String fileName(String key) {
    return RANDOM_UUID.matcher(key.substring(key.lastIndexOf('/') + 1)).replaceFirst("");
  }

  private static @Nullable String given(@Nullable String text) {
    return text == null || NOTHING.contains(text) ? null : text;
  }

  private static @Nullable String profile(JsonNode value) {
    return value.isString() ? given(value.stringValue()) : null;
  }

  private static @Nullable Long size(JsonNode value) {
    // Version 5 makes texts of all metadata.
    return value.isIntegralNumber() || value.isString() ? size(value.asString()) : null;
  }

  /** A size of which nobody can make sense is one of the page's own words. */
  private static @Nullable Long size(@Nullable String digits) {
    return digits != null && SIZE.matcher(digits).matches() ? Long.valueOf(digits) : null;
  }

  /**
   * Returns a text of an object, or {@code null} where there is none.
   *
   * @throws UploadRefusedException {@code invalid-request} when it is anything else
   */
  static @Nullable String text(JsonNode object, String name) {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isString()) {
      throw UploadRefusedException.invalid(
          "The member '%s' isn't a text; send it as Uppy's S3 plugin does.", name);
    }
    return value.stringValue();
  }

  /** Returns no more than that there is one. */
  @Override
  public String toString() {
    return "UppyFile[type=%s, size=%s]"
        .formatted(type == null ? null : ErrorText.shown(type), size);
  }
}
