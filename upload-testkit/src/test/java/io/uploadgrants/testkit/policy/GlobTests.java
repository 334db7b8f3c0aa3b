package io.uploadgrants.testkit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Wildcards, through the policy that has them. */
class GlobTests {

  private static final String BUCKET = "arn:aws:s3:::b/";

  @Test
  void itAgreesWithARegularExpression() {
    Random random = new Random(7);
    int matched = 0;
    for (int i = 0; i < 10_000; i++) {
      String pattern = text(random, "ab*?", 8);
      Pattern regex = Pattern.compile(pattern.replace("*", ".*").replace("?", "."), Pattern.DOTALL);
      SessionPolicy policy = Policies.allowing(BUCKET + pattern);
      for (int j = 0; j < 10; j++) {
        String text = text(random, "ab", 10);
        boolean expected = regex.matcher(text).matches();
        assertThat(policy.evaluate(Policies.put("b/" + text)).allowed())
            .as("%s on %s", pattern, text)
            .isEqualTo(expected);
        matched += expected ? 1 : 0;
      }
    }
    assertThat(matched).as("both outcomes occur often").isBetween(10_000, 90_000);
  }

  @Test
  void itAgreesWithARegularExpressionOnEveryPartOfAnArn() {
    Random random = new Random(8);
    int matched = 0;
    for (int i = 0; i < 10_000; i++) {
      String region = text(random, "ab*?", 3);
      String account = text(random, "ab*?", 3);
      String rest = text(random, "a:*?", 3) + "*";
      String regex = "arn:aws:s3:" + part(region) + ":" + part(account) + ":" + whole(rest);
      SessionPolicy policy = Policies.allowing("arn:aws:s3:" + region + ":" + account + ":" + rest);
      for (int j = 0; j < 10; j++) {
        String resource =
            "arn:aws:s3:"
                + text(random, "ab", 2)
                + ":"
                + text(random, "ab", 2)
                + ":"
                + text(random, "ab:", 6);
        boolean expected = resource.matches(regex);
        AccessRequest request = new AccessRequest("s3:PutObject", resource, Map.of());
        assertThat(policy.evaluate(request).allowed())
            .as("%s:%s:%s on %s", region, account, rest, resource)
            .isEqualTo(expected);
        matched += expected ? 1 : 0;
      }
    }
    assertThat(matched).as("both outcomes occur often").isBetween(5_000, 95_000);
  }

  @Test
  void manyStarsTakeNoLongerThanTheyAreMany() {
    SessionPolicy policy = Policies.allowing(BUCKET + "*a".repeat(900) + "*b");
    AccessRequest request = Policies.put("b/" + "a".repeat(1_022));

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> assertThat(policy.evaluate(request).allowed()).isFalse());
  }

  @Test
  void oneQuestionMarkIsOneCharacterEvenOutsideTheBasicPlane() {
    SessionPolicy policy = Policies.allowing(BUCKET + "?");

    assertThat(policy.evaluate(Policies.put("b/😀")).allowed()).isTrue();
    assertThat(policy.evaluate(Policies.put("b/\ud83d")).allowed()).isTrue();
    assertThat(policy.evaluate(Policies.put("b/e\u0301")).allowed()).isFalse();
    assertThat(policy.evaluate(Policies.put("b/\n")).allowed()).isTrue();
  }

  private static String text(Random random, String alphabet, int longest) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(longest + 1); i > 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  /** A part before the fifth colon: only a star at its end reaches beyond colons. */
  private static String part(String pattern) {
    boolean open = pattern.endsWith("*");
    String closed = open ? pattern.substring(0, pattern.length() - 1) : pattern;
    return closed.replace("*", "[^:]*").replace("?", "[^:]") + (open ? ".*" : "");
  }

  private static String whole(String pattern) {
    return pattern.replace("*", ".*").replace("?", ".");
  }
}
