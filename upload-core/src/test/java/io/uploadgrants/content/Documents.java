package io.uploadgrants.content;

import static io.uploadgrants.content.Bytes.bytes;
import static io.uploadgrants.content.Bytes.hex;
import static io.uploadgrants.content.Bytes.little32;
import static io.uploadgrants.content.Bytes.noise;
import static io.uploadgrants.content.Bytes.utf8;
import static io.uploadgrants.content.Bytes.zeros;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Honest documents and archives: zip files by the JDK. */
final class Documents {

  static final String WORD =
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  static final String EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  static final String POWER_POINT =
      "application/vnd.openxmlformats-officedocument.presentationml.presentation";
  static final String ODT = "application/vnd.oasis.opendocument.text";

  private Documents() {}

  /** Returns a zip file of entries with these names, each with a few bytes. */
  static byte[] zip(String... names) {
    return packed("", "", names);
  }

  /** Returns a zip file whose first entry is stored, and holds a text. */
  static byte[] packed(String first, String content, String... names) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      if (!first.isEmpty()) {
        ZipEntry entry = new ZipEntry(first);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length());
        CRC32 sum = new CRC32();
        sum.update(utf8(content));
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(utf8(content));
      }
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(utf8(name.equals("[Content_Types].xml") ? types(names) : "what is in " + name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Returns the list of content types that a file with these parts has. */
  private static String types(String... names) {
    String all = String.join(" ", names);
    String main =
        all.contains("word/")
            ? "wordprocessingml.document"
            : all.contains("xl/") ? "spreadsheetml.sheet" : "presentationml.presentation";
    return "<?xml version=\"1.0\"?><Types><Override ContentType=\"application/vnd.openxmlformats-officedocument."
        + main
        + ".main+xml\"/></Types>";
  }

  static byte[] gzip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(utf8("text\n".repeat(90)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Returns a tar file of one entry, with the sum that its header needs. */
  static byte[] tar(String name, String magic) {
    byte[] block = new byte[512];
    put(block, 0, name);
    put(block, 100, "0000644\0" + "0001750\0" + "0001750\0" + "00000000005\0" + "14371573142\0");
    put(block, 148, "        0");
    put(block, 257, magic);
    int sum = 0;
    for (byte each : block) {
      sum += each & 0xff;
    }
    put(block, 148, "%06o\0 ".formatted(sum));
    return bytes(block, "hello", zeros(507 + 1_024));
  }

  private static void put(byte[] block, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }

  /** Returns an old Office file, whose directory is its second sector. */
  static byte[] ole(String stream, String rootId) {
    byte[] header =
        bytes(
            hex("d0cf11e0a1b11ae1"),
            zeros(16),
            hex("3e000300feff0900"),
            zeros(16),
            little32(0),
            zeros(460));
    return bytes(
        header, directoryEntry("Root Entry", rootId), directoryEntry(stream, ""), noise(5_000));
  }

  private static byte[] directoryEntry(String name, String id) {
    byte[] utf16 = name.getBytes(StandardCharsets.UTF_16LE);
    byte[] rest = id.isEmpty() ? zeros(16) : hex(id);
    byte[] length = {(byte) (utf16.length + 2), 0};
    return bytes(utf16, zeros(64 - utf16.length), length, zeros(14), rest, zeros(32));
  }

  static byte[] pdf(Object... before) {
    return bytes(
        bytes(before),
        "%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n1 0 obj\n<</Type/Catalog>>\nendobj\n",
        noise(5_000));
  }

  static List<Case> honest() {
    byte[] zip = zip("readme.txt", "pictures/a.png");
    byte[] word =
        zip("[Content_Types].xml", "_rels/.rels", "word/document.xml", "docProps/app.xml");
    return List.of(
        new Case("PDF", "application/pdf", pdf()),
        new Case("PDF behind a mark", "application/pdf", pdf(hex("efbbbf"))),
        new Case("PDF behind a few bytes", "application/pdf", pdf("\r\n \0 junk of a scanner\n")),
        new Case(
            "PDF behind a printer's line", "application/x-pdf", pdf("\u001b%-12345X@PJL JOB\r\n")),
        new Case("zip", "application/zip", zip),
        new Case("zip as Windows names it", "application/x-zip-compressed", zip),
        new Case("empty zip", "application/zip", bytes("PK\5\6", zeros(18))),
        new Case("Word as zip", "application/zip", word),
        new Case("Word", WORD, word),
        new Case("Excel", EXCEL, zip("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml")),
        new Case(
            "Excel of LibreOffice",
            EXCEL,
            zip("xl/_rels/workbook.xml.rels", "xl/workbook.xml", "_rels/.rels")),
        new Case("PowerPoint", POWER_POINT, zip("_rels/.rels", "ppt/presentation.xml")),
        new Case("OpenDocument text", ODT, packed("mimetype", ODT, "content.xml")),
        new Case(
            "OpenDocument drawing",
            ODT.replace("text", "graphics"),
            packed("mimetype", ODT.replace("text", "graphics"))),
        new Case(
            "EPUB",
            "application/epub+zip",
            packed("mimetype", "application/epub+zip", "META-INF/container.xml")),
        new Case("old Word", "application/msword", ole("WordDocument", "")),
        new Case("old Excel", "application/vnd.ms-excel", ole("Workbook", "")),
        new Case("old PowerPoint", "application/vnd.ms-powerpoint", ole("PowerPoint Document", "")),
        new Case("RTF", "application/rtf", utf8("{\\rtf1\\ansi Hello}")),
        new Case("gzip", "application/gzip", gzip()),
        new Case("7z", "application/x-7z-compressed", bytes(hex("377abcaf271c0004"), noise(900))),
        new Case("RAR", "application/vnd.rar", bytes("Rar!", hex("1a0700"), noise(900))),
        new Case("tar", "application/x-tar", tar("a.txt", "ustar\00000")),
        new Case("tar of old", "application/x-tar", tar("a.txt", "")),
        new Case(
            "Parquet", "application/vnd.apache.parquet", bytes("PAR1", hex("1504"), noise(900))),
        new Case("glTF", "model/gltf-binary", bytes("glTF", hex("02000000"), noise(900))),
        new Case(
            "STL", "model/stl", bytes("made by a program", zeros(63), little32(2), noise(100))),
        new Case("STL as text", "model/stl", utf8("solid cube\nfacet normal 0 0 1\n")),
        new Case(
            "bzip2, known to Tika alone", "application/x-bzip2", bytes("BZh91AY&SY", noise(900))),
        new Case(
            "SQLite, known to Tika alone",
            "application/x-sqlite3",
            bytes("SQLite format 3\0", noise(900))),
        new Case("program that is allowed", "application/x-msdownload", Lies.pe()),
        new Case(
            "Java archive", "application/java-archive", zip("META-INF/MANIFEST.MF", "A.class")),
        new Case("type that nobody knows", "application/vnd.example.model", noise(900)));
  }
}
