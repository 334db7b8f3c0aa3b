package io.uploadgrants.testkit.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.embedded.SignedRequest.Answer;
import io.uploadgrants.testkit.embedded.query.QueryForm;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.S3Object;

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

  private List<String> keys(String prefix) {
    return server
        .client()
        .listObjectsV2(list -> list.bucket(server.bucket()).prefix(prefix).encodingType("url"))
        .contents()
        .stream()
        .map(S3Object::key)
        .toList();
  }

  /** The store would take such a bucket for the folder that all buckets are in. */
  @ParameterizedTest
  @ValueSource(strings = {"//%s/", "%%2F%%2F%s/", "./%s/", "/../%s/", "%%2E%%2E%%2F%s/"})
  void aCopySourceWithoutABucketIsRefused(String pattern) {
    String source = pattern.formatted(bucket) + "users/u2/f";
    assertThat(
            request(root, "PUT", "users/u1/of-nobody")
                .header("x-amz-copy-source", source)
                .sendSigned())
        .extracting(Answer::code)
        .isEqualTo("InvalidArgument");
    assertThat(keys("users/u1/")).doesNotContain("users/u1/of-nobody");
  }

  /** Does everything to a key that looks as if it led to somebody else's object. */
  private void assertIsItself(String key) {
    String encoded = HostileKeys.encoded(key);
    String source = bucket + "/" + QueryForm.encode(key);
    assertThat(send(u1, "GET", encoded, "").code()).as(key).isEqualTo("NoSuchKey");
    assertThat(request(u1, "PUT", "users/u1/copy").header("x-amz-copy-source", source).sendSigned())
        .extracting(Answer::code)
        .as(key)
        .isEqualTo("NoSuchKey");
    assertAccepted(send(u1, "DELETE", encoded, ""));
    assertAccepted(send(u1, "PUT", encoded, "u1's"));
    assertThat(send(u1, "GET", encoded, "").body()).as(key).isEqualTo("u1's");
    assertThat(keys("users/u1/")).contains(key);
    assertAccepted(
        request(u1, "PUT", "users/u1/copy").header("x-amz-copy-source", source).sendSigned());
    assertThat(send(u1, "GET", "users/u1/copy", "").body()).as(key).isEqualTo("u1's");
    assertThat(send(root, "GET", "users/u2/f", "").body()).as(key).isEqualTo(BODY_OF_OTHERS);
    assertThat(keys("users/u2/")).as(key).containsExactly("users/u2/f");
    assertAccepted(send(u1, "DELETE", encoded, ""));
    assertThat(send(u1, "GET", encoded, "").code()).as(key).isEqualTo("NoSuchKey");
    assertThat(send(root, "GET", "users/u2/f", "").body()).as(key).isEqualTo(BODY_OF_OTHERS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "users/u1/../u2/f",
        "users/u1/./../u2/f",
        "users/u1//../u2/f",
        "users/u1/x/../../u2/f",
        "users/u1/../u2/f%",
        "users/u1/..%2Fu2/f",
        "users/u1/%2E%2E/u2/f",
        "users/u1/%2e%2e%2fu2%2ff",
        "users/u1/%0/../../u2/f",
        "users/u1/%-/../../u2/f",
        "users/u1/%/../../u2/f%",
        "users/u1\\..\\u2\\f/",
        "users/u1/..\\u2\\f",
        "users/u1/\n/../../u2/f",
        "users/u1/\u0001../u2/f"
      })
  void noKeyLeadsOutOfASessionsPrefix(String key) {
    assertIsItself(key.startsWith("users/u1/") ? key : "users/u1/" + key);
  }

  @Test
  void noLengthOfASegmentMakesItsEndASegmentOfItsOwn() {
    for (int length : new int[] {156, 157, 158, 159, 160, 161, 319, 320}) {
      assertIsItself("users/u1/" + "x".repeat(length) + "../../u2/f");
      assertIsItself("users/u1/" + "x".repeat(length) + "/../../u2/f");
    }
    assertIsItself("users/u1/" + "é".repeat(54) + "../../u2/f");
  }

  @Test
  void aKeyOutsideOfASessionsPrefixIsNotMadeOneInside() {
    for (String key :
        new String[] {
          "users/u2/../u1/f", "users//u1/f", "users/./u1/f", "/users/u1/f", "%2E/users/u1/f"
        }) {
      assertThat(send(u1, "PUT", key, "x").code()).as(key).isEqualTo("AccessDenied");
      assertThat(send(u1, "GET", key, "").code()).as(key).isEqualTo("AccessDenied");
    }
  }

  @Test
  void aListOfKeysDeletesNothingButThem() {
    String xml =
        "<Delete><Object><Key>users/u1/../u2/f</Key></Object><Object><Key>users/u1/..%2Fu2/f</Key></Object></Delete>";
    Answer answer =
        new SignedRequest(server, u1, "POST", bucket)
            .query("delete", "")
            .header("content-md5", md5(xml))
            .body(xml)
            .sendSigned();
    assertAccepted(answer);
    assertThat(answer.body()).contains("<Deleted>").doesNotContain("<Error>");
    assertThat(send(root, "GET", "users/u2/f", "").body()).isEqualTo(BODY_OF_OTHERS);
  }

  private static String md5(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  @Test
  void dotsInAPrefixDontListWhatIsElsewhere() {
    for (String prefix : new String[] {"users/u1/../u2/", "users/u1/..", "users/u1/./../u2/"}) {
      Answer answer =
          new SignedRequest(server, u1, "GET", bucket).query("prefix", prefix).sendSigned();
      assertAccepted(answer);
      assertThat(answer.body()).contains("<Prefix>").doesNotContain("<Key>", "u2/f");
    }
  }

  @Test
  void noKeyStandsForAnother() {
    for (String key : new String[] {"users//u2/f", "users/./u2/f", "/users/u2/f", "x/../users"}) {
      assertThat(send(root, "GET", key, "").code()).as(key).isEqualTo("NoSuchKey");
      assertAccepted(send(root, "PUT", key, key));
      assertThat(send(root, "GET", key, "").body()).isEqualTo(key);
    }
    assertThat(send(root, "GET", "users/u2/f", "").body()).isEqualTo(BODY_OF_OTHERS);
  }

  /** S3 reads a key as a path that may not lead out of its bucket. */
  @ParameterizedTest
  @ValueSource(
      strings = {"..", "../f", "../../f", "a/../../f", "./../f", "%2e%2e/f", "a/../../b/f"})
  void moreDotsThanSegmentsAreRefused(String key) {
    Answer answer = send(root, "PUT", key, "x");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isIn("InvalidURI", "InvalidRequest");
  }

  @Test
  void aUrlWithANulIsRefused() {
    for (String key : new String[] {"%00", "users/u1%00/../u2/f", "users/u2/f%00"}) {
      for (String method : new String[] {"PUT", "GET", "DELETE"}) {
        assertThat(send(root, method, key, "").code()).isEqualTo("InvalidRequest");
      }
    }
    assertThat(send(root, "GET", "users/u2/f", "").body()).isEqualTo(BODY_OF_OTHERS);
  }

  @ParameterizedTest
  @ValueSource(strings = {".s3proxy-mpu-stub-", ".s3proxy-mpu-stub-x/f"})
  void theOneNameThatTheServerNeedsIsRefused(String key) {
    for (String method : new String[] {"PUT", "GET", "DELETE"}) {
      Answer answer = send(root, method, key, "");
      assertThat(answer.code()).isEqualTo("InvalidArgument");
      assertThat(answer.body()).contains("reserved");
    }
  }

  @Test
  void aKeyHasAThousandAndTwentyFourBytes() {
    String longest = "k/".repeat(511) + "kk";
    assertAccepted(send(root, "PUT", longest, "x"));
    assertThat(send(root, "PUT", longest + "k", "x").code()).isEqualTo("KeyTooLongError");
  }

  @Test
  void anObjectMayBeBelowAnother() {
    for (String key :
        new String[] {"object/below", "object", "object/", "object.png/", "object.png"}) {
      assertAccepted(send(root, "PUT", key, key));
    }
    for (String key :
        new String[] {"object/below", "object", "object/", "object.png/", "object.png"}) {
      assertThat(send(root, "GET", key, "").body()).isEqualTo(key);
    }
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
