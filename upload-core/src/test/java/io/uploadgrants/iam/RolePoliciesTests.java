package io.uploadgrants.iam;

import static io.uploadgrants.TestGrants.any;
import static io.uploadgrants.TestGrants.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.CompletionSettings;
import io.uploadgrants.Encryption;
import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantSettings;
import io.uploadgrants.ObjectAccess;
import io.uploadgrants.Overwrite;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RolePoliciesTests {

  private static final String POOL = "eu-west-1:12345678-aaaa-bbbb-cccc-123456789012";
  private static final String ROLE = "arn:aws:iam::123456789012:role/uploader";

  private static UploadProfile.Builder plain() {
    return any(GrantKind.TEMPORARY_CREDENTIALS)
        .scope(UploadScope.PREFIX)
        .overwrite(Overwrite.ALLOWED);
  }

  private static void assertRefuses(String setting, String given, ThrowingCallable call) {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(call)
        .satisfies(failed -> assertThat(failed.setting()).isEqualTo(setting))
        .withMessageContaining(given)
        .withMessageContaining("; give ");
  }

  @Nested
  class OfAnIdentityPool {

    @Test
    void letEachIdentityUploadBelowItsOwnPrefix() {
      assertThat(RolePolicies.identityPoolRole(POOL, "users", plain().build(), target()))
          .isEqualTo(
              """
              {
                "Version": "2012-10-17",
                "Statement": [
                  {
                    "Effect": "Allow",
                    "Action": [
                      "s3:PutObject",
                      "s3:AbortMultipartUpload",
                      "s3:ListMultipartUploadParts"
                    ],
                    "Resource": "arn:aws:s3:::photos/users/${cognito-identity.amazonaws.com:sub}/*",
                    "Condition": {
                      "Bool": {
                        "aws:SecureTransport": "true"
                      }
                    }
                  }
                ]
              }""");
    }

    @Test
    void demandWhatTheProfileDemands() {
      UploadProfile profile =
          plain()
              .encryption(Encryption.sseKms(null))
              .tag("kind", "a")
              .overwrite(Overwrite.NEVER)
              .kinds(GrantSettings.temporaryCredentials().access(ObjectAccess.values()))
              .build();
      assertThat(RolePolicies.identityPoolRole(POOL, "a/b", profile, target()))
          .contains("\"s3:x-amz-server-side-encryption\": \"aws:kms\"")
          .contains("\"s3:RequestObjectTag/kind\": \"a\"")
          .contains("\"Effect\": \"Deny\"")
          .contains("s3:GetObject", "kms:GenerateDataKey")
          .contains("\"s3:prefix\": \"a/b/${cognito-identity.amazonaws.com:sub}/*\"");
    }

    @ParameterizedTest
    @CsvSource({
      "us-gov-west-1, cognito-identity-us-gov.amazonaws.com, aws-us-gov",
      "us-gov-east-1, cognito-identity.us-gov-east-1.amazonaws.com, aws-us-gov",
      "cn-north-1, cognito-identity.cn-north-1.amazonaws.com.cn, aws-cn",
      "ap-southeast-2, cognito-identity.amazonaws.com, aws",
    })
    void nameTheProviderOfTheirPartition(String region, String provider, String partition) {
      String pool = region + ":12345678-aaaa-bbbb-cccc-123456789012";
      UploadTarget target = UploadTarget.bucket("photos").region(region).build();
      assertThat(RolePolicies.identityPoolRole(pool, "u", plain().build(), target))
          .contains("arn:%s:s3:::photos/u/${%s:sub}/*".formatted(partition, provider));
      assertThat(RolePolicies.identityPoolTrust(pool))
          .contains("\"Federated\": \"" + provider + "\"")
          .contains("\"" + provider + ":aud\": \"" + pool + "\"");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "eu-west-1",
          "12345678-aaaa",
          "eu-west-1_AbCdEf123",
          "eu-west-1:*",
          "eu-west-1:1234\n",
          "*:1234"
        })
    void areRefusedForAnotherId(String id) {
      assertRefuses(
          "identity-pool-id",
          "identity pool's id",
          () -> RolePolicies.identityPoolRole(id, "users", plain().build(), target()));
      assertRefuses(
          "identity-pool-id", "identity pool's id", () -> RolePolicies.identityPoolTrust(id));
      assertRefuses(
          "identity-pool-id", "identity pool's id", () -> RolePolicies.identityPoolGuestTrust(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a/", "/a", "a//b", "*", "a?", "${aws:username}", "a\nb"})
    void areRefusedForAPrefixThatIsMore(String prefix) {
      assertRefuses(
          "keys.prefix",
          "is no prefix",
          () -> RolePolicies.identityPoolRole(POOL, prefix, plain().build(), target()));
      if (!prefix.isEmpty()) {
        assertRefuses(
            "keys.prefix",
            "is no prefix",
            () -> RolePolicies.uploaderRole(target(), prefix, List.of(plain().build())));
      }
    }

    @Test
    void trustUsersOrGuestsOfThatPoolAlone() {
      assertThat(RolePolicies.identityPoolTrust(POOL))
          .isEqualTo(
              """
              {
                "Version": "2012-10-17",
                "Statement": [
                  {
                    "Effect": "Allow",
                    "Principal": {
                      "Federated": "cognito-identity.amazonaws.com"
                    },
                    "Action": "sts:AssumeRoleWithWebIdentity",
                    "Condition": {
                      "StringEquals": {
                        "cognito-identity.amazonaws.com:aud": "%s"
                      },
                      "ForAnyValue:StringLike": {
                        "cognito-identity.amazonaws.com:amr": "authenticated"
                      }
                    }
                  }
                ]
              }"""
                  .formatted(POOL));
      assertThat(RolePolicies.identityPoolGuestTrust(POOL))
          .contains("\"cognito-identity.amazonaws.com:amr\": \"unauthenticated\"");
    }
  }

  @Nested
  class OfCompletion {

    @Test
    void areReadableAndHaveEachKeyOnce() {
      UploadProfile.Builder kms = any().encryption(Encryption.sseKms(null));
      assertThat(
              RolePolicies.completing(
                  target(),
                  "",
                  List.of(kms.completion(CompletionSettings.completion()).build(), kms.build())))
          .isEqualTo(
              """
              {
                "Version": "2012-10-17",
                "Statement": [
                  {
                    "Effect": "Allow",
                    "Action": [
                      "s3:GetObject",
                      "s3:GetObjectVersion",
                      "s3:DeleteObject",
                      "s3:DeleteObjectVersion"
                    ],
                    "Resource": "arn:aws:s3:::photos/*",
                    "Condition": {
                      "Bool": {
                        "aws:SecureTransport": "true"
                      }
                    }
                  },
                  {
                    "Effect": "Allow",
                    "Action": "s3:ListBucket",
                    "Resource": "arn:aws:s3:::photos",
                    "Condition": {
                      "Bool": {
                        "aws:SecureTransport": "true"
                      }
                    }
                  },
                  {
                    "Effect": "Allow",
                    "Action": "kms:Decrypt",
                    "Resource": "arn:aws:kms:eu-west-1:*:key/*",
                    "Condition": {
                      "StringEquals": {
                        "kms:ViaService": "s3.eu-west-1.amazonaws.com"
                      },
                      "ForAnyValue:StringEquals": {
                        "kms:ResourceAliases": "alias/aws/s3"
                      }
                    }
                  }
                ]
              }""");
    }

    @Test
    void areRefusedWhereNothingIsCompleted() {
      assertRefuses(
          "profiles",
          "None of the 1 profiles has completion",
          () -> RolePolicies.completing(target(), "", List.of(any().build())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "a/", "/a", "*", "${aws:username}"})
    void areRefusedForAPrefixThatIsMore(String prefix) {
      List<UploadProfile> profiles =
          List.of(any().completion(CompletionSettings.completion()).build());
      assertRefuses(
          "keys.prefix", "is no prefix", () -> RolePolicies.completing(target(), prefix, profiles));
      assertRefuses(
          "keys.prefix", "is no prefix", () -> RolePolicies.viewing(target(), prefix, profiles));
    }
  }

  @Nested
  class OfAnUploader {

    @Test
    void writeInTheBucketOrBelowAPrefix() {
      List<UploadProfile> profiles = List.of(plain().build());
      assertThat(RolePolicies.uploaderRole(target(), "", profiles))
          .contains("\"Resource\": \"arn:aws:s3:::photos/*\"")
          .contains("s3:PutObjectTagging")
          .doesNotContain("s3:GetObject", "s3:ListBucket", "s3:PutObjectAcl", "kms:");
      assertThat(RolePolicies.uploaderRole(target(), "users", profiles))
          .contains("\"Resource\": \"arn:aws:s3:::photos/users/*\"");
    }

    @Test
    void haveWhatAnyOfTheProfilesMayNeedOnce() {
      UploadProfile.Builder kms = plain().encryption(Encryption.sseKms(null));
      String json =
          RolePolicies.uploaderRole(
              target(),
              "users",
              List.of(
                  kms.build(),
                  kms.acl("private").build(),
                  plain()
                      .kinds(GrantSettings.temporaryCredentials().access(ObjectAccess.READ))
                      .build(),
                  plain()
                      .kinds(GrantSettings.temporaryCredentials().access(ObjectAccess.LIST))
                      .build()));
      assertThat(json)
          .contains("s3:PutObjectAcl", "s3:GetObject", "\"s3:prefix\": \"users/*\"")
          .containsOnlyOnce("kms:GenerateDataKey")
          .containsOnlyOnce("\"s3:ListBucket\"");
    }

    @Test
    void areRefusedWhereListingHasNoBound() {
      UploadTarget minio =
          UploadTarget.bucket("photos")
              .region("us-east-1")
              .endpoint(java.net.URI.create("http://127.0.0.1:9000"))
              .build();
      assertThatExceptionOfType(UploadConfigurationException.class)
          .isThrownBy(
              () ->
                  RolePolicies.uploaderRole(
                      minio,
                      "users",
                      List.of(
                          plain()
                              .kinds(GrantSettings.temporaryCredentials().access(ObjectAccess.LIST))
                              .build())))
          .withMessageContaining("policy-conditions");
    }
  }

  @Nested
  class Trusting {

    @ParameterizedTest
    @CsvSource({
      "accounts.google.com, accounts.google.com:aud",
      "graph.facebook.com, graph.facebook.com:app_id",
      "www.amazon.com, www.amazon.com:app_id",
      "arn:aws:iam::123456789012:oidc-provider/login.example.com, login.example.com:aud",
      "arn:aws-cn:iam::123456789012:oidc-provider/cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_Ab1, cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_Ab1:aud",
    })
    void aTokenIsForOneAudienceOfOneProvider(String provider, String key) {
      assertThat(RolePolicies.webIdentityTrust(provider, "client-1"))
          .contains("\"Federated\": \"" + provider + "\"")
          .contains("\"Action\": \"sts:AssumeRoleWithWebIdentity\"")
          .contains("\"" + key + "\": \"client-1\"");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "google",
          "*",
          "login.example.com",
          "https://accounts.google.com",
          "cognito-identity.amazonaws.com",
          "arn:aws:iam::123456789012:saml-provider/x",
          "arn:aws:iam::123456789012:oidc-provider/",
          "arn:aws:iam::123456789012:oidc-provider/*",
          "arn:aws:iam::*:oidc-provider/login.example.com"
        })
    void anUnknownProviderIsRefused(String provider) {
      assertRefuses(
          "provider",
          "is no identity provider",
          () -> RolePolicies.webIdentityTrust(provider, "client-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "a*", "${aws:username}", "a b", "a\n"})
    void anAudienceThatIsNoneIsRefused(String audience) {
      assertRefuses(
          "audience",
          "is no audience",
          () -> RolePolicies.webIdentityTrust("accounts.google.com", audience));
    }

    @Test
    void thePrincipalMaySetSourceIdentityAndTags() {
      assertThat(RolePolicies.assumeRoleTrust(ROLE, null))
          .contains("\"AWS\": \"" + ROLE + "\"")
          .contains("sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession")
          .doesNotContain("Condition");
    }

    @Test
    void anExternalIdIsDemandedOfAssumeRoleWhichHasTheKey() {
      String json = RolePolicies.assumeRoleTrust(ROLE, "tenant:7");
      assertThat(json).contains("\"sts:ExternalId\": \"tenant:7\"");
      assertThat(json.substring(0, json.indexOf("ExternalId")))
          .contains("\"Action\": \"sts:AssumeRole\"")
          .doesNotContain("SetSourceIdentity");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "arn:aws:iam::123456789012:root",
          "arn:aws-cn:iam::123456789012:role/a/b/name",
          "arn:aws-us-gov:iam::123456789012:user/joe@example.com",
          "arn:aws:sts::123456789012:assumed-role/app/session",
        })
    void otherPrincipalsAreTaken(String principal) {
      assertThat(RolePolicies.assumeRoleTrust(principal, null)).contains(principal);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "*",
          "123456789012",
          "arn:aws:iam::123456789012:role/*",
          "arn:aws:iam::*:root",
          "arn:aws:iam::123456789012:group/x",
          "arn:aws:s3:::bucket",
          "arn:aws:iam::123456789012:role/x\n"
        })
    void wholeWorldsAreRefused(String principal) {
      assertRefuses(
          "principal",
          "is no principal's ARN",
          () -> RolePolicies.assumeRoleTrust(principal, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "*a", "${aws:x}", "a b"})
    void anExternalIdThatStsWouldRefuseIsRefused(String externalId) {
      assertRefuses(
          "external-id", "is no external id", () -> RolePolicies.assumeRoleTrust(ROLE, externalId));
    }
  }

  @Test
  void revokingNeedsTheInlinePoliciesOfThatRoleAlone() {
    assertThat(RolePolicies.revoking("arn:aws:iam::123456789012:role/p*th/uploader"))
        .contains("iam:PutRolePolicy", "iam:ListRolePolicies")
        .contains("iam:ListRolePolicies", "iam:DeleteRolePolicy")
        .contains("\"Resource\": \"arn:aws:iam::123456789012:role/p${*}th/uploader\"");
    for (String arn :
        List.of("", "*", "arn:aws:iam::123456789012:role/*", "arn:aws:iam::1:role/x")) {
      assertRefuses("role", "is no role's ARN", () -> RolePolicies.revoking(arn));
    }
  }

  @Test
  void textsOfFailuresAreShortAndPlain() {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> RolePolicies.revoking("a\r\n\u202e" + "x".repeat(5_000)))
        .satisfies(
            failed ->
                assertThat(failed.getMessage())
                    .hasSizeLessThan(300)
                    .doesNotContainPattern("\\p{C}"));
  }
}
