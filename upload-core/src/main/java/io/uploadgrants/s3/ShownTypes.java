package io.uploadgrants.s3;

import java.util.Locale;
import java.util.Set;

/**
 * The types that a browser may show from the store itself: none of them is a page or can have a
 * script that runs as the store's origin. The list stands in {@code docs/completion.md}, which a
 * test holds to this one.
 */
final class ShownTypes {

  /** SVG and XML aren't among them; neither is any type that a browser doesn't play or show. */
  static final Set<String> ALL =
      Set.of(
          "application/pdf",
          "audio/aac",
          "audio/flac",
          "audio/mp4",
          "audio/mpeg",
          "audio/ogg",
          "audio/wav",
          "audio/webm",
          "image/apng",
          "image/avif",
          "image/bmp",
          "image/gif",
          "image/heic",
          "image/heif",
          "image/jpeg",
          "image/jxl",
          "image/png",
          "image/tiff",
          "image/vnd.microsoft.icon",
          "image/webp",
          "image/x-icon",
          "text/plain",
          "video/3gpp",
          "video/mp4",
          "video/mpeg",
          "video/ogg",
          "video/quicktime",
          "video/webm");

  private ShownTypes() {}

  /** Returns whether a type, whatever its parameters, is one of them. */
  static boolean contain(String contentType) {
    int end = contentType.indexOf(';');
    String bare = end < 0 ? contentType : contentType.substring(0, end);
    return ALL.contains(bare.strip().toLowerCase(Locale.ROOT));
  }
}
