package io.uploadgrants.content;

import static io.uploadgrants.content.Bytes.bytes;
import static io.uploadgrants.content.Bytes.hex;
import static io.uploadgrants.content.Bytes.noise;
import static io.uploadgrants.content.Bytes.zeros;

import java.util.List;

/** Honest films, sounds and fonts. */
final class Films {

  private Films() {}

  static byte[] matroska(String type) {
    byte[] docType = bytes(hex("4282"), bytes((char) (0x80 | type.length())), type);
    byte[] header =
        bytes(hex("42868101 42f78101 42f28104 42f38108"), docType, hex("42878104 42858102"));
    return bytes(hex("1a45dfa3"), bytes((char) (0x80 | header.length)), header, noise(6_000));
  }

  /** Returns frames of 128 kbit/s and 44.1 kHz: 417 bytes each. */
  static byte[] mp3() {
    byte[] frame = bytes(hex("fffb9064"), noise(413));
    return bytes(frame, frame, frame);
  }

  static byte[] aac() {
    byte[] frame = bytes(hex("fff15080"), hex("10 1f fc"), noise(121));
    return bytes(frame, frame);
  }

  static byte[] ogg(String codec) {
    return bytes("OggS\0\2", zeros(8), noise(14), codec, noise(5_000));
  }

  static List<Case> honest() {
    return List.of(
        new Case(
            "MP4 of ffmpeg", "video/mp4", Pictures.iso("isom", "isom", "iso2", "avc1", "mp41")),
        new Case("MP4 of a phone", "video/mp4", Pictures.iso("mp42", "isom", "mp42")),
        new Case(
            "MP4 of a recorder",
            "video/mp4;codecs=avc1.42E01E,mp4a.40.2",
            Pictures.iso("iso5", "iso5", "iso6", "mp41")),
        new Case("M4V", "video/x-m4v", Pictures.iso("M4V ", "M4V ", "mp42", "isom")),
        new Case("M4A", "audio/mp4", Pictures.iso("M4A ", "M4A ", "mp42", "isom")),
        new Case("M4A under its Chromium name", "audio/x-m4a", Pictures.iso("M4A ", "mp42")),
        new Case("QuickTime", "video/quicktime", Pictures.iso("qt  ", "qt  ")),
        new Case(
            "QuickTime without brands",
            "video/quicktime",
            bytes(hex("00001000"), "moov", noise(5_000))),
        new Case("3GP", "video/3gpp", Pictures.iso("3gp4", "isom", "3gp4")),
        new Case("WebM", "video/webm", matroska("webm")),
        new Case("WebM of a recorder", "video/webm;codecs=vp8,opus", matroska("webm")),
        new Case("sound in WebM", "audio/webm", matroska("webm")),
        new Case("Matroska", "video/x-matroska", matroska("matroska")),
        new Case("AVI", "video/x-msvideo", Pictures.riff("AVI LIST", noise(5_000))),
        new Case("MPEG program stream", "video/mpeg", bytes(hex("000001ba 44"), noise(5_000))),
        new Case(
            "MPEG transport stream",
            "video/mp2t",
            bytes("G", noise(187), "G", noise(187), "G", noise(187))),
        new Case(
            "MP3 with a feed's item",
            "audio/mpeg",
            bytes(
                "ID3\3\0\0",
                hex("00000a00"),
                "PRIV<item><title>A</title><link>b</link></item>",
                noise(900))),
        new Case("Ogg Vorbis", "audio/ogg", ogg("\1vorbis")),
        new Case("Ogg Theora", "video/ogg", ogg("\u0080theora")),
        new Case(
            "MP3 with a tag",
            "audio/mpeg",
            bytes("ID3\3\0\0", hex("00000a00"), "TIT2", noise(6_000))),
        new Case(
            "MP3 with notes in HTML",
            "audio/mpeg",
            bytes(
                "ID3\4\0\0",
                hex("00000a00"),
                "COMM<p>See <a href=\"https://example.com\">notes</a></p>",
                noise(900))),
        new Case("MP3 without a tag", "audio/mp3", mp3()),
        new Case("AAC", "audio/aac", aac()),
        new Case("WAV", "audio/wav", Pictures.riff("WAVEfmt ", noise(5_000))),
        new Case("WAV under an old name", "audio/x-wav", Pictures.riff("WAVEfmt ", noise(64))),
        new Case(
            "WAV of a recorder that knows no size",
            "audio/wav",
            bytes("RIFF", hex("ffffffff"), "WAVEfmt ", noise(5_000))),
        new Case(
            "WAV whose size looks like a comment",
            "audio/wav",
            bytes("RIFF/*\1\0WAVEfmt ", noise(0x12a2f - 8))),
        new Case("FLAC", "audio/flac", bytes("fLaC", hex("00000022"), noise(900))),
        new Case(
            "MIDI", "audio/midi", bytes("MThd", hex("00000006 0001 0002 0060"), "MTrk", noise(90))),
        new Case("TrueType", "font/ttf", bytes(hex("00010000 0010 0100 0004"), noise(900))),
        new Case("OpenType", "font/otf", bytes("OTTO\0\f", noise(900))),
        new Case("WOFF", "font/woff", bytes("wOFF", hex("00010000"), noise(900))),
        new Case("WOFF2", "font/woff2", bytes("wOF2OTTO", noise(900))));
  }
}
