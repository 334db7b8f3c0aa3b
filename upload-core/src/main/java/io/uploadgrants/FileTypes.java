package io.uploadgrants;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The media types that files' extensions stand for, for clients that don't know a file's type. The
 * list stands in {@code docs/what-browsers-send.md}, which a test holds to this one.
 */
final class FileTypes {

  /** A type, and behind it its extensions. */
  private static final String EXTENSIONS =
      """
      application/epub+zip epub
      application/gzip gz tgz
      application/json json
      application/msword doc
      application/pdf pdf
      application/rtf rtf
      application/vnd.apache.parquet parquet
      application/vnd.ms-excel xls
      application/vnd.ms-powerpoint ppt
      application/vnd.oasis.opendocument.presentation odp
      application/vnd.oasis.opendocument.spreadsheet ods
      application/vnd.oasis.opendocument.text odt
      application/vnd.openxmlformats-officedocument.presentationml.presentation pptx
      application/vnd.openxmlformats-officedocument.spreadsheetml.sheet xlsx
      application/vnd.openxmlformats-officedocument.wordprocessingml.document docx
      application/vnd.rar rar
      application/x-7z-compressed 7z
      application/x-tar tar
      application/xml xml
      application/yaml yaml yml
      application/zip zip
      audio/aac aac
      audio/flac flac
      audio/midi mid midi
      audio/mp4 m4a
      audio/mpeg mp3
      audio/ogg oga ogg opus
      audio/wav wav
      audio/webm weba
      font/otf otf
      font/ttf ttf
      font/woff woff
      font/woff2 woff2
      image/avif avif
      image/bmp bmp
      image/gif gif
      image/heic heic
      image/heif heif
      image/jpeg jfif jpeg jpg
      image/jxl jxl
      image/png png
      image/svg+xml svg
      image/tiff tif tiff
      image/vnd.adobe.photoshop psd
      image/vnd.microsoft.icon ico
      image/webp webp
      image/x-adobe-dng dng
      message/rfc822 eml
      model/gltf-binary glb
      model/gltf+json gltf
      model/stl stl
      text/calendar ics
      text/css css
      text/csv csv
      text/html htm html
      text/javascript js mjs
      text/markdown markdown md
      text/plain txt
      text/tab-separated-values tsv
      text/vcard vcf
      text/vtt vtt
      video/3gpp 3gp
      video/matroska mkv
      video/mp4 m4v mp4
      video/mpeg mpeg mpg
      video/ogg ogv
      video/quicktime mov
      video/webm webm
      video/x-msvideo avi
      """;

  private static final Map<String, String> TYPES = TypeTable.read(EXTENSIONS);

  private FileTypes() {}

  /** Returns the type that a file's name stands for, or {@code null} when none is known. */
  static @Nullable String of(String fileName) {
    String extension = FileName.of(fileName).extension();
    return TYPES.get(extension.substring(extension.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
  }

  /** Returns all extensions, without their dot, with the type that each stands for. */
  static Map<String, String> all() {
    return TYPES;
  }
}
