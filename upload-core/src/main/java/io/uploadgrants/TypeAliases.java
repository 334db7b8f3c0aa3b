package io.uploadgrants;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Other names that browsers and systems have for a media type. Only synonyms stand here, each with
 * its source in {@code docs/what-browsers-send.md}, which a test holds to this list.
 */
final class TypeAliases {

  /** The type as it is stored, and behind it its other names. */
  private static final String NAMES =
      """
      application/gzip application/x-gzip
      application/json text/json
      application/msword application/vnd.ms-word application/x-msword
      application/pdf application/acrobat application/nappdf application/x-pdf
      application/rtf text/rtf
      application/vnd.ms-excel application/msexcel application/x-msexcel
      application/vnd.ms-powerpoint application/mspowerpoint application/powerpoint application/x-mspowerpoint
      application/vnd.rar application/x-rar application/x-rar-compressed
      application/xml text/xml
      application/yaml application/x-yaml text/x-yaml text/yaml
      application/zip application/x-zip application/x-zip-compressed
      audio/aac audio/vnd.dlna.adts audio/x-aac
      audio/flac audio/x-flac
      audio/matroska audio/x-matroska
      audio/midi audio/mid audio/x-midi
      audio/mp4 audio/m4a audio/x-m4a
      audio/mpeg audio/mp3 audio/mpg audio/x-mp3 audio/x-mpeg audio/x-mpg
      audio/ogg audio/x-ogg
      audio/wav audio/vnd.wave audio/wave audio/x-wav
      font/otf application/x-font-otf
      font/ttf application/x-font-ttf
      font/woff application/font-woff
      image/bmp image/x-bmp image/x-ms-bmp
      image/jpeg image/jpg image/pjpeg
      image/png image/x-png
      image/vnd.microsoft.icon image/ico image/icon image/x-ico image/x-icon
      text/calendar application/ics
      text/csv application/csv text/comma-separated-values text/x-comma-separated-values text/x-csv
      text/javascript application/javascript application/x-javascript
      text/markdown text/x-markdown
      text/vcard text/x-vcard
      video/3gpp video/3gp
      video/matroska video/x-matroska
      video/mp4 video/x-m4v
      video/mpeg video/x-mpeg
      video/ogg video/x-ogg
      video/x-msvideo video/avi video/x-avi
      """;

  private static final Map<String, String> CANONICAL = TypeTable.read(NAMES);

  private TypeAliases() {}

  /** Returns the type that a name without parameters is an alias of, or {@code null}. */
  static @Nullable String canonical(String name) {
    return CANONICAL.get(name);
  }

  /** Returns all aliases with the type that each stands for. */
  static Map<String, String> all() {
    return CANONICAL;
  }
}
