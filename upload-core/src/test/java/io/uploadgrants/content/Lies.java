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

/** Files of other kinds than pictures, films, sounds and fonts. */
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
}
