package io.uploadgrants.testkit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.CompletionSettings;
import io.uploadgrants.Encryption;
import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantSettings;
import io.uploadgrants.ObjectAccess;
import io.uploadgrants.Overwrite;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.iam.RolePolicies;
import io.uploadgrants.iam.UploadPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Each rule of a role's policies, with a request that breaks it. */
class RolePoliciesRulesTests {

  private static final String POOL = "eu-west-1:12345678-aaaa-bbbb-cccc-123456789012";
  private static final String OTHER_POOL = "eu-west-1:99999999-aaaa-bbbb-cccc-123456789012";
  private static final String COGNITO = "cognito-identity.amazonaws.com";
  private static final String SUB = COGNITO + ":sub";
  private static final String ALICE = "eu-west-1:a11ce";
  private static final UploadTarget TARGET =
      UploadTarget.bucket("photos").region("eu-west-1").build();

  private static UploadProfile.Builder plain() {
    return UploadProfile.named("any")
        .kinds(GrantKind.TEMPORARY_CREDENTIALS)
        .scope(UploadScope.PREFIX)
        .overwrite(Overwrite.ALLOWED);
  }

  private static boolean allows(
      SessionPolicy policy, String action, String resource, String... context) {
    Map<String, List<String>> values = new HashMap<>();
    values.put("aws:SecureTransport", List.of("true"));
    for (int i = 0; i < context.length; i += 2) {
      values.put(context[i], List.of(context[i + 1]));
    }
    return policy.evaluate(new AccessRequest(action, resource, values)).allowed();
  }

  private static String object(String key) {
    return "arn:aws:s3:::photos/" + key;
  }

  /** The conditions of a trust policy, which names a principal in the place of resources. */
  private static SessionPolicy trust(String json, String type, String id) {
    JsonNode policy = JsonMapper.shared().readTree(json);
    for (JsonNode statement : policy.get("Statement")) {
      assertThat(statement.get("Principal")).hasSize(1);
      assertThat(statement.get("Principal").get(type).asString()).isEqualTo(id);
      assertThat(statement.has("Resource")).isFalse();
      ((ObjectNode) statement).remove("Principal");
      ((ObjectNode) statement).put("Resource", "*");
    }
    return SessionPolicy.parse(policy.toString());
  }

  private static boolean trusts(SessionPolicy policy, String action, String... context) {
    return allows(policy, action, "arn:aws:iam::123456789012:role/uploader", context);
  }

  @Test
  void anIdentityUploadsBelowItsOwnPrefixAndNobodyElsesOne() {
    SessionPolicy policy =
        SessionPolicy.parse(RolePolicies.identityPoolRole(POOL, "users", plain().build(), TARGET));
    String own = "users/" + ALICE + "/a";
    for (String action :
        List.of("s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts")) {
      assertThat(allows(policy, action, object(own), SUB, ALICE)).as(action).isTrue();
      assertThat(allows(policy, action, object(own), SUB, "eu-west-1:b0b")).isFalse();
      assertThat(allows(policy, action, object(own))).as("nobody's identity").isFalse();
      assertThat(allows(policy, action, object("users/a"), SUB, ALICE)).isFalse();
      assertThat(allows(policy, action, object("users/" + ALICE), SUB, ALICE)).isFalse();
      assertThat(allows(policy, action, object("users/" + ALICE + "0/a"), SUB, ALICE)).isFalse();
    }
    for (String action : List.of("s3:GetObject", "s3:DeleteObject", "s3:PutObjectTagging")) {
      assertThat(allows(policy, action, object(own), SUB, ALICE)).as(action).isFalse();
    }
    assertThat(allows(policy, "s3:PutObject", object("users/x/a"), SUB, "*"))
        .as("an identity's id is no pattern")
        .isFalse();
  }

  @Test
  void anIdentityReadsAndListsItsOwnWhereTheProfileSaysSo() {
    UploadProfile profile =
        plain().kinds(GrantSettings.temporaryCredentials().access(ObjectAccess.values())).build();
    SessionPolicy policy =
        SessionPolicy.parse(RolePolicies.identityPoolRole(POOL, "users", profile, TARGET));
    String bucket = "arn:aws:s3:::photos";
    String own = "users/" + ALICE + "/";
    assertThat(allows(policy, "s3:GetObject", object(own + "a"), SUB, ALICE)).isTrue();
    assertThat(allows(policy, "s3:GetObject", object("users/x/a"), SUB, ALICE)).isFalse();
    assertThat(allows(policy, "s3:ListBucket", bucket, SUB, ALICE, "s3:prefix", own)).isTrue();
    assertThat(allows(policy, "s3:ListBucket", bucket, SUB, ALICE, "s3:prefix", "users/"))
        .isFalse();
    assertThat(allows(policy, "s3:ListBucket", bucket, SUB, ALICE)).isFalse();
  }

  @Test
  void anIdentitysUploadsAreWhatTheProfileDemands() {
    UploadProfile profile =
        plain().encryption(Encryption.sseS3()).overwrite(Overwrite.NEVER).build();
    SessionPolicy policy =
        SessionPolicy.parse(RolePolicies.identityPoolRole(POOL, "users", profile, TARGET));
    String own = object("users/" + ALICE + "/a");
    String put = "s3:PutObject";
    String creates = "s3:ObjectCreationOperation";
    String sse = "s3:x-amz-server-side-encryption";
    String once = "s3:if-none-match";
    assertThat(allows(policy, put, own, SUB, ALICE, creates, "true", sse, "AES256", once, "*"))
        .isTrue();
    assertThat(allows(policy, put, own, SUB, ALICE, creates, "true", sse, "AES256")).isFalse();
    assertThat(allows(policy, put, own, SUB, ALICE, creates, "true", once, "*")).isFalse();
  }

  /** A session has what both allow, so a role that lacked something would break its sessions. */
  @Test
  void anUploaderRoleHasWhatItsSessionsMayNeedAndNoMore() {
    List<UploadProfile> profiles =
        List.of(
            plain().tag("kind", "a").build(),
            plain().encryption(Encryption.sseKms(null)).build(),
            plain()
                .kinds(GrantSettings.temporaryCredentials().access(ObjectAccess.values()))
                .build());
    SessionPolicy role = SessionPolicy.parse(RolePolicies.uploaderRole(TARGET, "users", profiles));
    for (UploadProfile profile : profiles) {
      JsonNode session =
          JsonMapper.shared()
              .readTree(UploadPolicy.of(profile, TARGET).json("users/u1/", Map.of()));
      for (JsonNode statement : session.get("Statement")) {
        for (JsonNode action :
            statement.get("Action").isString()
                ? List.of(statement.get("Action"))
                : statement.get("Action")) {
          String resource = statement.get("Resource").asString().replace("*", "x");
          assertThat(
                  allows(
                      role,
                      action.asString(),
                      resource,
                      "s3:prefix",
                      "users/u1/",
                      "kms:ViaService",
                      "s3.eu-west-1.amazonaws.com",
                      "kms:ResourceAliases",
                      "alias/aws/s3"))
              .as("%s on %s", action, resource)
              .isTrue();
        }
      }
    }
    assertThat(allows(role, "s3:PutObject", object("users/u1/a"), "aws:SecureTransport", "false"))
        .isFalse();
    assertThat(allows(role, "s3:PutObject", object("elsewhere/a"))).isFalse();
    assertThat(allows(role, "s3:PutObject", object("users"))).isFalse();
    assertThat(allows(role, "s3:DeleteObject", object("users/u1/a"))).isFalse();
    assertThat(allows(role, "s3:PutObjectAcl", object("users/u1/a"))).isFalse();
    assertThat(allows(role, "s3:ListBucket", "arn:aws:s3:::photos", "s3:prefix", "")).isFalse();

    SessionPolicy writer =
        SessionPolicy.parse(RolePolicies.uploaderRole(TARGET, "", List.of(plain().build())));
    assertThat(allows(writer, "s3:PutObject", object("any"))).isTrue();
    assertThat(allows(writer, "s3:GetObject", object("any"))).isFalse();
    assertThat(allows(writer, "s3:PutObject", "arn:aws:s3:::photos2/any")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"authenticated, unauthenticated", "unauthenticated, authenticated"})
  void anIdentityPoolsRoleIsAssumedFromThatPoolInThatWay(String way, String otherWay) {
    SessionPolicy policy =
        trust(
            way.equals("authenticated")
                ? RolePolicies.identityPoolTrust(POOL)
                : RolePolicies.identityPoolGuestTrust(POOL),
            "Federated",
            COGNITO);
    String action = "sts:AssumeRoleWithWebIdentity";
    String aud = COGNITO + ":aud";
    String amr = COGNITO + ":amr";
    assertThat(trusts(policy, action, aud, POOL, amr, way)).isTrue();
    assertThat(trusts(policy, action, aud, POOL, amr, otherWay)).isFalse();
    assertThat(trusts(policy, action, aud, OTHER_POOL, amr, way)).isFalse();
    assertThat(trusts(policy, action, aud, POOL)).isFalse();
    assertThat(trusts(policy, action, amr, way)).isFalse();
    assertThat(trusts(policy, "sts:AssumeRole", aud, POOL, amr, way)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "accounts.google.com, aud",
    "graph.facebook.com, app_id",
    "www.amazon.com, app_id",
  })
  void aTokenOfAnotherApplicationIsRefused(String provider, String claim) {
    SessionPolicy policy =
        trust(RolePolicies.webIdentityTrust(provider, "client-1"), "Federated", provider);
    String action = "sts:AssumeRoleWithWebIdentity";
    String key = provider + ":" + claim;
    assertThat(trusts(policy, action, key, "client-1")).isTrue();
    assertThat(trusts(policy, action, key, "client-10")).isFalse();
    assertThat(trusts(policy, action)).isFalse();
    assertThat(trusts(policy, "sts:AssumeRole", key, "client-1")).isFalse();
  }

  /** The kit reads no condition keys of providers that it doesn't know, so by its parts. */
  @Test
  void aTokenOfAnOpenIdConnectProviderIsForOneAudience() {
    String arn = "arn:aws:iam::123456789012:oidc-provider/login.example.com/tenant";
    JsonNode statement =
        JsonMapper.shared()
            .readTree(RolePolicies.webIdentityTrust(arn, "client-1"))
            .get("Statement")
            .get(0);
    assertThat(statement.get("Principal").toString()).isEqualTo("{\"Federated\":\"" + arn + "\"}");
    assertThat(statement.get("Condition").toString())
        .isEqualTo("{\"StringEquals\":{\"login.example.com/tenant:aud\":\"client-1\"}}");
  }

  @Test
  void thePrincipalAssumesTheRoleAndSaysForWhom() {
    String application = "arn:aws:iam::123456789012:role/application";
    SessionPolicy policy =
        trust(RolePolicies.assumeRoleTrust(application, null), "AWS", application);
    assertThat(trusts(policy, "sts:AssumeRole")).isTrue();
    assertThat(trusts(policy, "sts:SetSourceIdentity")).isTrue();
    assertThat(trusts(policy, "sts:TagSession")).isTrue();
    assertThat(trusts(policy, "sts:AssumeRoleWithWebIdentity")).isFalse();

    SessionPolicy external =
        trust(RolePolicies.assumeRoleTrust(application, "tenant-7"), "AWS", application);
    assertThat(trusts(external, "sts:AssumeRole", "sts:ExternalId", "tenant-7")).isTrue();
    assertThat(trusts(external, "sts:AssumeRole", "sts:ExternalId", "tenant-70")).isFalse();
    assertThat(trusts(external, "sts:AssumeRole")).isFalse();
    assertThat(trusts(external, "sts:SetSourceIdentity")).isTrue();
    assertThat(trusts(external, "sts:TagSession")).isTrue();
  }

  @Test
  void whoRevokesWritesTheInlinePoliciesOfThatRoleAlone() {
    String role = "arn:aws:iam::123456789012:role/uploads/uploader";
    SessionPolicy policy = SessionPolicy.parse(RolePolicies.revoking(role));
    for (String action :
        List.of("iam:PutRolePolicy", "iam:ListRolePolicies", "iam:DeleteRolePolicy")) {
      assertThat(allows(policy, action, role)).as(action).isTrue();
      assertThat(allows(policy, action, role + "2")).as(action).isFalse();
    }
    assertThat(allows(policy, "iam:AttachRolePolicy", role)).isFalse();
    assertThat(allows(policy, "iam:UpdateAssumeRolePolicy", role)).isFalse();
  }

  private static final List<String> COMPLETING =
      List.of(
          "s3:GetObject",
          "s3:GetObjectVersion",
          "s3:DeleteObject",
          "s3:DeleteObjectVersion",
          "s3:PutObject",
          "s3:ListMultipartUploadParts",
          "s3:AbortMultipartUpload");

  private static final List<String> OTHERS =
      List.of(
          "s3:PutObjectTagging",
          "s3:PutObjectAcl",
          "s3:GetObjectTagging",
          "s3:GetObjectAcl",
          "s3:GetObjectVersionAcl",
          "s3:PutObjectRetention",
          "s3:BypassGovernanceRetention",
          "s3:RestoreObject",
          "s3:DeleteBucket",
          "s3:PutBucketPolicy",
          "s3:ListBucketVersions",
          "s3:ListBucketMultipartUploads",
          "s3:ListAllMyBuckets",
          "kms:Encrypt",
          "iam:PutRolePolicy");

  private static void assertAllows(SessionPolicy policy, List<String> actions) {
    for (String action : COMPLETING) {
      boolean own = actions.contains(action);
      assertThat(allows(policy, action, object("users/a"))).as(action).isEqualTo(own);
      assertThat(allows(policy, action, object("users/a"), "aws:SecureTransport", "false"))
          .isFalse();
      assertThat(allows(policy, action, object("users"))).isFalse();
      assertThat(allows(policy, action, object("elsewhere/a"))).isFalse();
      assertThat(allows(policy, action, "arn:aws:s3:::photos2/users/a")).isFalse();
    }
    for (String action : OTHERS) {
      for (String resource : List.of(object("users/a"), "arn:aws:s3:::photos", KEY, "*")) {
        assertThat(allows(policy, action, resource, VIA_S3)).as(action).isFalse();
      }
    }
  }

  private static final String KEY = "arn:aws:kms:eu-west-1:123456789012:key/mine";
  private static final String[] VIA_S3 = {"kms:ViaService", "s3.eu-west-1.amazonaws.com"};

  private static UploadProfile.Builder parts(String name) {
    return UploadProfile.named(name).kinds(GrantKind.MULTIPART);
  }

  private static UploadProfile.Builder completed(String name) {
    return UploadProfile.named(name).completion(CompletionSettings.completion());
  }

  @Test
  void completionReadsAndRemovesAndWithPartsPutsTogether() {
    UploadProfile plain = UploadProfile.named("plain").build();
    SessionPolicy whole =
        SessionPolicy.parse(
            RolePolicies.completing(TARGET, "users", List.of(completed("photo").build(), plain)));
    SessionPolicy inParts =
        SessionPolicy.parse(
            RolePolicies.completing(TARGET, "users", List.of(parts("video").build(), plain)));

    assertAllows(whole, COMPLETING.subList(0, 4));
    assertAllows(inParts, COMPLETING);
    for (SessionPolicy policy : List.of(whole, inParts)) {
      assertThat(allows(policy, "s3:ListBucket", "arn:aws:s3:::photos")).as("a HEAD").isTrue();
      assertThat(allows(policy, "s3:ListBucket", "arn:aws:s3:::photos2")).isFalse();
      assertThat(
              allows(
                  policy, "s3:ListBucket", "arn:aws:s3:::photos", "aws:SecureTransport", "false"))
          .isFalse();
    }
  }

  @Test
  void completionUsesTheKeyThroughS3AndMakesDataKeysForPartsAlone() {
    Encryption mine = Encryption.sseKms(KEY);
    SessionPolicy whole =
        SessionPolicy.parse(
            RolePolicies.completing(
                TARGET, "users", List.of(completed("photo").encryption(mine).build())));
    SessionPolicy inParts =
        SessionPolicy.parse(
            RolePolicies.completing(
                TARGET, "users", List.of(parts("video").encryption(mine).build())));
    SessionPolicy viewing =
        SessionPolicy.parse(
            RolePolicies.viewing(
                TARGET, "users", List.of(parts("video").encryption(mine).build())));
    for (SessionPolicy policy : List.of(whole, inParts, viewing)) {
      assertThat(allows(policy, "kms:Decrypt", KEY, VIA_S3)).isTrue();
      assertThat(allows(policy, "kms:Decrypt", KEY)).as("but through S3").isFalse();
      assertThat(allows(policy, "kms:Decrypt", KEY + "2", VIA_S3)).isFalse();
      assertThat(allows(policy, "kms:GenerateDataKey", KEY, VIA_S3)).isEqualTo(policy == inParts);
    }
  }

  @Test
  void aLinksSignerOnlyReads() {
    SessionPolicy policy =
        SessionPolicy.parse(
            RolePolicies.viewing(TARGET, "users", List.of(completed("photo").build())));

    assertAllows(policy, COMPLETING.subList(0, 2));
    assertThat(allows(policy, "s3:ListBucket", "arn:aws:s3:::photos")).isFalse();
  }

  @Test
  void aTrustPolicyIsNoSessionPolicy() {
    assertThatThrownBy(() -> SessionPolicy.parse(RolePolicies.identityPoolTrust(POOL)))
        .isInstanceOf(MalformedPolicyException.class)
        .hasMessageContaining("Principal");
  }
}
