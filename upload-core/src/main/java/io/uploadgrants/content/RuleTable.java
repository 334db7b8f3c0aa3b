package io.uploadgrants.content;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The rule of each type, under all its names: the one place where it stands. {@code
 * docs/content.md} tells it in words.
 */
final class RuleTable {

  private static final SignatureTable MEDIA =
      SignatureTable.read(
          """
          image/png image/apng image/x-png = 89 'PNG' 0D0A1A0A 0000000D 'IHDR'
          image/jpeg image/jpg image/pjpeg = FFD8FF .. .... .... .... ....
          image/gif = 'GIF87a' ........ ...... | 'GIF89a' ........ ......
          image/webp = 'RIFF' ........ 'WEBPVP8'
          image/bmp image/x-bmp image/x-ms-bmp = 'BM' ........ ........ ........ 0C000000 | 'BM' ........ ........ ........ 28000000 | 'BM' ........ ........ ........ 34000000 | 'BM' ........ ........ ........ 38000000 | 'BM' ........ ........ ........ 40000000 | 'BM' ........ ........ ........ 6C000000 | 'BM' ........ ........ ........ 7C000000
          image/jxl = FF0A .. .... | 0000000C 'JXL ' 0D0A870A
          image/vnd.adobe.photoshop image/x-psd application/photoshop = '8BPS' 0001 00000000 0000 | '8BPS' 0002 00000000 0000
          audio/wav audio/vnd.wave audio/wave audio/x-wav = 'RIFF' ........ 'WAVE' | 'RF64' FFFFFFFF 'WAVE'
          audio/flac audio/x-flac = 'fLaC' 00000022 | 'fLaC' 80000022
          audio/midi audio/mid audio/x-midi = 'MThd' 00000006 00
          video/x-msvideo video/avi video/x-avi = 'RIFF' ........ 'AVI '
          video/mpeg video/x-mpeg = 000001BA .. | 000001B3 ..
          font/ttf application/x-font-ttf = 00010000 00.. | 'true' 00..
          font/otf application/x-font-otf = 'OTTO' 00.. | 00010000 00..
          font/collection = 'ttcf' 0001 | 'ttcf' 0002
          font/woff application/font-woff = 'wOFF' 00010000 | 'wOFF' 'OTTO' | 'wOFF' 'true'
          font/woff2 = 'wOF2' 00010000 | 'wOF2' 'OTTO' | 'wOF2' 'true' | 'wOF2' 'ttcf'\
          """);

  private static final SignatureTable FILES =
      SignatureTable.read(
          """
          application/gzip application/x-gzip = 1F8B08
          application/x-7z-compressed = '7z' BCAF271C
          application/vnd.rar application/x-rar application/x-rar-compressed = 'Rar!' 1A07
          application/rtf text/rtf = '{\\rtf'
          application/vnd.apache.parquet application/x-parquet = 'PAR1' 15
          model/gltf-binary = 'glTF' 01000000 | 'glTF' 02000000\
          """);

  private static final String OOXML = "application/vnd.openxmlformats-officedocument.";
  private static final String OPEN_DOCUMENT = "application/vnd.oasis.opendocument.";

  private final Map<String, Rule> rules = new HashMap<>();
  private final TikaTypes tika;

  RuleTable(TikaTypes tika) {
    this.tika = tika;
    MEDIA
        .types()
        .forEach((type, starts) -> put(media(h -> SignatureTable.matches(starts, h)), type));
    FILES
        .types()
        .forEach((type, starts) -> put(file(h -> SignatureTable.matches(starts, h)), type));
    put(media(Headers::isTiff), "image/tiff image/x-adobe-dng");
    put(
        media(Headers::isIcon),
        "image/vnd.microsoft.icon image/ico image/icon image/x-ico image/x-icon");
    put(media(IsoMedia::isHeic), "image/heic image/heic-sequence");
    put(media(IsoMedia::isHeif), "image/heif image/heif-sequence");
    put(media(IsoMedia::isAvif), "image/avif image/avif-sequence");
    put(media(IsoMedia::isMp4), "video/mp4 video/x-m4v application/mp4");
    put(media(IsoMedia::isMp4), "audio/mp4 audio/m4a audio/x-m4a");
    put(media(IsoMedia::isMobile), "video/3gpp video/3gp video/3gpp2 audio/3gpp");
    put(media(IsoMedia::isQuickTime), "video/quicktime");
    put(media(Matroska::isWebm), "video/webm audio/webm");
    put(media(Matroska::isMatroska), "video/matroska video/x-matroska");
    put(media(Matroska::isMatroska), "audio/matroska audio/x-matroska");
    put(media(Headers::isOgg), "audio/ogg audio/x-ogg application/ogg");
    put(media(Headers::isOgg), "video/ogg video/x-ogg audio/opus");
    put(media(MpegAudio::isMp3), "audio/mpeg audio/mp3 audio/mpg");
    put(media(MpegAudio::isMp3), "audio/x-mp3 audio/x-mpeg audio/x-mpg");
    put(media(MpegAudio::isAac), "audio/aac audio/x-aac audio/vnd.dlna.adts");
    put(media(Headers::isTransportStream), "video/mp2t");
    put(file(Headers::isTar), "application/x-tar");
    put(file(Headers::isStl), "model/stl");
    documents();
    programs();
    texts();
    // The second is what S3 itself stores where no type was sent.
    put(new AnyBytesRule(), Difference.UNKNOWN);
    put(new AnyBytesRule(), "binary/octet-stream");
  }

  private void documents() {
    put(
        new PdfRule(tika::detect),
        "application/pdf application/x-pdf application/acrobat application/nappdf");
    put(new ZipRule(), "application/zip application/x-zip application/x-zip-compressed");
    put(new PackageRule("application/epub+zip"), "application/epub+zip");
    put(
        office("word/", "wordprocessingml.document", "ms-word.document"),
        OOXML + "wordprocessingml.document");
    put(office("xl/", "spreadsheetml.sheet", "ms-excel.sheet"), OOXML + "spreadsheetml.sheet");
    put(
        office("ppt/", "presentationml.presentation", "ms-powerpoint.presentation"),
        OOXML + "presentationml.presentation");
    put(
        new OleRule(OleRule.WORD),
        "application/msword application/vnd.ms-word application/x-msword");
    put(
        new OleRule(OleRule.EXCEL),
        "application/vnd.ms-excel application/msexcel application/x-msexcel");
    Rule powerPoint = new OleRule(OleRule.POWER_POINT);
    put(powerPoint, "application/vnd.ms-powerpoint application/mspowerpoint");
    put(powerPoint, "application/powerpoint application/x-mspowerpoint");
  }

  private void programs() {
    Rule windows = head -> head.has(0, "MZ") ? null : Difference.OTHER;
    put(windows, "application/x-msdownload application/vnd.microsoft.portable-executable");
    put(windows, "application/x-dosexec application/x-ms-dos-executable");
  }

  private void texts() {
    put(TextRule.HTML, "text/html text/x-php application/x-httpd-php");
    put(TextRule.MARKDOWN, "text/markdown text/x-markdown");
    put(TextRule.PLAIN, "application/csv application/javascript application/x-javascript");
    put(TextRule.PLAIN, "application/yaml application/x-yaml");
    put(TextRule.startingWith("BEGIN:VCALENDAR"), "text/calendar application/ics");
    put(TextRule.startingWith("BEGIN:VCARD"), "text/vcard text/x-vcard");
    put(TextRule.startingWith("WEBVTT"), "text/vtt");
    put(new JsonRule(), "application/json text/json");
    put(new MailRule(), "message/rfc822");
    put(new XmlRule(null), "application/xml text/xml text/xsl");
    put(new XmlRule("html"), "application/xhtml+xml application/vnd.wap.xhtml+xml");
    put(new XmlRule("svg"), "image/svg+xml");
  }

  /** Returns the rule of a type in lower case, without parameters. */
  Rule of(String type) {
    Rule rule = rules.get(type);
    if (rule != null) {
      return rule;
    }
    if (type.endsWith("+json")) {
      return new JsonRule();
    }
    if (type.endsWith("+xml") || type.endsWith("-flat-xml") || tika.isA(type, Markup.XML)) {
      return new XmlRule(null);
    }
    if (type.startsWith(OPEN_DOCUMENT)) {
      return new PackageRule(type);
    }
    return type.startsWith("text/") ? TextRule.PLAIN : new DetectedRule(type, tika);
  }

  private static Rule media(Predicate<Head> header) {
    return new MediaRule(header);
  }

  private static Rule file(Predicate<Head> header) {
    return new FileRule(header);
  }

  private static Rule office(String folder, String main, String macros) {
    String withMacros = "application/vnd." + macros + ".macroenabled.12";
    return new OfficeRule(folder, main + ".main+xml", withMacros);
  }

  private void put(Rule rule, String types) {
    for (String type : types.split(" ", -1)) {
      rules.put(type, rule);
    }
  }
}
