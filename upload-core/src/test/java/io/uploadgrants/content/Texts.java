package io.uploadgrants.content;

import static io.uploadgrants.content.Bytes.bytes;
import static io.uploadgrants.content.Bytes.hex;
import static io.uploadgrants.content.Bytes.noise;
import static io.uploadgrants.content.Bytes.utf16;
import static io.uploadgrants.content.Bytes.utf8;
import static io.uploadgrants.content.Bytes.zeros;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Honest texts, and what claims nothing. */
final class Texts {

  static final String SVG = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\"></svg>";
  static final String PAGE = "<!DOCTYPE html><html><body><script>alert(1)</script></body></html>";

  private Texts() {}

  static List<Case> honest() {
    return List.of(
        new Case("text", "text/plain", utf8("Hello, Zoë.\n")),
        new Case(
            "text of 4 KiB whose end cuts a character",
            "text/plain",
            utf8("x" + "é".repeat(4_000))),
        new Case("text with a mark", "text/plain;charset=utf-8", bytes(hex("efbbbf"), "Hello")),
        new Case("text in UTF-16", "text/plain", utf16("Hello, 日本語")),
        new Case(
            "text in Shift-JIS",
            "text/plain",
            "日本語のテキスト".getBytes(java.nio.charset.Charset.forName("Shift_JIS"))),
        new Case("text of a chat", "text/plain", utf8("<john> hello\n<mary> a < b\n")),
        new Case("text with a tag further on", "text/plain", utf8("The element is <script>.\n")),
        new Case("empty text", "text/plain", zeros(0)),
        new Case("CSV", "text/csv", utf8("id,name\n1,Zoë\n")),
        new Case(
            "CSV of Excel", "text/csv", "id;name\n1;Zoë\n".getBytes(StandardCharsets.ISO_8859_1)),
        new Case("CSV with HTML in it", "application/csv", utf8("id,text\n1,<script>x</script>\n")),
        new Case("tab-separated values", "text/tab-separated-values", utf8("a\tb\n")),
        new Case("Markdown", "text/markdown", utf8("# Title\n\n* one\n")),
        new Case(
            "Markdown that begins with a logo",
            "text/markdown",
            utf8("<p align=\"center\"><img src=\"a.png\"></p>\n\n# Title\n")),
        new Case(
            "Markdown that begins with a comment",
            "text/markdown",
            utf8("<!-- badges -->\n# Title\n")),
        new Case("CSS", "text/css", utf8("@charset \"utf-8\";\nbody > a { color: red }\n")),
        new Case("JavaScript", "text/javascript", utf8("#!/usr/bin/env node\nconsole.log(1)\n")),
        new Case("HTML", "text/html", utf8(PAGE)),
        new Case("HTML in UTF-16", "text/html", utf16(PAGE)),
        new Case(
            "XHTML",
            "application/xhtml+xml",
            utf8(
                "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"x\">\n<html xmlns=\"http://www.w3.org/1999/xhtml\"></html>")),
        new Case("SVG", "image/svg+xml", utf8(SVG)),
        new Case(
            "SVG of an editor",
            "image/svg+xml",
            utf8(
                "<?xml version=\"1.0\"?>\n<!-- made -->\n<!DOCTYPE svg PUBLIC \"a\" \"b\" [\n<!ENTITY ns \"http://>\">\n]>\n<svg:svg xmlns:svg=\"http://www.w3.org/2000/svg\"/>")),
        new Case("XML", "application/xml", utf8("<?xml version=\"1.0\"?><order id=\"1\"/>")),
        new Case("XML without a declaration", "text/xml", utf8("\n<order/>")),
        new Case(
            "GPX",
            "application/gpx+xml",
            utf8("<?xml version=\"1.0\"?><gpx version=\"1.1\"></gpx>")),
        new Case("JSON", "application/json", utf8("\n{\"a\": \"<script>\"}")),
        new Case("GeoJSON", "application/geo+json", utf8("{\"type\":\"Feature\"}")),
        new Case("YAML", "application/yaml", utf8("---\na: 1\n")),
        new Case("calendar", "text/calendar", utf8("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")),
        new Case("contact", "text/vcard", utf8("begin:vcard\r\nVERSION:4.0\r\n")),
        new Case(
            "subtitles", "text/vtt", bytes(hex("efbbbf"), "WEBVTT\n\n00:01.000 --> 00:04.000\n")),
        new Case(
            "mail", "message/rfc822", utf8("Received: from a\r\nFrom: a@example.com\r\n\r\nHi")),
        new Case("program's source", "text/x-java-source", utf8("package a;\n\nclass A {}\n")),
        new Case(
            "settings, XML by Tika's list",
            "application/x-plist",
            utf8("<?xml version=\"1.0\"?><plist/>")),
        new Case("PHP that is allowed", "text/x-php", utf8("<?php echo 1; ?>")),
        new Case("SQL, text by Tika's list", "application/sql", utf8("select 1;\n")),
        new Case("any bytes", "application/octet-stream", noise(9_000)),
        new Case("empty file of any bytes", "application/octet-stream", zeros(0)),
        new Case("zip as any bytes", "application/octet-stream", Documents.zip("a.txt")),
        new Case(
            "XML as any bytes",
            "application/octet-stream",
            utf8("<?xml version=\"1.0\"?><mxfile/>")));
  }
}
