package io.uploadgrants.content;

import static io.uploadgrants.content.Bytes.noise;
import static io.uploadgrants.content.Bytes.utf8;
import static io.uploadgrants.content.Texts.PAGE;

import java.util.List;

/** Files of a type that is near the declared one. */
final class Relatives {

  private Relatives() {}

  static List<Case> all() {
    byte[] word = Documents.zip("[Content_Types].xml", "_rels/.rels", "word/document.xml");
    return List.of(
        new Case("PNG", "image/jpeg", Pictures.encoded("png")),
        new Case("JPEG", "image/png", Pictures.encoded("jpg")),
        new Case("GIF", "image/webp", Pictures.encoded("gif")),
        new Case("WAV", "image/webp", Pictures.riff("WAVEfmt ", noise(90))),
        new Case("MP4", "image/heic", Pictures.iso("isom", "mp42")),
        new Case("HEIC", "video/mp4", Pictures.iso("heic", "mif1", "heic")),
        new Case("HEIC", "image/avif", Pictures.iso("heic", "mif1", "heic")),
        new Case("QuickTime", "video/mp4", Pictures.iso("qt  ")),
        new Case("Matroska", "video/webm", Films.matroska("matroska")),
        new Case("picture of no known kind", "image/x-made-up", noise(900)),
        new Case("zip", Documents.WORD, Documents.zip("a.txt")),
        new Case("Excel", Documents.WORD, Documents.zip("[Content_Types].xml", "xl/workbook.xml")),
        new Case(
            "Word with a program",
            Documents.WORD,
            Documents.zip("[Content_Types].xml", "setup.exe")),
        new Case(
            "Word with macros",
            Documents.WORD,
            Documents.packed(
                "[Content_Types].xml",
                "application/vnd.ms-word.document.macroEnabled.main+xml",
                "word/document.xml")),
        new Case(
            "Word with a macro's file",
            Documents.WORD,
            Documents.zip("[Content_Types].xml", "word/vbaProject.bin")),
        new Case("Java archive", Documents.EXCEL, Documents.zip("META-INF/MANIFEST.MF")),
        new Case("Word", Documents.ODT, word),
        new Case("EPUB", Documents.ODT, Documents.packed("mimetype", "application/epub+zip")),
        new Case("Word", "application/epub+zip", word),
        new Case("new Word", "application/msword", word),
        new Case("old Excel", "application/msword", Documents.ole("Workbook", "")),
        new Case(
            "installer",
            "application/msword",
            Documents.ole("x", "84100c0000000000c000000000000046")),
        new Case("random bytes", "application/x-sqlite3", noise(900)),
        new Case("Windows program", "application/vnd.example.model", Lies.pe()),
        new Case("page", "application/vnd.example.model", utf8(PAGE)),
        new Case("PNG", "application/vnd.example.model", Pictures.encoded("png")),
        new Case(
            "another program's package",
            Documents.WORD,
            Documents.zip("[Content_Types].xml", "_rels/.rels")));
  }
}
