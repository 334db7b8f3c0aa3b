package io.uploadgrants.content;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Bytes of files that tests make. */
final class Bytes {

  private Bytes() {}

  /** Returns bytes from texts of characters up to 255, and from other bytes. */
  static byte[] bytes(Object... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Object part : parts) {
      bytes.writeBytes(
          part instanceof byte[] raw
              ? raw
              : String.valueOf(part).getBytes(StandardCharsets.ISO_8859_1));
    }
    return bytes.toByteArray();
  }

  /** Returns bytes from hexadecimal digits. */
  static byte[] hex(String digits) {
    return java.util.HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  static byte[] zeros(int count) {
    return new byte[count];
  }

  /** Returns what compressed data look like. */
  static byte[] noise(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  static byte[] first(byte[] bytes, int count) {
    return Arrays.copyOf(bytes, Math.min(bytes.length, count));
  }

  static byte[] big32(int number) {
    return new byte[] {
      (byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number
    };
  }

  static byte[] little32(int number) {
    return big32(Integer.reverseBytes(number));
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns a text in UTF-16, the low byte first, with its mark. */
  static byte[] utf16(String text) {
    return bytes(hex("fffe"), text.getBytes(StandardCharsets.UTF_16LE));
  }
}
