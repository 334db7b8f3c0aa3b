package io.uploadgrants.sigv4;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing text of ASCII, whose bytes can be hashed without a copy. */
final class Ascii {

  private static final byte[] HEX = bytes("0123456789abcdef");

  private byte[] bytes;
  private int length;

  Ascii(int capacity) {
    this.bytes = new byte[capacity];
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  // "deprecation": the one way to copy a string's bytes without allocating; it is exact for ASCII.
  @SuppressWarnings("deprecation")
  Ascii append(String text) {
    int size = text.length();
    reserve(size);
    text.getBytes(0, size, bytes, length);
    length += size;
    return this;
  }

  Ascii append(byte[] text) {
    return append(text, 0, text.length);
  }

  Ascii append(byte[] text, int start, int size) {
    reserve(size);
    System.arraycopy(text, start, bytes, length, size);
    length += size;
    return this;
  }

  Ascii append(char c) {
    reserve(1);
    bytes[length++] = (byte) c;
    return this;
  }

  Ascii append(long number) {
    return append(Long.toString(number));
  }

  /** Appends a number of exactly two digits. */
  Ascii appendTwo(int number) {
    return append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  Ascii appendHex(byte[] data) {
    reserve(2 * data.length);
    for (byte b : data) {
      bytes[length++] = HEX[b >> 4 & 0xf];
      bytes[length++] = HEX[b & 0xf];
    }
    return this;
  }

  private void reserve(int size) {
    if (length + size > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + size));
    }
  }

  byte[] array() {
    return bytes;
  }

  int length() {
    return length;
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }
}
