package io.uploadgrants.testkit.embedded;

import io.uploadgrants.testkit.embedded.query.QueryForm;
import io.uploadgrants.testkit.embedded.request.KeyRules;
import io.uploadgrants.testkit.embedded.request.S3Error;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Keys that S3 takes and a disk doesn't, or takes for others. */
public final class HostileKeys {

  /** What is between slashes, or around them: marks and escapes of ours among it. */
  private static final List<String> PIECES =
      List.of(
          "a",
          "b",
          "A",
          "/",
          "/",
          "/",
          "//",
          ".",
          "..",
          "./",
          "../",
          ".png",
          "a.png",
          "%",
          "%0",
          "%-",
          "%2F",
          "%2f",
          "%25",
          "%2E%2E",
          "..%2F",
          "+",
          " ",
          "  ",
          "\\",
          ":",
          "*",
          "?",
          "#",
          "&",
          "<",
          "\"",
          "'",
          "~",
          "|",
          "\t",
          "\n",
          "\r",
          "\u0001",
          "\u007f",
          "é",
          "e\u0301",
          "日本",
          "\uffee",
          "\ud83d\ude00",
          ".mpus-",
          ".s3proxy-slash",
          ".s3proxy-versions",
          "-stub",
          "-1",
          "${filename}",
          "CON",
          "nul.txt",
          "3f2504e0-4f89-11d3-9a0c-0305e82c3301");

  private HostileKeys() {}

  /** Returns keys of 1 to 1024 bytes, short ones mostly, so that they meet each other. */
  public static List<String> random(Random random, int count) {
    List<String> keys = new ArrayList<>();
    while (keys.size() < count) {
      StringBuilder key = new StringBuilder();
      for (int n = random.nextInt(6); n >= 0; n--) {
        String piece = PIECES.get(random.nextInt(PIECES.size()));
        key.append(random.nextInt(40) == 0 ? piece.repeat(random.nextInt(300)) : piece);
      }
      if (isTaken(key.toString())) {
        keys.add(key.toString());
      }
    }
    return keys;
  }

  private static boolean isTaken(String key) {
    int bytes = key.getBytes(StandardCharsets.UTF_8).length;
    try {
      KeyRules.check(key);
      return bytes > 0 && bytes <= 1024;
    } catch (S3Error refused) {
      return false;
    }
  }

  /** As it stands in a path. */
  public static String encoded(String key) {
    return QueryForm.encode(key).replace("%2F", "/");
  }
}
