package io.uploadgrants.content;

import static io.uploadgrants.content.Bytes.bytes;
import static io.uploadgrants.content.Bytes.hex;
import static io.uploadgrants.content.Bytes.noise;
import static io.uploadgrants.content.Bytes.utf16;
import static io.uploadgrants.content.Bytes.utf8;
import static io.uploadgrants.content.Bytes.zeros;
import static io.uploadgrants.content.Texts.PAGE;
import static io.uploadgrants.content.Texts.SVG;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Files that are not what is declared. */
final class Lies {

  private Lies() {}

  /** Returns the start of a Windows program. */
  static byte[] pe() {
    return bytes(
        "MZ",
        hex("90000300000004000000ffff0000"),
        zeros(44),
        hex("80000000"),
        noise(64),
        "PE\0\0",
        noise(900));
  }

  static byte[] elf() {
    return bytes(hex("7f454c46 020101"), zeros(9), hex("02003e00"), noise(900));
  }

  /** Whole files of another kind, whichever picture they are declared as. */
  static List<Case> foreign(String type) {
    return List.of(
        new Case("page", type, utf8(PAGE)),
        new Case("page behind a mark", type, bytes(hex("efbbbf"), PAGE)),
        new Case("page in UTF-16", type, utf16(PAGE)),
        new Case(
            "page in UTF-16, the high byte first",
            type,
            bytes(hex("feff"), PAGE.getBytes(StandardCharsets.UTF_16BE))),
        new Case("page behind 3,000 blanks", type, utf8(" \n".repeat(1_500) + PAGE)),
        new Case(
            "page behind a long comment", type, utf8("<!--" + "x".repeat(3_900) + "-->" + PAGE)),
        new Case("part of a page", type, utf8("<IMG src=x onerror=alert(1)>")),
        new Case("HTML application", type, utf8("<hta:application id=x><script>x</script>")),
        new Case(
            "page in an archive",
            type,
            utf8("MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n" + PAGE)),
        new Case("SVG", type, utf8(SVG)),
        new Case("SVG behind a declaration", type, utf8("<?xml version=\"1.0\"?>" + SVG)),
        new Case("XML", type, utf8("<?xml version=\"1.0\"?><a/>")),
        new Case("PHP", type, utf8("<?php system($_GET['c']); ?>")),
        new Case("JavaScript", type, utf8("alert(document.domain)")),
        new Case("Windows program", type, pe()),
        new Case("Linux program", type, elf()),
        new Case(
            "macOS program", type, bytes(hex("cffaedfe 07000001 03000000 02000000"), noise(900))),
        new Case(
            "macOS program for two processors",
            type,
            bytes(hex("cafebabe 00000002 01000007"), noise(900))),
        new Case("Java class", type, bytes(hex("cafebabe 00000041"), noise(900))),
        new Case("shell script", type, utf8("#!/bin/sh\nrm -rf ~\n")),
        new Case("shortcut", type, bytes(hex("4c000000 01140200 00000000 c0000000"), noise(900))),
        new Case("zip", type, Documents.zip("a.txt")),
        new Case("Word", type, Documents.zip("[Content_Types].xml", "word/document.xml")),
        new Case("gzip", type, Documents.gzip()),
        new Case("7z", type, bytes(hex("377abcaf271c0004"), noise(900))),
        new Case("RAR", type, bytes("Rar!", hex("1a0700"), noise(900))),
        new Case("tar", type, Documents.tar("a.txt", "ustar\00000")),
        new Case("PDF", type, Documents.pdf()),
        new Case("installer", type, Documents.ole("x", "84100c0000000000c000000000000046")),
        new Case("nothing", type, zeros(0)),
        new Case("one byte", type, zeros(1)),
        new Case("zeros", type, zeros(9_000)),
        new Case("random bytes", type, noise(9_000)));
  }

  /** Two files in one. */
  static List<Case> polyglots() {
    return List.of(
        new Case("GIF and page", "image/gif", bytes("GIF89a", hex("01000100800000"), PAGE)),
        new Case(
            "GIF and JavaScript", "image/gif", bytes("GIF89a/*", noise(90), "*/=1;alert(1)//")),
        new Case(
            "GIF and JavaScript by assignment",
            "image/gif",
            bytes("GIF89a=1;", zeros(4), "/*", noise(90))),
        new Case(
            "GIF and Java archive",
            "image/gif",
            bytes(Pictures.encoded("gif"), Documents.zip("A.class"))),
        new Case("GIF and nothing else", "image/gif", bytes("GIF89a")),
        new Case("JPEG and page in a comment", "image/jpeg", Pictures.jpegWith(0xfe, PAGE)),
        new Case(
            "JPEG and script in Exif",
            "image/jpeg",
            Pictures.jpegWith(0xe1, "Exif\0\0", "<ScRiPt/x>alert(1)</script>")),
        new Case(
            "JPEG and PHP in a comment",
            "image/jpeg",
            Pictures.jpegWith(0xfe, "<?php system($_GET['c']);")),
        new Case(
            "JPEG and zip in a comment", "image/jpeg", Pictures.jpegWith(0xfe, Documents.zip("a"))),
        new Case(
            "JPEG and PDF in a comment", "image/jpeg", Pictures.jpegWith(0xfe, Documents.pdf())),
        new Case(
            "PNG and page in its text", "image/png", Pictures.pngWith("Comment\0<html onload=x>")),
        new Case("PNG and SVG in its text", "image/png", Pictures.pngWith("Comment\0" + SVG)),
        new Case(
            "PNG and frame in its text", "image/png", Pictures.pngWith("Comment\0<iframe src=x>")),
        new Case("PNG that is its signature alone", "image/png", hex("89504e470d0a1a0a")),
        new Case(
            "BMP and JavaScript",
            "image/bmp",
            bytes("BM=1;/*", zeros(7), hex("28000000"), noise(90))),
        new Case("WAV and JavaScript", "audio/wav", bytes("RIFF/*xxWAVE", noise(90), "*/=1")),
        new Case("WebP and page", "image/webp", Pictures.riff("WEBPVP8 ", noise(90), PAGE)),
        new Case(
            "MP4 that begins as a comment",
            "video/mp4",
            bytes("<!--ftypisom", zeros(4), "isom-->", PAGE)),
        new Case(
            "MP4 and page",
            "video/mp4",
            bytes(Bytes.first(Pictures.iso("isom", "mp42"), 20), hex("00000400"), "free", PAGE)),
        new Case(
            "MP3 and page in its tag",
            "audio/mpeg",
            bytes("ID3\3\0\0", hex("00000a00"), "COMM", PAGE)),
        new Case(
            "font and zip",
            "font/ttf",
            bytes(hex("00010000 0010 0100"), noise(90), Documents.zip("a"))),
        new Case("PDF behind a page", "application/pdf", Documents.pdf(PAGE)),
        new Case(
            "PDF behind a script", "application/pdf", Documents.pdf("junk <script>x</script>")),
        new Case("PDF behind a program", "application/pdf", Documents.pdf("MZ", zeros(64))),
        new Case(
            "PDF behind a picture",
            "application/pdf",
            Documents.pdf(Bytes.first(Pictures.encoded("gif"), 90))),
        new Case("PDF behind 1,024 bytes", "application/pdf", Documents.pdf(zeros(1_024))),
        new Case("PDF and zip", "application/pdf", bytes("%PDF-1.7\n", Documents.zip("a"))),
        new Case(
            "tar that begins as a page",
            "application/x-tar",
            Documents.tar("<script>x</script>", "ustar")),
        new Case(
            "STL that begins as a page",
            "model/stl",
            bytes("<html>", zeros(74), Bytes.little32(2), noise(100))));
  }

  /** Near relatives. */
  static List<Case> relatives() {
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
        new Case("Windows program", "application/vnd.example.model", pe()),
        new Case("page", "application/vnd.example.model", utf8(PAGE)),
        new Case("PNG", "application/vnd.example.model", Pictures.encoded("png")));
  }

  /** What first bytes can't prove, but disprove. */
  static List<Case> texts() {
    return List.of(
        new Case("page", "text/plain", utf8(PAGE)),
        new Case("page in UTF-16", "text/plain", utf16(PAGE)),
        new Case(
            "page behind a mark and blanks", "text/csv", bytes(hex("efbbbf"), " \r\n\f", PAGE)),
        new Case("SVG", "text/plain", utf8(SVG)),
        new Case("XML", "text/plain", utf8("<?xml version=\"1.0\"?><a/>")),
        new Case(
            "PDF without binary bytes", "text/plain", utf8("%PDF-1.4\n1 0 obj\n<<>>\nendobj\n")),
        new Case("RTF", "text/plain", utf8("{\\rtf1 x}")),
        new Case("PostScript", "text/plain", utf8("%!PS-Adobe-3.0\n")),
        new Case("text with a NUL", "text/csv", utf8("a,b\0\n")),
        new Case(
            "text in UTF-16 without a mark",
            "text/plain",
            "abc".getBytes(StandardCharsets.UTF_16LE)),
        new Case(
            "text in UTF-16 with half a pair", "text/plain", bytes(utf16("abc"), hex("3dd82e00"))),
        new Case("PNG", "text/csv", Pictures.encoded("png")),
        new Case("page", "text/markdown", utf8(PAGE)),
        new Case(
            "page behind a comment", "text/markdown", utf8("<!-- a --!><script>x</script> -->")),
        new Case("page", "text/javascript", utf8(PAGE)),
        new Case("page", "application/json", utf8(PAGE)),
        new Case("text", "application/json", utf8("hello")),
        new Case("nothing", "application/json", zeros(0)),
        new Case("JSON in an 8-bit set", "application/json", bytes("{\"a\":\"\u00e9\"}")),
        new Case("page", "application/ld+json", utf8(PAGE)),
        new Case("page", "application/xml", utf8(PAGE)),
        new Case(
            "SVG",
            "application/xml",
            utf8("<?xml version=\"1.0\"?><s:svg xmlns:s=\"http://www.w3.org/2000/svg\"/>")),
        new Case(
            "XHTML", "application/rss+xml", utf8("<html xmlns=\"http://www.w3.org/1999/xhtml\"/>")),
        new Case(
            "XML with 5,000 bytes before its root",
            "text/xml",
            utf8("<?xml version=\"1.0\"?><!--" + "x".repeat(5_000) + "--><a/>")),
        new Case("XML", "image/svg+xml", utf8("<?xml version=\"1.0\"?><a/>")),
        new Case("page", "image/svg+xml", utf8(PAGE)),
        new Case("text", "text/calendar", utf8("hello")),
        new Case("text", "text/vtt", utf8("hello")),
        new Case("text", "message/rfc822", utf8("hello you: all")),
        new Case("page", "application/octet-stream", utf8(PAGE)),
        new Case("SVG", "application/octet-stream", utf8(SVG)),
        new Case("Windows program", "application/octet-stream", pe()),
        new Case("Linux program", "application/octet-stream", elf()),
        new Case("shell script", "application/octet-stream", utf8("#!/bin/sh\n")),
        new Case("browser extension", "application/octet-stream", bytes("Cr24", noise(90))),
        new Case("text", "application/unknown", utf8("hello")),
        new Case("text", "unknown/unknown", utf8("hello")),
        new Case("text", "hello", utf8("hello")),
        new Case("text", "image/png,text/html", Pictures.encoded("png")));
  }
}
