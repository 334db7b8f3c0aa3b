package io.uploadgrants.content;

import static io.uploadgrants.content.Bytes.bytes;
import static io.uploadgrants.content.Bytes.hex;
import static io.uploadgrants.content.Bytes.noise;
import static io.uploadgrants.content.Bytes.utf16;
import static io.uploadgrants.content.Bytes.zeros;
import static io.uploadgrants.content.Texts.PAGE;
import static io.uploadgrants.content.Texts.SVG;

import java.util.List;

/** Two files in one. */
final class Polyglots {

  private Polyglots() {}

  static List<Case> all() {
    return List.of(
        new Case(
            "GIF and tar",
            "image/gif",
            bytes("GIF89a", hex("01000100800000"), zeros(244), "ustar\0")),
        new Case("MP3's frame among other bytes", "audio/mpeg", bytes(hex("fffb9064"), noise(900))),
        new Case("HEIC with a film's brand", "video/mp4", Pictures.iso("heic", "mif1", "isom")),
        new Case(
            "XML that is a script",
            "application/xml",
            bytes("<script xmlns=\"http://www.w3.org/1999/xhtml\">alert(1)</script>")),
        new Case("name of no type", "application/<x>", noise(90)),
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
            bytes("<html>", zeros(74), Bytes.little32(2), noise(100))),
        new Case("PDF behind a part of a page", "application/pdf", Documents.pdf("<p>junk</p>")),
        new Case("PDF behind a shell's line", "application/pdf", Documents.pdf("#!x\n")),
        new Case("PDF behind a page in UTF-16", "application/pdf", Documents.pdf(utf16(PAGE))),
        new Case("font and JavaScript", "font/woff", bytes("wOFFOTTO=1;/*", noise(90))),
        new Case(
            "zip whose size is an STL's",
            "model/stl",
            bytes(Bytes.first(Documents.zip("a".repeat(60)), 80), Bytes.little32(2), noise(100))));
  }
}
