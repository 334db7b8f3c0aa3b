package io.uploadgrants.testkit.attack;

import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadAnswer;
import io.uploadgrants.testkit.wire.WireUpload;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One way to abuse an upload.
 *
 * @param name what is altered, the same for every grant
 * @param check what refuses it
 * @param attempt makes it of an unaltered upload, and returns the answer that counts
 * @param reachesOthers whether it names the object of somebody else
 * @param afterUpload whether the unaltered upload comes first
 * @param <U> the kind of upload
 */
record Alteration<U extends WireUpload>(
    String name,
    ServerCheck check,
    Function<U, UploadAnswer> attempt,
    boolean reachesOthers,
    boolean afterUpload) {

  /** Sends an altered copy. */
  static <U extends WireUpload> Alteration<U> of(
      String name, ServerCheck check, UnaryOperator<U> apply) {
    return by(name, check, whole -> apply.apply(whole).send());
  }

  /** Makes several requests. */
  static <U extends WireUpload> Alteration<U> by(
      String name, ServerCheck check, Function<U, UploadAnswer> attempt) {
    return new Alteration<>(name, check, attempt, false, false);
  }

  Alteration<U> reachingOthers() {
    return new Alteration<>(name, check, attempt, true, afterUpload);
  }

  Alteration<U> afterTheUpload() {
    return new Alteration<>(name, check, attempt, reachesOthers, true);
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
