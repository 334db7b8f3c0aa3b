package io.uploadgrants;

import java.util.HashMap;
import java.util.Map;

/** Tables of media types: on each line a type, and behind it what it is found by. */
final class TypeTable {

  private TypeTable() {}

  static Map<String, String> read(String lines) {
    Map<String, String> types = new HashMap<>();
    lines
        .lines()
        .map(line -> line.split(" "))
        .forEach(
            words -> {
              for (int i = 1; i < words.length; i++) {
                types.put(words[i], words[0]);
              }
            });
    return Map.copyOf(types);
  }
}
