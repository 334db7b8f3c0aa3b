package io.uploadgrants.testkit.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.testkit.embedded.identity.WebIdentities;
import io.uploadgrants.testkit.embedded.identity.WebIdentity;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.InvalidIdentityTokenException;

/** A token of somebody else's login becomes credentials, where the builder was given a verifier. */
class EmbeddedWebIdentityTests {

  private static final String OWN_PREFIX =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:PutObject",
        "Resource":"arn:aws:s3:::photos/${cognito-identity.amazonaws.com:sub}/*"}]}
      """;

  private static Credentials assume(EmbeddedS3 server, String token) {
    try (StsClient sts =
        StsClient.builder()
            .endpointOverride(server.endpoint())
            .region(Region.of(EmbeddedS3.REGION))
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .build()) {
      return sts.assumeRoleWithWebIdentity(
              role ->
                  role.roleArn("arn:aws:iam::123456789012:role/any")
                      .roleSessionName("test")
                      .webIdentityToken(token)
                      .policy(OWN_PREFIX))
          .credentials();
    }
  }

  @Test
  void aVerifiedTokenWritesBelowThePrefixOfItsSubject() {
    WebIdentities verifier =
        (token, now) ->
            token.equals("token-of-alice")
                ? Optional.of(
                    new WebIdentity("eu-west-1:alice", "pool", "cognito-identity.amazonaws.com"))
                : Optional.empty();
    try (EmbeddedS3 server = EmbeddedS3.builder().webIdentities(verifier).start()) {
      server.makeBucket("photos");
      Credentials session = assume(server, "token-of-alice");
      try (S3Client alice = client(server, session)) {
        put(alice, "eu-west-1:alice/f");
        for (String other : new String[] {"eu-west-1:bob/f", "eu-west-1:alice2/f", "f"}) {
          assertThatThrownBy(() -> put(alice, other))
              .isInstanceOfSatisfying(
                  S3Exception.class, refused -> assertThat(refused.statusCode()).isEqualTo(403));
        }
      }
      assertThatThrownBy(() -> assume(server, "token-of-mallory"))
          .isInstanceOf(InvalidIdentityTokenException.class);
    }
  }

  @Test
  void withoutAVerifierEveryTokenIsRefused() {
    try (EmbeddedS3 server = EmbeddedS3.builder().start()) {
      assertThatThrownBy(() -> assume(server, "token-of-alice"))
          .isInstanceOf(InvalidIdentityTokenException.class)
          .hasMessageContaining("webIdentities");
    }
  }

  private static S3Client client(EmbeddedS3 server, Credentials session) {
    return S3Client.builder()
        .endpointOverride(server.endpoint())
        .region(Region.of(EmbeddedS3.REGION))
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create(
                    session.accessKeyId(), session.secretAccessKey(), session.sessionToken())))
        .build();
  }

  private static void put(S3Client client, String key) {
    client.putObject(put -> put.bucket("photos").key(key), RequestBody.fromString("x"));
  }
}
