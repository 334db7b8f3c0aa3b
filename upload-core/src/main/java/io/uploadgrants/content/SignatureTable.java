package io.uploadgrants.content;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Types with the {@linkplain Signature signatures} of their files, a line each. */
final class SignatureTable {

  private final Map<String, List<Signature>> types;

  private SignatureTable(Map<String, List<Signature>> types) {
    this.types = types;
  }

  /** Reads lines of one or several names of a type, {@code =}, and signatures. */
  static SignatureTable read(String lines) {
    Map<String, List<Signature>> types = new LinkedHashMap<>();
    lines
        .lines()
        .forEach(
            line -> {
              int equals = line.indexOf(" = ");
              List<Signature> signatures = Signature.read(line.substring(equals + 3));
              for (String name : line.substring(0, equals).split(" ", -1)) {
                types.put(name, signatures);
              }
            });
    return new SignatureTable(types);
  }

  Map<String, List<Signature>> types() {
    return types;
  }

  /** Returns the first type whose files begin like that, or {@code null}. */
  @Nullable String find(Head head) {
    for (Map.Entry<String, List<Signature>> type : types.entrySet()) {
      if (matches(type.getValue(), head)) {
        return type.getKey();
      }
    }
    return null;
  }

  static boolean matches(List<Signature> signatures, Head head) {
    for (Signature signature : signatures) {
      if (signature.matches(head)) {
        return true;
      }
    }
    return false;
  }
}
