package io.uploadgrants.testkit.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.Overwrite;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadScope;
import io.uploadgrants.sts.AssumeRoleSource;
import io.uploadgrants.sts.FederationTokenSource;
import io.uploadgrants.sts.LoginProvider;
import io.uploadgrants.sts.SessionSource;
import io.uploadgrants.sts.SubjectSessions;
import io.uploadgrants.sts.TemporaryCredentialsStrategy;
import io.uploadgrants.sts.WebIdentitySource;
import io.uploadgrants.testkit.embedded.EmbeddedS3;
import io.uploadgrants.testkit.embedded.identity.WebIdentity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.StsClient;

/** From a request to an object, through each way to ask STS. */
class ThreeSourcesTests {

  private static final String ROLE = "arn:aws:iam::123456789012:role/uploads";
  private static final LoginProvider GOOGLE = LoginProvider.google();
  private static final String TOKEN = token("accounts.google.com", "good");
  private static final String UNKNOWN = token("accounts.google.com", "unknown");

  @AutoClose private static EmbeddedS3 s3;
  @AutoClose private static StsClient sts;

  enum Source {
    ASSUME_ROLE,
    WEB_IDENTITY,
    FEDERATION_TOKEN;

    SessionSource of(StsClient sts) {
      return switch (this) {
        case ASSUME_ROLE ->
            AssumeRoleSource.of(ROLE)
                .client(sts)
                .externalId("partner")
                .sessionTags(request -> Map.of("profile", request.profile()))
                .build();
        case WEB_IDENTITY -> WebIdentitySource.of(ROLE, GOOGLE).client(sts).build();
        case FEDERATION_TOKEN -> FederationTokenSource.builder().client(sts).build();
      };
    }
  }

  @BeforeAll
  static void start() {
    s3 =
        EmbeddedS3.builder()
            .webIdentities(
                (token, now) ->
                    token.equals(TOKEN)
                        ? Optional.of(
                            new WebIdentity("google-1", "app", "https://accounts.google.com"))
                        : Optional.empty())
            .start();
    sts =
        StsClient.builder()
            .endpointOverride(s3.endpoint())
            .region(Region.of(EmbeddedS3.REGION))
            .credentialsProvider(s3.credentials())
            .build();
  }

  private static String token(String issuer, String subject) {
    return base64("{\"alg\":\"RS256\"}")
        + "."
        + base64("{\"iss\":\"%s\",\"sub\":\"%s\"}".formatted(issuer, subject))
        + "."
        + base64("signature");
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static UploadGrants grants(Source source) {
    return UploadGrants.builder()
        .target(s3.target("photos").build())
        .credentials(s3.credentials())
        .clock(s3.clock())
        .strategy(new TemporaryCredentialsStrategy(SubjectSessions.of(source.of(sts)).build()))
        .profile(
            UploadProfile.named("doc")
                .kinds(GrantKind.TEMPORARY_CREDENTIALS)
                .scope(UploadScope.PREFIX)
                .keys(ObjectKeyPolicy.subjectFolder("users"))
                .overwrite(Overwrite.ALLOWED)
                .validFor(Duration.ofMinutes(15))
                .build())
        .build();
  }

  private static UploadRequest request(String token) {
    return UploadRequest.of("doc").by("alice").login(GOOGLE.name(), token).build();
  }

  @ParameterizedTest
  @EnumSource
  void aSubjectUploadsBelowItsPrefixAndDoesNothingElse(Source source) {
    TemporaryCredentials grant = (TemporaryCredentials) grants(source).grant(request(TOKEN));
    assertThat(grant.key()).isEqualTo("users/alice/");
    try (S3Client user = client(grant)) {
      put(user, "users/alice/a/b.txt");
      assertDenied(() -> put(user, "users/alicex/a.txt"));
      assertDenied(() -> put(user, "users/alice"));
      assertDenied(() -> put(user, "users/bob/a.txt"));
      assertDenied(() -> user.getObject(get -> get.bucket("photos").key("users/alice/a/b.txt")));
      assertDenied(() -> user.listObjectsV2(list -> list.bucket("photos")));
      assertDenied(
          () -> user.deleteObject(delete -> delete.bucket("photos").key("users/alice/a/b.txt")));
    }
  }

  @Test
  void aTokenThatStsRefusesIsToLogInAgain() {
    UploadGrants grants = grants(Source.WEB_IDENTITY);
    assertThatExceptionOfType(UploadRefusedException.class)
        .isThrownBy(() -> grants.grant(request(UNKNOWN)))
        .withMessageContaining("log in again")
        .satisfies(
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED));
    assertThat(grants.grant(request(TOKEN)).key()).isEqualTo("users/alice/");
  }

  private static S3Client client(TemporaryCredentials grant) {
    return S3Client.builder()
        .endpointOverride(s3.endpoint())
        .region(Region.of(EmbeddedS3.REGION))
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create(
                    grant.credentials().accessKeyId(),
                    grant.credentials().secretAccessKey(),
                    grant.credentials().sessionToken())))
        .build();
  }

  private static void put(S3Client client, String key) {
    client.putObject(put -> put.bucket("photos").key(key), RequestBody.fromString("x"));
  }

  private static void assertDenied(ThrowingCallable call) {
    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(call)
        .satisfies(denied -> assertThat(denied.statusCode()).isEqualTo(403));
  }
}
