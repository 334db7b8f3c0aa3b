package io.uploadgrants.testkit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A subject that is escaped as IAM says opens its own prefix, and nothing beside it. */
class PolicyOfHostileSubjectsTests {

  private static final List<String> PIECES =
      List.of(
          "*",
          "?",
          "$",
          "${",
          "}",
          "${*}",
          "${aws:username}",
          "${aws:username, 'x'}",
          "../",
          "..",
          "/",
          "\\",
          "\"",
          "'",
          ",",
          ":",
          "arn:aws:s3:::b/*",
          "u1",
          "0",
          "a",
          "A",
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
          "\ude00",
          "%2F",
          "\uffff");

  @Test
  void onlyKeysBelowExactlyThatSubjectAreAllowed() {
    Random random = new Random(20_261_124);
    for (int i = 0; i < 2_000; i++) {
      String subject = subject(random);
      SessionPolicy policy = Policies.allowing("arn:aws:s3:::b/users/" + escaped(subject) + "/*");

      assertThat(allows(policy, "b/users/" + subject + "/a.png")).as(subject).isTrue();
      assertThat(allows(policy, "b/users/" + subject + "/")).as(subject).isTrue();
      for (String other : others(subject, random)) {
        String key = "b/users/" + other + "/a.png";
        // "u1" and "u1/x" share a prefix: the second's keys do stand below the first's
        boolean below = key.startsWith("b/users/" + subject + "/");
        assertThat(allows(policy, key)).as("%s for %s", other, subject).isEqualTo(below);
      }
      assertThat(allows(policy, "b/users/" + subject)).as(subject).isFalse();
      assertThat(allows(policy, "c/users/" + subject + "/a.png")).as(subject).isFalse();
    }
  }

  @Test
  void withoutEscapesTheSameSubjectsOpenOthers() {
    assertThat(allows(Policies.allowing("arn:aws:s3:::b/users/*/*"), "b/users/u2/x")).isTrue();
    assertThat(allows(Policies.allowing("arn:aws:s3:::b/users/u?/*"), "b/users/u2/x")).isTrue();
    assertThat(allows(Policies.allowing("arn:aws:s3:::b/users/${aws:username}/*"), "b/users/bob/x"))
        .isTrue();
  }

  private static List<String> others(String subject, Random random) {
    int cut =
        subject.offsetByCodePoints(0, random.nextInt(subject.codePointCount(0, subject.length())));
    return List.of(
        subject + "0",
        subject + "x",
        "x" + subject,
        subject + subject,
        subject.substring(0, cut),
        subject.substring(0, cut) + "z" + subject.substring(cut),
        subject.replace("*", "z"),
        subject.replace("?", "z"),
        subject.replace("${aws:username}", "bob"),
        subject.replace("$", ""),
        subject.toUpperCase(Locale.ROOT),
        subject(random),
        "u1",
        "u10",
        "bob");
  }

  private static String subject(Random random) {
    StringBuilder subject = new StringBuilder();
    for (int i = 1 + random.nextInt(8); i > 0; i--) {
      subject.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return subject.toString();
  }

  private static String escaped(String subject) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < subject.length(); i++) {
      char each = subject.charAt(i);
      escaped.append(each == '*' || each == '?' || each == '$' ? "${" + each + "}" : each);
    }
    return escaped.toString();
  }

  private static boolean allows(SessionPolicy policy, String bucketAndKey) {
    return policy
        .evaluate(Policies.put(bucketAndKey, Map.of("aws:username", List.of("bob"))))
        .allowed();
  }
}
