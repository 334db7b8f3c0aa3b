package io.uploadgrants.testkit;

import java.util.function.UnaryOperator;

/**
 * One way to alter an upload.
 *
 * @param name what is altered, the same for every grant
 * @param check what refuses the altered copy
 * @param apply makes the altered copy
 * @param reachesOthers whether the copy names the object of somebody else
 * @param <U> the kind of upload
 */
record Alteration<U extends WireUpload>(
    String name, ServerCheck check, UnaryOperator<U> apply, boolean reachesOthers) {

  Alteration(String name, ServerCheck check, UnaryOperator<U> apply) {
    this(name, check, apply, false);
  }

  Alteration<U> reachingOthers() {
    return new Alteration<>(name, check, apply, true);
  }

  /** Changes the last character of a value to another of the same kind. */
  static String changed(String value) {
    if (value.isEmpty()) {
      return "x";
    }
    char last = value.charAt(value.length() - 1);
    char other = Character.isDigit(last) ? (last == '9' ? '8' : '9') : (last == 'a' ? 'b' : 'a');
    return value.substring(0, value.length() - 1) + other;
  }

  /** Changes the first character of a checksum, the last of which doesn't hold a whole byte. */
  static String changedChecksum(String base64) {
    return (base64.startsWith("A") ? "B" : "A") + base64.substring(1);
  }

  /** Returns a value that differs from the given one. */
  static String otherThan(String value, String wanted, String otherwise) {
    return value.equals(wanted) ? otherwise : wanted;
  }

  static byte[] flipped(byte[] bytes) {
    byte[] other = bytes.clone();
    other[other.length / 2] ^= 1;
    return other;
  }
}
