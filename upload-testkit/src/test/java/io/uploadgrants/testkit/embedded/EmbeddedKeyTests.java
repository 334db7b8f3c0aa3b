package io.uploadgrants.testkit.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.embedded.SignedRequest.Answer;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Keys that a store of files would take for others, and how keys are written in a signed URL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedKeyTests {

  private static final String BODY_OF_OTHERS = "somebody else's";

  @AutoClose private final UploadServer server = UploadServer.embedded();
  private final Keys root = Keys.root(server);
  private final String bucket = "/" + server.bucket();
  private final Keys u1 =
      Keys.session(
          server,
          "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"arn:aws:s3:::%1$s/users/u1/*\"},{\"Effect\":\"Allow\",\"Action\":\"s3:ListBucket\",\"Resource\":\"arn:aws:s3:::%1$s\",\"Condition\":{\"StringLike\":{\"s3:prefix\":\"users/u1/*\"}}}]}"
              .formatted(server.bucket()));

  @BeforeAll
  void somebodyElsesObject() {
    assertAccepted(send(root, "PUT", "users/u2/f", BODY_OF_OTHERS));
  }

  private SignedRequest request(Keys keys, String method, String key) {
    return new SignedRequest(server, keys, method, bucket + "/" + key);
  }

  private Answer send(Keys keys, String method, String key, String body) {
    return request(keys, method, key).body(body).sendSigned();
  }

  private static void assertAccepted(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
  }

  private static void assertRefused(Answer answer) {
    assertThat(answer.code()).as(answer.body()).isEqualTo("InvalidArgument");
    assertThat(answer.body()).doesNotContain(BODY_OF_OTHERS);
  }

  @Test
  void dotsInAKeyDontLeadOutOfASessionsPrefix() {
    for (String key :
        new String[] {
          "users/u1/../u2/f", "users/u1/./../u2/f", "users/u1/%2e%2e/u2/f", "users/u1/..%2Fu2/f"
        }) {
      assertRefused(send(u1, "GET", key, ""));
      assertRefused(send(u1, "PUT", key, "x"));
      assertRefused(send(u1, "DELETE", key, ""));
      assertRefused(
          request(u1, "PUT", "users/u1/copy")
              .header("x-amz-copy-source", bucket + "/" + key)
              .sendSigned());
    }
    assertThat(send(root, "GET", "users/u2/f", "").body()).isEqualTo(BODY_OF_OTHERS);
  }

  @Test
  void dotsInAPrefixDontListWhatIsElsewhere() {
    for (String prefix : new String[] {"users/u1/../u2/", "users/u1/..", "users/u1/./../u2/"}) {
      Answer answer =
          new SignedRequest(server, u1, "GET", bucket).query("prefix", prefix).sendSigned();
      assertRefused(answer);
    }
  }

  @Test
  void noKeyStandsForAnother() {
    for (String key : new String[] {"users//u2/f", "users/./u2/f", "/users/u2/f", "x/../users"}) {
      assertRefused(send(root, "GET", key, ""));
    }
  }

  @Test
  void aKeyHasAThousandAndTwentyFourBytes() {
    String longest = "k/".repeat(511) + "kk";
    assertAccepted(send(root, "PUT", longest, "x"));
    assertThat(send(root, "PUT", longest + "k", "x").code()).isEqualTo("KeyTooLongError");
  }

  @Test
  void aKeyBelowAnObjectIsRefusedAndTheServerSaysWhy() {
    assertAccepted(send(root, "PUT", "object", "x"));
    Answer below = send(root, "PUT", "object/below", "x");
    assertRefused(below);
    assertThat(below.body()).contains("keeps objects as files");
  }

  @Test
  void aSignatureOfAPathThatIsNotEncodedAsS3DoesIsRefused() {
    for (String key : new String[] {"a(b)", "a+b", "a*b", "a'b", "a!b", "a%7Eb", "a%c3%a9"}) {
      Answer signed = send(root, "PUT", key, "x");
      Answer presigned = request(root, "PUT", key).body("x").sendPresigned(Duration.ofMinutes(5));
      assertThat(signed.code()).as(key).isEqualTo("SignatureDoesNotMatch");
      assertThat(presigned.code()).as(key).isEqualTo("SignatureDoesNotMatch");
    }
    assertAccepted(send(root, "PUT", "a%28b%29~%2B%C3%A9", "x"));
  }

  @Test
  void theHostIsPartOfEverySignature() {
    SignedRequest signed = request(root, "PUT", "host").without("host");
    SignedRequest presigned =
        request(root, "PUT", "host").without("host").header("x-amz-meta-a", "1");
    for (Answer answer :
        new Answer[] {signed.sendSigned(), presigned.sendPresigned(Duration.ofMinutes(5))}) {
      assertThat(answer.code()).isEqualTo("AccessDenied");
      assertThat(answer.body()).contains("<HeadersNotSigned>host<");
    }
  }
}
