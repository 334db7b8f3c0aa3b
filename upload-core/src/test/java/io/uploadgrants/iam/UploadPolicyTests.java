package io.uploadgrants.iam;

import static io.uploadgrants.TestGrants.any;
import static io.uploadgrants.TestGrants.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.Encryption;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantSettings;
import io.uploadgrants.ObjectAccess;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.Overwrite;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class UploadPolicyTests {

  private static final String KEY_ARN =
      "arn:aws:kms:eu-west-1:123456789012:key/12345678-1234-1234-1234-123456789012";

  /** A profile without a demand of its own. */
  private static UploadProfile.Builder plain() {
    return any(GrantKind.TEMPORARY_CREDENTIALS)
        .scope(UploadScope.PREFIX)
        .overwrite(Overwrite.ALLOWED);
  }

  private static UploadTarget.Builder photos() {
    return UploadTarget.bucket("photos").region("eu-west-1");
  }

  private static UploadTarget own() {
    return photos().endpoint(URI.create("http://127.0.0.1:9000")).build();
  }

  private static String json(UploadProfile.Builder profile) {
    return json(profile, target(), "users/u1/");
  }

  private static String json(UploadProfile.Builder profile, UploadTarget target, String key) {
    return UploadPolicy.of(profile.build(), target).json(key, Map.of());
  }

  private static Map<String, String> headers(UploadProfile.Builder profile) {
    return UploadPolicy.of(profile.build(), target()).headers(Map.of());
  }

  /** Returns the statement that allows an action. */
  private static JsonNode statement(String json, String action) {
    for (JsonNode statement : JsonMapper.shared().readTree(json).get("Statement")) {
      if (statement.get("Effect").asString().equals("Allow")
          && statement.get("Action").toString().contains("\"" + action + "\"")) {
        return statement;
      }
    }
    throw new AssertionError("Nothing allows " + action + " in " + json);
  }

  private static String conditions(String json, String action) {
    JsonNode conditions = statement(json, action).get("Condition");
    return conditions == null ? "" : conditions.toString();
  }

  @Nested
  class Rights {

    @Test
    void areThoseOfUploadingAndNoOthers() {
      assertThat(json(plain()))
          .isEqualTo(
              """
              {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
              "Action":["s3:PutObject","s3:AbortMultipartUpload","s3:ListMultipartUploadParts"],\
              "Resource":"arn:aws:s3:::photos/users/u1/*",\
              "Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}""");
    }

    @Test
    void forOneObjectNameItAlone() {
      UploadProfile.Builder one = plain().scope(UploadScope.OBJECT);
      assertThat(json(one, target(), "users/u1/a.png"))
          .contains("\"Resource\":\"arn:aws:s3:::photos/users/u1/a.png\"");
      assertThat(json(one, target(), "users/u1/"))
          .as("an object whose key looks like a prefix")
          .contains("\"Resource\":\"arn:aws:s3:::photos/users/u1/\"");
    }

    @Test
    void toReadAndListAreThereOnlyWhenAskedFor() {
      assertThat(json(plain())).doesNotContain("s3:GetObject", "s3:ListBucket", "s3:prefix");

      String read =
          json(plain().kinds(GrantSettings.temporaryCredentials().access(ObjectAccess.READ)));
      assertThat(statement(read, "s3:GetObject").get("Resource").asString())
          .isEqualTo("arn:aws:s3:::photos/users/u1/*");
      assertThat(read).doesNotContain("s3:ListBucket\"");

      String list =
          json(
              plain().kinds(GrantSettings.temporaryCredentials().access(ObjectAccess.LIST)),
              target(),
              "users/a*b/");
      assertThat(statement(list, "s3:ListBucket").toString())
          .isEqualTo(
              """
              {"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::photos",\
              "Condition":{"Bool":{"aws:SecureTransport":"true"},\
              "StringLike":{"s3:prefix":"users/a${*}b/*"}}}""");
      assertThat(list).doesNotContain("s3:GetObject");
    }

    @Test
    void toTagAndToSetAnAclAreThereOnlyWhereTheProfileHasThem() {
      assertThat(json(plain())).doesNotContain("s3:PutObjectTagging", "s3:PutObjectAcl");
      assertThat(json(plain().tag("a", "b")))
          .contains("s3:PutObjectTagging")
          .doesNotContain("s3:PutObjectAcl");
      assertThat(json(plain().acl("public-read")))
          .contains("s3:PutObjectAcl")
          .doesNotContain("s3:PutObjectTagging");
      assertThat(UploadPolicy.of(plain().build(), target()).json("users/u1/", Map.of("a", "b")))
          .contains("s3:PutObjectTagging");
    }
  }

  @Nested
  class Demanding {

    @Test
    void sseS3() {
      UploadProfile.Builder profile = plain().encryption(Encryption.sseS3());
      assertThat(conditions(json(profile), "s3:PutObject"))
          .contains("\"StringEquals\":{\"s3:x-amz-server-side-encryption\":\"AES256\"}");
      assertThat(headers(profile)).isEqualTo(Map.of("x-amz-server-side-encryption", "AES256"));
    }

    @Test
    void sseKmsByAKeysArn() {
      UploadProfile.Builder profile = plain().encryption(Encryption.sseKms(KEY_ARN));
      assertThat(conditions(json(profile), "s3:PutObject"))
          .contains("\"s3:x-amz-server-side-encryption\":\"aws:kms\"")
          .contains("\"s3:x-amz-server-side-encryption-aws-kms-key-id\":\"%s\"".formatted(KEY_ARN));
      assertThat(headers(profile))
          .isEqualTo(
              Map.of(
                  "x-amz-server-side-encryption",
                  "aws:kms",
                  "x-amz-server-side-encryption-aws-kms-key-id",
                  KEY_ARN));
      assertThat(statement(json(profile), "kms:GenerateDataKey").toString())
          .isEqualTo(
              """
              {"Effect":"Allow","Action":["kms:GenerateDataKey","kms:Decrypt"],"Resource":"%s",\
              "Condition":{"StringEquals":{"kms:ViaService":"s3.eu-west-1.amazonaws.com"}}}"""
                  .formatted(KEY_ARN));
    }

    @Test
    void sseKmsByTheManagedKeySoThatNobodyChoosesAnother() {
      UploadProfile.Builder profile = plain().encryption(Encryption.sseKms(null));
      assertThat(conditions(json(profile), "s3:PutObject"))
          .contains("\"Null\":{\"s3:x-amz-server-side-encryption-aws-kms-key-id\":\"true\"}");
      assertThat(headers(profile)).isEqualTo(Map.of("x-amz-server-side-encryption", "aws:kms"));
      assertThat(statement(json(profile), "kms:Decrypt").toString())
          .contains("\"Resource\":\"arn:aws:kms:eu-west-1:*:key/*\"")
          .contains("\"kms:ViaService\":\"s3.eu-west-1.amazonaws.com\"")
          .contains("\"ForAnyValue:StringEquals\":{\"kms:ResourceAliases\":\"alias/aws/s3\"}");
    }

    @Test
    void aStorageClass() {
      UploadProfile.Builder profile = plain().storageClass("STANDARD_IA");
      assertThat(conditions(json(profile), "s3:PutObject"))
          .contains("\"s3:x-amz-storage-class\":\"STANDARD_IA\"");
      assertThat(headers(profile)).isEqualTo(Map.of("x-amz-storage-class", "STANDARD_IA"));
    }

    @Test
    void tagsAllOfThemAndNoOthers() {
      UploadProfile profile = plain().tag("kind", "avatar").build();
      UploadPolicy policy = UploadPolicy.of(profile, target());
      Map<String, String> more = Map.of("team", "a b:c=ü");
      String expected =
          """
          {"Bool":{"aws:SecureTransport":"true"},\
          "StringEquals":{"s3:RequestObjectTag/kind":"avatar","s3:RequestObjectTag/team":"a b:c=ü"},\
          "ForAllValues:StringEquals":{"s3:RequestObjectTagKeys":["kind","team"]},\
          "Null":{"s3:RequestObjectTagKeys":"false"}}""";
      String json = policy.json("users/u1/", more);
      assertThat(conditions(json, "s3:PutObject")).isEqualTo(expected);
      assertThat(conditions(json, "s3:PutObjectTagging")).isEqualTo(expected);
      assertThat(policy.headers(more))
          .isEqualTo(Map.of("x-amz-tagging", "kind=avatar&team=a%20b%3Ac%3D%C3%BC"));
    }

    @Test
    void aTagOfTheRequestTakesTheProfilesPlace() {
      UploadPolicy policy = UploadPolicy.of(plain().tag("kind", "avatar").build(), target());
      assertThat(policy.headers(Map.of("kind", "scan")))
          .containsEntry("x-amz-tagging", "kind=scan");
      assertThat(policy.json("users/u1/", Map.of("kind", "scan"))).doesNotContain("avatar");
    }

    @Test
    void anAcl() {
      UploadProfile.Builder profile = plain().acl("public-read");
      String condition = "\"StringEquals\":{\"s3:x-amz-acl\":\"public-read\"}";
      assertThat(conditions(json(profile), "s3:PutObject")).contains(condition);
      assertThat(conditions(json(profile), "s3:PutObjectAcl")).contains(condition);
      assertThat(headers(profile)).isEqualTo(Map.of("x-amz-acl", "public-read"));
    }

    @Test
    void theBucketsOwner() {
      UploadTarget owned = photos().expectedBucketOwner("123456789012").build();
      String condition = "\"StringEquals\":{\"s3:ResourceAccount\":\"123456789012\"";
      String json =
          json(
              plain()
                  .kinds(GrantSettings.temporaryCredentials().access(ObjectAccess.values()))
                  .acl("private"),
              owned,
              "users/u1/");
      for (String action :
          new String[] {"s3:PutObject", "s3:PutObjectAcl", "s3:GetObject", "s3:ListBucket"}) {
        assertThat(conditions(json, action)).as(action).contains(condition);
      }
      UploadTarget other =
          photos()
              .expectedBucketOwner("123456789012")
              .endpoint(URI.create("https://s3.example.com"))
              .with(StoreFeature.values())
              .build();
      assertThat(json(plain(), other, "users/u1/")).doesNotContain("s3:ResourceAccount");
    }

    @Test
    void nothingOfTheActionsThatCarryNoHeaders() {
      String json =
          json(
              plain()
                  .encryption(Encryption.sseS3())
                  .storageClass("STANDARD_IA")
                  .tag("a", "b")
                  .acl("private"));
      assertThat(conditions(json, "s3:AbortMultipartUpload"))
          .isEqualTo(conditions(json, "s3:ListMultipartUploadParts"))
          .isEqualTo("{\"Bool\":{\"aws:SecureTransport\":\"true\"}}");
      assertThat(conditions(json, "s3:PutObjectTagging")).doesNotContain("encryption", "acl");
      assertThat(conditions(json, "s3:PutObjectAcl")).doesNotContain("encryption", "Tag");
    }

    @ParameterizedTest
    @CsvSource({
      "https://s3.example.com, https://s3.example.com, true",
      "https://s3.example.com, http://s3.example.com, false",
      "http://minio:9000, https://s3.example.com, false",
    })
    void tlsWhereTheStoreSeesIt(URI inside, URI outside, boolean demanded) {
      UploadTarget target = photos().endpoint(inside).publicEndpoint(outside).build();
      assertThat(json(plain(), target, "users/u1/").contains("aws:SecureTransport"))
          .isEqualTo(demanded);
      assertThat(
              UploadPolicy.forSigning(plain().build(), target)
                  .apply("")
                  .contains("aws:SecureTransport"))
          .isEqualTo(demanded);
    }
  }

  @Nested
  class NoOverwrite {

    @ParameterizedTest
    @ValueSource(strings = {"NEVER", "ONLY_OWN"})
    void refusesWritingWithoutTheHeader(Overwrite rule) {
      UploadProfile.Builder profile = plain().overwrite(rule);
      assertThat(json(profile))
          .endsWith(
              """
              ,{"Effect":"Deny","Action":"s3:PutObject","Resource":"*",\
              "Condition":{"Null":{"s3:if-none-match":"true"},\
              "Bool":{"s3:ObjectCreationOperation":"true"}}}]}""");
      assertThat(headers(profile)).isEqualTo(Map.of("if-none-match", "*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONDITIONAL_WRITES", "CONDITIONAL_WRITE_POLICIES"})
    void isNothingInAStoreThatCannot(StoreFeature missing) {
      UploadTarget target = photos().without(missing).build();
      UploadProfile never = plain().overwrite(Overwrite.NEVER).build();
      UploadPolicy policy = UploadPolicy.of(never, target);
      assertThat(policy.json("users/u1/", Map.of())).doesNotContain("Deny", "if-none-match");
      assertThat(policy.headers(Map.of())).isEmpty();
      assertThat(UploadPolicy.enforceable(never, target))
          .doesNotContain(UploadConstraint.NO_OVERWRITE);
    }

    @Test
    void isNothingWhereReplacingIsAllowed() {
      assertThat(json(plain())).doesNotContain("Deny");
      assertThat(headers(plain())).isEmpty();
    }
  }

  @Nested
  class Keys {

    @ParameterizedTest
    @CsvSource({
      "a*b/, a${*}b/*",
      "a?b/, a${?}b/*",
      "a$b/, a${$}b/*",
      "${aws:username}/, ${$}{aws:username}/*",
      "${*}/, ${$}{${*}}/*",
      "***/, ${*}${*}${*}/*",
    })
    void haveNoWildcardAndNoVariable(String key, String pattern) {
      assertThat(statement(json(plain(), target(), key), "s3:PutObject").get("Resource").asString())
          .isEqualTo("arn:aws:s3:::photos/" + pattern);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a*b/", "a?b/", "a$b/", "${*}/"})
    void areRefusedByAStoreWithoutEscapes(String key) {
      UploadPolicy policy =
          UploadPolicy.of(plain().build(), photos().without(StoreFeature.POLICY_ESCAPES).build());
      assertThatExceptionOfType(UploadRefusedException.class)
          .isThrownBy(() -> policy.json(key, Map.of()))
          .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
          .withMessageContaining("policy-escapes");
      assertThat(policy.json("ab/", Map.of())).contains("photos/ab/*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"users/U1/", "Users/u1/", "É/", "ǅ/", "K/"})
    void withCapitalsAreRefusedByAStoreWhosePoliciesIgnoreThem(String key) {
      UploadPolicy policy =
          UploadPolicy.of(
              plain().build(), photos().without(StoreFeature.CASE_SENSITIVE_POLICIES).build());
      assertThatExceptionOfType(UploadRefusedException.class)
          .isThrownBy(() -> policy.json(key, Map.of()))
          .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
          .withMessageContaining("case-sensitive-policies");
      assertThat(policy.json("users/u1-é_0/", Map.of())).contains("photos/users/u1");
      assertThat(UploadPolicy.of(plain().build(), target()).json(key, Map.of())).isNotEmpty();
    }

    @Test
    void thatAreUnguessableMayHaveCapitalsAnywhere() {
      UploadPolicy policy =
          UploadPolicy.of(
              UploadProfile.named("any").keys(ObjectKeyPolicy.random("a")).build(),
              photos().without(StoreFeature.CASE_SENSITIVE_POLICIES).build());
      assertThat(policy.json("a/0f-IMG.JPG", Map.of())).contains("photos/a/0f-IMG.JPG");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "//", "/a/", "/a", "a", "users/u1", "\ud800/", "a/\udc00/"})
    void thatWouldOpenMoreAreRefused(String key) {
      UploadPolicy policy = UploadPolicy.of(plain().build(), target());
      assertThatExceptionOfType(UploadRefusedException.class)
          .isThrownBy(() -> policy.json(key, Map.of()))
          .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
          .withMessageContaining("key policy");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "\"],\"Action\":\"*\",\"x\":[\"",
          "back\\\"slash\\",
          "\u0000\r\n\t\u001f",
          "😀\u202e日本語é\u2028\ufffd",
          "\u007f\u0085\u00ff",
          "../..",
        })
    void comeBackAsTheyAreFromTextThatStsTakes(String hostile) {
      String json = json(plain(), target(), hostile + "/");
      assertThat(json).matches("[\\u0020-\\u00FF]+");
      JsonNode statements = JsonMapper.shared().readTree(json).get("Statement");
      assertThat(statements).hasSize(1);
      assertThat(statements.get(0).get("Resource").asString())
          .isEqualTo("arn:aws:s3:::photos/" + hostile.replace("*", "${*}") + "/*");
      assertThat(statements.get(0).get("Action")).hasSize(3);
    }

    @Test
    void thatMakeThePolicyTooLongAreRefusedBeforeStsWould() {
      UploadPolicy policy = UploadPolicy.of(plain().build(), target());
      int rest = policy.json("k/", Map.of()).length() - 2;
      String longest = "k".repeat(UploadPolicy.MAX_LENGTH - rest - 1) + "/";
      assertThat(policy.json(longest, Map.of())).hasSize(UploadPolicy.MAX_LENGTH);
      assertThatExceptionOfType(UploadRefusedException.class)
          .isThrownBy(() -> policy.json("k" + longest, Map.of()))
          .withMessageContaining("2049 characters")
          .withMessageContaining("at most 2048")
          .withMessageContaining("shorter keys")
          .satisfies(
              refused -> {
                assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
                assertThat(refused.limit()).isEqualTo(2_048);
                assertThat(refused.given()).isEqualTo(2_049);
              });
    }
  }

  @Nested
  class Arns {

    @ParameterizedTest
    @CsvSource({
      "eu-west-1, aws",
      "cn-north-1, aws-cn",
      "cn-northwest-1, aws-cn",
      "us-gov-west-1, aws-us-gov",
      "us-gov-east-1, aws-us-gov",
      "us-iso-east-1, aws-iso",
      "eu-isoe-west-1, aws-iso-e",
      "eusc-de-east-1, aws-eusc",
      "mars-north-7, aws",
    })
    void areOfTheRegionsPartition(String region, String partition) {
      UploadTarget target = UploadTarget.bucket("photos").region(region).build();
      assertThat(
              json(
                  plain().kinds(GrantSettings.temporaryCredentials().access(ObjectAccess.LIST)),
                  target,
                  "u/"))
          .contains("\"arn:" + partition + ":s3:::photos/u/*\"")
          .contains("\"arn:" + partition + ":s3:::photos\"");
      assertThat(UploadPolicy.forSigning(plain().build(), target).apply(""))
          .contains("\"arn:" + partition + ":s3:::photos/*\"");
    }

    @Test
    void ofAKeyAreToo() {
      UploadTarget target = UploadTarget.bucket("photos").region("cn-north-1").build();
      assertThat(json(plain().encryption(Encryption.sseKms(null)), target, "u/"))
          .contains("\"arn:aws-cn:kms:cn-north-1:*:key/*\"")
          .contains(
              "\"kms:ViaService\":[\"s3.cn-north-1.amazonaws.com\",\"s3.cn-north-1.amazonaws.com.cn\"]");
    }

    @Test
    void areThoseOfAwsInStoresOfOthersWhateverTheirRegionIsCalled() {
      UploadTarget target =
          UploadTarget.bucket("photos")
              .region("cn-north-1")
              .endpoint(URI.create("http://127.0.0.1:9000"))
              .build();
      assertThat(json(plain(), target, "u/")).contains("arn:aws:s3:::photos/u/*");
    }

    @Test
    void areOfTheRegionsPartitionBehindAnEndpointInAVpcToo() {
      UploadTarget target =
          UploadTarget.bucket("photos")
              .region("cn-north-1")
              .endpoint(URI.create("https://bucket.vpce-1a2b.s3.cn-north-1.vpce.amazonaws.com.cn"))
              .build();
      assertThat(json(plain().encryption(Encryption.sseKms(null)), target, "u/"))
          .contains("arn:aws-cn:s3:::photos/u/*")
          .contains("kms:GenerateDataKey");
      UploadTarget alike =
          UploadTarget.bucket("photos")
              .region("cn-north-1")
              .endpoint(URI.create("https://s3.notamazonaws.com.cn"))
              .build();
      assertThat(json(plain(), alike, "u/")).contains("arn:aws:s3:::photos/u/*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"accesspoint/up-1", "accesspoint:up-1"})
    void ofAnAccessPointAreItsOwn(String resource) {
      UploadTarget target =
          UploadTarget.bucket("arn:aws-us-gov:s3:us-gov-east-1:123456789012:" + resource)
              .region("us-gov-west-1")
              .build();
      String accessPoint = "arn:aws-us-gov:s3:us-gov-east-1:123456789012:accesspoint/up-1";
      String json =
          json(
              plain()
                  .kinds(GrantSettings.temporaryCredentials().access(ObjectAccess.LIST))
                  .encryption(Encryption.sseKms(null)),
              target,
              "u/");
      assertThat(statement(json, "s3:PutObject").get("Resource").asString())
          .isEqualTo(accessPoint + "/object/u/*");
      assertThat(statement(json, "s3:ListBucket").get("Resource").asString())
          .isEqualTo(accessPoint);
      assertThat(json).contains("s3.us-gov-east-1.amazonaws.com");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "photos-abc-s3alias",
          "photos--ol-s3",
          "photos--euw1-az1--x-s3",
          "arn:aws:s3-outposts:eu-west-1:123456789012:outpost/op-1/accesspoint/a",
          "arn:aws:s3-object-lambda:eu-west-1:123456789012:accesspoint/a",
          "arn:aws:s3::123456789012:accesspoint/a.mrap",
          "arn:aws:s3:eu-west-1:123456789012:accesspoint/a/object",
        })
    void thatDontFollowFromTheNameFailAtBuild(String bucket) {
      UploadTarget target = UploadTarget.bucket(bucket).region("eu-west-1").build();
      assertThatExceptionOfType(UploadConfigurationException.class)
          .isThrownBy(() -> UploadPolicy.of(plain().build(), target))
          .satisfies(failed -> assertThat(failed.setting()).isEqualTo("bucket"))
          .withMessageContaining(bucket)
          .withMessageContaining("give");
      assertThatThrownBy(() -> UploadPolicy.forSigning(plain().build(), target).apply(""))
          .isInstanceOf(UploadConfigurationException.class);
    }
  }

  @Nested
  class ForSigning {

    @Test
    void writesAnywhereInTheBucketAndNothingElse() {
      assertThat(UploadPolicy.forSigning(plain().build(), target()).apply(""))
          .isEqualTo(
              """
              {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
              "Action":["s3:PutObject","s3:AbortMultipartUpload","s3:ListMultipartUploadParts",\
              "s3:PutObjectTagging"],"Resource":"arn:aws:s3:::photos/*",\
              "Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}""");
    }

    @Test
    void hasTheRightsThatTheProfileNeedsAndTheStoreHas() {
      UploadProfile acl =
          plain()
              .acl("private")
              .kinds(GrantSettings.temporaryCredentials().access(ObjectAccess.values()))
              .build();
      assertThat(UploadPolicy.forSigning(acl, target()).apply(""))
          .contains("s3:PutObjectAcl")
          .doesNotContain("s3:GetObject", "s3:ListBucket", "s3:x-amz-acl");
      assertThat(
              UploadPolicy.forSigning(acl, photos().without(StoreFeature.TAGS).build()).apply(""))
          .doesNotContain("s3:PutObjectTagging");
      assertThat(UploadPolicy.forSigning(acl, own()).apply("")).doesNotContain("s3:PutObjectAcl");
    }

    @ParameterizedTest
    @CsvSource({
      "12345678-aaaa, arn:aws:kms:eu-west-1:*:key/12345678-aaaa, ''",
      "alias/up, arn:aws:kms:eu-west-1:*:key/*, alias/up",
      "arn:aws:kms:eu-west-1:123456789012:key/k, arn:aws:kms:eu-west-1:123456789012:key/k, ''",
      "arn:aws:kms:eu-west-1:123456789012:alias/up, arn:aws:kms:eu-west-1:123456789012:key/*, alias/up",
    })
    void usesTheKeyHoweverItIsCalled(String keyId, String resource, String alias) {
      UploadProfile profile = plain().encryption(Encryption.sseKms(keyId)).build();
      JsonNode kms = statement(UploadPolicy.forSigning(profile, target()).apply(""), "kms:Decrypt");
      assertThat(kms.get("Resource").asString()).isEqualTo(resource);
      assertThat(kms.get("Condition").toString()).contains("kms:ViaService");
      assertThat(kms.get("Condition").toString().contains("kms:ResourceAliases"))
          .isEqualTo(!alias.isEmpty());
      assertThat(kms.get("Condition").toString()).contains(alias);
    }

    @Test
    void failsAtBuildForAKeysNameThatLeavesNoRoom() {
      UploadProfile profile = plain().encryption(Encryption.sseKms("k".repeat(2_000))).build();
      assertThatExceptionOfType(UploadConfigurationException.class)
          .isThrownBy(() -> UploadPolicy.forSigning(profile, target()).apply(""))
          .withMessageContaining("at most 2048");
    }

    @Test
    void asksOtherStoresForNoKeyOfAws() {
      UploadProfile profile = plain().encryption(Encryption.sseKms(KEY_ARN)).build();
      assertThat(UploadPolicy.forSigning(profile, own()).apply("")).doesNotContain("kms:");
      assertThat(json(plain().encryption(Encryption.sseKms(KEY_ARN)), own(), "u/"))
          .doesNotContain("kms");
    }
  }

  @Test
  void listingIsRefusedWhereAClientCouldForgeItsPrefix() {
    UploadProfile lists =
        plain().kinds(GrantSettings.temporaryCredentials().access(ObjectAccess.LIST)).build();
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> UploadPolicy.of(lists, own()))
        .withMessageContaining("policy-conditions")
        .satisfies(
            failed ->
                assertThat(failed.setting())
                    .isEqualTo("profiles.any.temporary-credentials.access"));
    UploadPolicy.of(
        plain().kinds(GrantSettings.temporaryCredentials().access(ObjectAccess.READ)).build(),
        own());
  }

  @Test
  void tagsThatNoPolicyCanTellApartAreRefused() {
    UploadPolicy policy = UploadPolicy.of(plain().tag("kind", "a").build(), target());
    UploadPolicy others = UploadPolicy.of(plain().build(), own());
    assertThatExceptionOfType(UploadRefusedException.class)
        .isThrownBy(() -> policy.json("u/", Map.of("Kind", "b")))
        .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    assertThatExceptionOfType(UploadRefusedException.class)
        .isThrownBy(() -> policy.headers(Map.of("Kind", "b")));
    assertThatExceptionOfType(UploadRefusedException.class)
        .as("the Kelvin sign is a k")
        .isThrownBy(() -> policy.headers(Map.of("\u212aind", "b")));
    assertThatExceptionOfType(UploadRefusedException.class)
        .isThrownBy(() -> others.json("u/", Map.of("kind", "b")))
        .withMessageContaining("policy-conditions");
  }
}
