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

/** Files whose types no first bytes prove, but disprove. */
final class LyingTexts {

  private LyingTexts() {}

  static List<Case> all() {
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
        new Case("Windows program", "application/octet-stream", Lies.pe()),
        new Case("Linux program", "application/octet-stream", Lies.elf()),
        new Case("shell script", "application/octet-stream", utf8("#!/bin/sh\n")),
        new Case("browser extension", "application/octet-stream", bytes("Cr24", noise(90))),
        new Case("text", "application/unknown", utf8("hello")),
        new Case("text", "unknown/unknown", utf8("hello")),
        new Case("text", "hello", utf8("hello")),
        new Case("text", "image/png,text/html", Pictures.encoded("png")),
        new Case("words", "application/json", utf8("the text")),
        new Case(
            "installer",
            "application/octet-stream",
            Documents.ole("x", "84100c0000000000c000000000000046")),
        new Case("page in UTF-16", "application/octet-stream", utf16(PAGE)),
        new Case("PHP", "application/octet-stream", utf8("<?php x ?>")));
  }
}
