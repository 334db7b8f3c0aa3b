package io.uploadgrants.content;

import java.util.ArrayList;
import java.util.List;

/**
 * The bytes with which files of a type begin: hexadecimal digits, ASCII in quotes, and {@code ..}
 * for any byte.
 */
final class Signature {

  private static final int ANY = -1;

  private final int[] expected;

  private Signature(int[] expected) {
    this.expected = expected;
  }

  /** Reads the ways in which a type's files begin, with a bar between them. */
  static List<Signature> read(String pattern) {
    List<Signature> signatures = new ArrayList<>();
    List<Integer> bytes = new ArrayList<>();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\'') {
        for (i++; pattern.charAt(i) != '\''; i++) {
          bytes.add((int) pattern.charAt(i));
        }
      } else if (c == '|') {
        signatures.add(of(bytes));
        bytes.clear();
      } else if (c != ' ') {
        String two = pattern.substring(i, i + 2);
        bytes.add(two.equals("..") ? ANY : Integer.parseInt(two, 16));
        i++;
      }
    }
    signatures.add(of(bytes));
    return List.copyOf(signatures);
  }

  private static Signature of(List<Integer> bytes) {
    return new Signature(bytes.stream().mapToInt(Integer::intValue).toArray());
  }

  boolean matches(Head head) {
    if (head.length() < expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (expected[i] != ANY && expected[i] != head.at(i)) {
        return false;
      }
    }
    return true;
  }
}
