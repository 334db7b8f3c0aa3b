package io.uploadgrants.content;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The first bytes of an object, and its size. Reading behind their end gives -1, never an error.
 */
final class Head {

  private final byte[] bytes;
  private final long size;

  Head(byte[] bytes, long size) {
    this.bytes = bytes;
    this.size = size;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return bytes.length;
  }

  /** Returns the size of the whole object. */
  long size() {
    return size;
  }

  boolean isWhole() {
    return bytes.length == size;
  }

  /** Returns the first bytes of these, as an object of their own. */
  Head first(int count) {
    return new Head(Arrays.copyOf(bytes, count), count);
  }

  int at(int index) {
    return index >= 0 && index < bytes.length ? bytes[index] & 0xff : -1;
  }

  /** Returns two bytes, the low one first, or -1. */
  int little16(int index) {
    return at(index + 1) < 0 || index < 0 ? -1 : at(index) | at(index + 1) << 8;
  }

  /** Returns four bytes, the low one first, or -1. */
  long little32(int index) {
    int high = little16(index + 2);
    return high < 0 || index < 0 ? -1 : (long) high << 16 | little16(index);
  }

  /** Returns four bytes, the high one first, or -1. */
  long big32(int index) {
    return index < 0 || at(index + 3) < 0
        ? -1
        : (long) at(index) << 24 | at(index + 1) << 16 | at(index + 2) << 8 | at(index + 3);
  }

  /** Returns whether characters up to 255, each a byte, stand at an index. */
  boolean has(int index, String part) {
    if (index < 0 || index + part.length() > bytes.length) {
      return false;
    }
    for (int i = 0; i < part.length(); i++) {
      if ((bytes[index + i] & 0xff) != part.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns where a part starts, at the index or behind it and below the end, or -1. */
  int find(String part, int index, int end) {
    for (int i = Math.max(0, index); i < Math.min(end, bytes.length); i++) {
      if (has(i, part)) {
        return i;
      }
    }
    return -1;
  }

  /** Returns up to so many bytes as characters, one each. */
  String latin(int index, int count) {
    int start = Math.min(Math.max(0, index), bytes.length);
    int end = Math.min(bytes.length, start + Math.max(0, count));
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }
}
