package io.uploadgrants.testkit.attack;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Subjects that would open more than their own prefix, if their text were taken for a pattern. */
final class HostileSubjects {

  private static final List<String> KNOWN =
      List.of(
          "",
          "*",
          "**",
          "?",
          "??",
          "$",
          "${",
          "${*}",
          "${?}",
          "${$}",
          "${aws:username}",
          "${aws:userid}",
          "${aws:PrincipalAccount}",
          "${aws:username, 'victim'}",
          "u1",
          "u*",
          "u?",
          "a*b",
          "a?b",
          "victi?",
          "v*m",
          "..",
          "../",
          "../victim",
          "../../etc/passwd",
          "a/../b",
          ".",
          "/",
          "//",
          "/victim",
          "victim/",
          "victim/a",
          "victim\u0000",
          "\u0000",
          "cr\r\nx-amz-acl: public-read",
          "quote\"",
          "apostrophe'",
          "back\\slash",
          "..\\victim",
          "\\\"",
          "\"],\"Resource\":\"*",
          "\"},{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"",
          "arn:aws:s3:::*",
          "%2F..%2F",
          "%2A",
          "%",
          "+",
          " ",
          "a b",
          "!guest",
          "!2A",
          "Ünïcödé",
          "日本語",
          "😀👩‍👩‍👧‍👦",
          "\u202evictim",
          "\u200fvictim\u200e",
          "\u2028",
          "\ufeffvictim",
          "vi\u0301ctim",
          "\ud800",
          "\udc00x",
          "x".repeat(1_000),
          "*".repeat(1_000),
          "é".repeat(300),
          "x".repeat(1_025));

  private static final List<String> PIECES =
      List.of(
          "*",
          "?",
          "$",
          "${",
          "}",
          "${*}",
          "${aws:username}",
          "../",
          "..",
          "/",
          "\\",
          "\"",
          "'",
          ":",
          ",",
          "u1",
          "0",
          "a",
          "A",
          "_",
          ".",
          "-",
          "!",
          "%2F",
          " ",
          "\t",
          "\r\n",
          "\u0000",
          "\u202e",
          "é",
          "e\u0301",
          "ß",
          "😀",
          "\ud83d",
          "victim",
          "@");

  private HostileSubjects() {}

  /** Returns that many, the same each time, and none of them the victim. */
  static List<String> of(int count) {
    Random random = new Random(20_261_125);
    Set<String> subjects = new LinkedHashSet<>(KNOWN);
    while (subjects.size() < count) {
      StringBuilder subject = new StringBuilder();
      for (int i = 1 + random.nextInt(6); i > 0; i--) {
        subject.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      if (!subject.toString().equals("victim")) {
        subjects.add(subject.toString());
      }
    }
    return new ArrayList<>(subjects).subList(0, count);
  }
}
