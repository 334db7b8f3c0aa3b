package io.uploadgrants.testkit.attack;

import java.util.function.UnaryOperator;

/**
 * One way to alter an upload.
 *
 * @param name what is altered, the same for every grant
 * @param apply makes the altered copy
 * @param <U> the kind of upload
 */
record Alteration<U extends Upload>(String name, UnaryOperator<U> apply) {

  /** Changes the last character of a value to another of the same kind. */
  static String changed(String value) {
    if (value.isEmpty()) {
      return "x";
    }
    char last = value.charAt(value.length() - 1);
    char other = Character.isDigit(last) ? (last == '9' ? '8' : '9') : (last == 'a' ? 'b' : 'a');
    return value.substring(0, value.length() - 1) + other;
  }
}
