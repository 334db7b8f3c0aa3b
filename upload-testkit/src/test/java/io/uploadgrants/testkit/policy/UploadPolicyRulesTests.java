package io.uploadgrants.testkit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.Encryption;
import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantSettings;
import io.uploadgrants.ObjectAccess;
import io.uploadgrants.Overwrite;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.iam.UploadPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule of an upload's session policy, with a request that breaks it. */
class UploadPolicyRulesTests {

  private static final String KEY =
      "arn:aws:kms:eu-west-1:123456789012:key/12345678-1234-1234-1234-123456789012";
  private static final String SSE = "s3:x-amz-server-side-encryption";
  private static final String SSE_KEY = SSE + "-aws-kms-key-id";
  private static final UploadTarget TARGET =
      UploadTarget.bucket("photos").region("eu-west-1").build();

  /** What each request to S3 has. */
  private static final Map<String, List<String>> USUAL =
      Map.of(
          "aws:SecureTransport", List.of("true"),
          "s3:ObjectCreationOperation", List.of("true"),
          "s3:ResourceAccount", List.of("123456789012"));

  private static UploadProfile.Builder plain() {
    return UploadProfile.named("any")
        .kinds(GrantKind.TEMPORARY_CREDENTIALS)
        .scope(UploadScope.PREFIX)
        .overwrite(Overwrite.ALLOWED);
  }

  private static SessionPolicy policy(UploadProfile.Builder profile) {
    return policy(profile, TARGET, Map.of());
  }

  private static SessionPolicy policy(
      UploadProfile.Builder profile, UploadTarget target, Map<String, String> tags) {
    return SessionPolicy.parse(UploadPolicy.of(profile.build(), target).json("users/u1/", tags));
  }

  private static boolean allows(
      SessionPolicy policy, String action, String resource, Object... context) {
    Map<String, List<String>> values = new HashMap<>(USUAL);
    for (int i = 0; i < context.length; i += 2) {
      List<String> given =
          context[i + 1] instanceof List<?> list
              ? list.stream().map(String::valueOf).toList()
              : List.of(String.valueOf(context[i + 1]));
      values.put(String.valueOf(context[i]), given);
    }
    return policy.evaluate(new AccessRequest(action, resource, values)).allowed();
  }

  private static boolean puts(SessionPolicy policy, Object... context) {
    return allows(policy, "s3:PutObject", "arn:aws:s3:::photos/users/u1/a", context);
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"})
  void uploadingIsAllowedBelowThePrefixAndNowhereElse(String action) {
    SessionPolicy policy = policy(plain());
    assertThat(allows(policy, action, "arn:aws:s3:::photos/users/u1/a")).isTrue();
    assertThat(allows(policy, action, "arn:aws:s3:::photos/users/u1/b/c")).isTrue();
    for (String other :
        List.of("users/u1", "users/u10/a", "users/u1x/a", "users/u/a", "users/a", "a", "*")) {
      assertThat(allows(policy, action, "arn:aws:s3:::photos/" + other)).as(other).isFalse();
    }
    assertThat(allows(policy, action, "arn:aws:s3:::photos2/users/u1/a")).isFalse();
    assertThat(allows(policy, action, "arn:aws-cn:s3:::photos/users/u1/a")).isFalse();
  }

  @Test
  void ofOneObjectItIsThatOne() {
    UploadProfile profile = plain().scope(UploadScope.OBJECT).build();
    SessionPolicy policy =
        SessionPolicy.parse(UploadPolicy.of(profile, TARGET).json("users/u1/a", Map.of()));
    assertThat(puts(policy)).isTrue();
    for (String other : List.of("users/u1/ab", "users/u1/a/", "users/u1/a/b", "users/u1/A")) {
      assertThat(allows(policy, "s3:PutObject", "arn:aws:s3:::photos/" + other))
          .as(other)
          .isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3:GetObject",
        "s3:GetObjectVersion",
        "s3:GetObjectTagging",
        "s3:GetObjectAcl",
        "s3:DeleteObject",
        "s3:DeleteObjectVersion",
        "s3:PutObjectTagging",
        "s3:PutObjectAcl",
        "s3:PutObjectRetention",
        "s3:PutObjectLegalHold",
        "s3:RestoreObject",
        "s3:BypassGovernanceRetention"
      })
  void nothingElseIsAllowedEvenToTheOwnObjects(String action) {
    assertThat(allows(policy(plain()), action, "arn:aws:s3:::photos/users/u1/a")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3:ListBucket",
        "s3:ListBucketVersions",
        "s3:ListBucketMultipartUploads",
        "s3:GetBucketLocation",
        "s3:PutBucketPolicy",
        "s3:DeleteBucket"
      })
  void theBucketIsOutOfReach(String action) {
    SessionPolicy policy =
        policy(plain().kinds(GrantSettings.temporaryCredentials().access(ObjectAccess.READ)));
    assertThat(allows(policy, action, "arn:aws:s3:::photos", "s3:prefix", "users/u1/")).isFalse();
  }

  @Test
  void plainHttpIsRefusedForEverything() {
    SessionPolicy policy =
        policy(
            plain()
                .kinds(GrantSettings.temporaryCredentials().access(ObjectAccess.values()))
                .tag("a", "b"));
    for (String action :
        List.of("s3:PutObject", "s3:PutObjectTagging", "s3:AbortMultipartUpload", "s3:GetObject")) {
      Object[] tags = {
        "s3:RequestObjectTag/a", "b", "s3:RequestObjectTagKeys", "a", "aws:SecureTransport", "true"
      };
      String object = "arn:aws:s3:::photos/users/u1/a";
      assertThat(allows(policy, action, object, tags)).as(action).isTrue();
      tags[5] = "false";
      assertThat(allows(policy, action, object, tags)).as(action).isFalse();
      tags[5] = List.of();
      assertThat(allows(policy, action, object, tags)).as(action).isFalse();
    }
  }

  @Nested
  class OwnObjectsAre {

    @Test
    void readBelowThePrefixAlone() {
      SessionPolicy policy =
          policy(plain().kinds(GrantSettings.temporaryCredentials().access(ObjectAccess.READ)));
      assertThat(allows(policy, "s3:GetObject", "arn:aws:s3:::photos/users/u1/a")).isTrue();
      assertThat(allows(policy, "s3:GetObject", "arn:aws:s3:::photos/users/u10/a")).isFalse();
      assertThat(allows(policy, "s3:GetObjectVersion", "arn:aws:s3:::photos/users/u1/a")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
      "users/u1/, true",
      "users/u1/b, true",
      "users/u1, false",
      "users/u10/, false",
      "users/, false",
      "'', false",
    })
    void listedBelowThePrefixAlone(String prefix, boolean allowed) {
      SessionPolicy policy =
          policy(plain().kinds(GrantSettings.temporaryCredentials().access(ObjectAccess.LIST)));
      assertThat(allows(policy, "s3:ListBucket", "arn:aws:s3:::photos", "s3:prefix", prefix))
          .isEqualTo(allowed);
      assertThat(allows(policy, "s3:ListBucket", "arn:aws:s3:::photos"))
          .as("no prefix at all")
          .isFalse();
      assertThat(
              allows(policy, "s3:ListBucketVersions", "arn:aws:s3:::photos", "s3:prefix", prefix))
          .isFalse();
    }
  }

  @Nested
  class AnUploadIsRefusedThat {

    @Test
    void isNotEncryptedAsDemanded() {
      SessionPolicy policy = policy(plain().encryption(Encryption.sseS3()));
      assertThat(puts(policy, SSE, "AES256")).isTrue();
      assertThat(puts(policy)).isFalse();
      assertThat(puts(policy, SSE, "aws:kms")).isFalse();
      assertThat(puts(policy, SSE, "aes256")).isFalse();
    }

    @Test
    void isNotEncryptedWithThatKey() {
      SessionPolicy policy = policy(plain().encryption(Encryption.sseKms(KEY)));
      assertThat(puts(policy, SSE, "aws:kms", SSE_KEY, KEY)).isTrue();
      assertThat(puts(policy, SSE, "aws:kms")).isFalse();
      assertThat(puts(policy, SSE_KEY, KEY)).isFalse();
      assertThat(puts(policy, SSE, "AES256", SSE_KEY, KEY)).isFalse();
      assertThat(puts(policy, SSE, "aws:kms", SSE_KEY, KEY.replace("1234-1234", "1234-9999")))
          .isFalse();
    }

    @Test
    void choosesAKeyInTheManagedOnesPlace() {
      SessionPolicy policy = policy(plain().encryption(Encryption.sseKms(null)));
      assertThat(puts(policy, SSE, "aws:kms")).isTrue();
      assertThat(puts(policy, SSE, "aws:kms", SSE_KEY, KEY)).isFalse();
      assertThat(puts(policy)).isFalse();
    }

    @Test
    void hasAnotherStorageClass() {
      SessionPolicy policy = policy(plain().storageClass("STANDARD_IA"));
      String key = "s3:x-amz-storage-class";
      assertThat(puts(policy, key, "STANDARD_IA")).isTrue();
      assertThat(puts(policy)).isFalse();
      assertThat(puts(policy, key, "GLACIER")).isFalse();
    }

    @Test
    void hasOtherTags() {
      SessionPolicy policy = policy(plain().tag("kind", "a"), TARGET, Map.of("team", "b c"));
      String keys = "s3:RequestObjectTagKeys";
      String kind = "s3:RequestObjectTag/kind";
      String team = "s3:RequestObjectTag/team";
      List<String> both = List.of("kind", "team");
      for (String action : List.of("s3:PutObject", "s3:PutObjectTagging")) {
        String object = "arn:aws:s3:::photos/users/u1/a";
        assertThat(allows(policy, action, object, keys, both, kind, "a", team, "b c")).isTrue();
        assertThat(allows(policy, action, object)).isFalse();
        assertThat(allows(policy, action, object, keys, both, kind, "z", team, "b c")).isFalse();
        assertThat(allows(policy, action, object, keys, "kind", kind, "a")).isFalse();
        assertThat(
                allows(
                    policy,
                    action,
                    object,
                    keys,
                    List.of("kind", "team", "more"),
                    kind,
                    "a",
                    team,
                    "b c",
                    "s3:RequestObjectTag/more",
                    "x"))
            .isFalse();
        // S3's tags have upper and lower case, IAM's keys don't.
        assertThat(
                allows(
                    policy, action, object, keys, List.of("Kind", "team"), kind, "a", team, "b c"))
            .isFalse();
      }
    }

    @Test
    void hasAnotherAcl() {
      SessionPolicy policy = policy(plain().acl("bucket-owner-full-control"));
      for (String action : List.of("s3:PutObject", "s3:PutObjectAcl")) {
        String object = "arn:aws:s3:::photos/users/u1/a";
        String acl = "s3:x-amz-acl";
        assertThat(allows(policy, action, object, acl, "bucket-owner-full-control")).isTrue();
        assertThat(allows(policy, action, object, acl, "public-read-write")).isFalse();
        assertThat(allows(policy, action, object)).isFalse();
      }
    }

    @Test
    void goesToAnotherOwnersBucket() {
      UploadTarget owned =
          UploadTarget.bucket("photos")
              .region("eu-west-1")
              .expectedBucketOwner("123456789012")
              .build();
      SessionPolicy policy = policy(plain(), owned, Map.of());
      assertThat(puts(policy)).isTrue();
      assertThat(puts(policy, "s3:ResourceAccount", "999999999999")).isFalse();
      assertThat(puts(policy, "s3:ResourceAccount", List.of())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NEVER", "ONLY_OWN"})
    void mightReplaceAnObject(Overwrite rule) {
      SessionPolicy policy = policy(plain().overwrite(rule));
      String creates = "s3:ObjectCreationOperation";
      assertThat(puts(policy, "s3:if-none-match", "*")).isTrue();
      assertThat(puts(policy)).isFalse();
      assertThat(puts(policy, "s3:if-match", "etag")).as("If-Match replaces").isFalse();
      assertThat(puts(policy, creates, "false")).as("CreateMultipartUpload, UploadPart").isTrue();
      assertThat(
              allows(
                  policy,
                  "s3:PutObject",
                  "arn:aws:s3:::photos/users/u2/a",
                  "s3:if-none-match",
                  "*"))
          .isFalse();
    }

    @Test
    void comesInPartsThatDontSayWhatTheyBelongTo() {
      SessionPolicy policy = policy(plain().encryption(Encryption.sseS3()));
      String creates = "s3:ObjectCreationOperation";
      assertThat(puts(policy, creates, "false", SSE, "AES256")).as("its start").isTrue();
      assertThat(puts(policy, creates, "false")).as("a part: the safe side").isFalse();
    }
  }

  @Nested
  class Kms {

    private static final String VIA = "kms:ViaService";
    private static final String ALIASES = "kms:ResourceAliases";
    private static final String S3 = "s3.eu-west-1.amazonaws.com";

    @ParameterizedTest
    @ValueSource(strings = {"kms:GenerateDataKey", "kms:Decrypt"})
    void isUsedThroughS3WithThatKeyAlone(String action) {
      SessionPolicy policy = policy(plain().encryption(Encryption.sseKms(KEY)));
      assertThat(allows(policy, action, KEY, VIA, S3)).isTrue();
      assertThat(allows(policy, action, KEY)).isFalse();
      assertThat(allows(policy, action, KEY, VIA, "ebs.eu-west-1.amazonaws.com")).isFalse();
      assertThat(allows(policy, action, KEY + "9", VIA, S3)).isFalse();
      assertThat(allows(policy, "kms:Encrypt", KEY, VIA, S3)).isFalse();
      assertThat(allows(policy, "kms:CreateGrant", KEY, VIA, S3)).isFalse();
    }

    @Test
    void isUsedWithTheManagedKeyAlone() {
      SessionPolicy policy = policy(plain().encryption(Encryption.sseKms(null)));
      String action = "kms:GenerateDataKey";
      assertThat(allows(policy, action, KEY, VIA, S3, ALIASES, "alias/aws/s3")).isTrue();
      assertThat(allows(policy, action, KEY, VIA, S3, ALIASES, "alias/mine")).isFalse();
      assertThat(allows(policy, action, KEY, VIA, S3)).isFalse();
      assertThat(allows(policy, action, KEY, ALIASES, "alias/aws/s3")).isFalse();
    }

    @Test
    void isOutOfReachWithoutSseKms() {
      for (SessionPolicy policy :
          List.of(policy(plain()), policy(plain().encryption(Encryption.sseS3())))) {
        assertThat(allows(policy, "kms:GenerateDataKey", KEY, VIA, S3, ALIASES, "alias/aws/s3"))
            .isFalse();
      }
    }
  }

  @Test
  void whatSignsWritesInTheBucketAndDoesNothingElse() {
    SessionPolicy policy =
        SessionPolicy.parse(
            UploadPolicy.forSigning(
                    plain()
                        .kinds(GrantSettings.temporaryCredentials().access(ObjectAccess.values()))
                        .encryption(Encryption.sseS3())
                        .build(),
                    TARGET)
                .apply(""));
    for (String action :
        List.of(
            "s3:PutObject",
            "s3:AbortMultipartUpload",
            "s3:ListMultipartUploadParts",
            "s3:PutObjectTagging")) {
      assertThat(allows(policy, action, "arn:aws:s3:::photos/any/key")).as(action).isTrue();
      assertThat(allows(policy, action, "arn:aws:s3:::photos2/any/key")).as(action).isFalse();
      assertThat(allows(policy, action, "arn:aws:s3:::photos/k", "aws:SecureTransport", "false"))
          .isFalse();
    }
    for (String action : List.of("s3:GetObject", "s3:DeleteObject", "s3:PutObjectAcl")) {
      assertThat(allows(policy, action, "arn:aws:s3:::photos/any/key")).as(action).isFalse();
    }
    assertThat(allows(policy, "s3:ListBucket", "arn:aws:s3:::photos", "s3:prefix", "")).isFalse();
    assertThat(allows(policy, "sts:AssumeRole", "arn:aws:iam::123456789012:role/x")).isFalse();
  }
}
