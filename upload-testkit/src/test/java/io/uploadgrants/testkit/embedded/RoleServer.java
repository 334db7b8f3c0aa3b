package io.uploadgrants.testkit.embedded;

import static io.uploadgrants.testkit.embedded.Iams.policy;

import io.uploadgrants.testkit.embedded.identity.WebIdentities;
import io.uploadgrants.testkit.embedded.identity.WebIdentity;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** A server for tests of roles, with a bucket and every login that somebody claims. */
record RoleServer(EmbeddedS3 server) {

  static final String BUCKET = "photos";
  static final String ROLE = "arn:aws:iam::123456789012:role/uploads/";

  private static final RequestBody BYTES = RequestBody.fromString("x");

  static void with(EmbeddedS3.Builder builder, Consumer<RoleServer> use) {
    WebIdentities verifier =
        (token, now) ->
            Optional.of(new WebIdentity(token, "pool", "https://cognito-identity.amazonaws.com"));
    try (EmbeddedS3 server = builder.webIdentities(verifier).start()) {
      server.makeBucket(BUCKET);
      use.accept(new RoleServer(server));
    }
  }

  StsClient sts(AwsCredentialsProvider credentials) {
    return StsClient.builder()
        .endpointOverride(server.endpoint())
        .region(Region.of(EmbeddedS3.REGION))
        .credentialsProvider(credentials)
        .build();
  }

  IamClient iam(AwsCredentialsProvider credentials) {
    return Iams.client(server.endpoint(), credentials);
  }

  S3Client s3(AwsCredentialsProvider credentials) {
    return S3Client.builder()
        .endpointOverride(server.endpoint())
        .region(Region.of(EmbeddedS3.REGION))
        .forcePathStyle(true)
        .credentialsProvider(credentials)
        .build();
  }

  /** A session of the role. */
  AwsCredentialsProvider session(String role) {
    try (StsClient sts = sts(server.credentials())) {
      return provider(
          sts.assumeRole(a -> a.roleArn(ROLE + role).roleSessionName("alice")).credentials());
    }
  }

  /** A session of the role "own" for somebody's login. */
  AwsCredentialsProvider subject(String subject, @Nullable String policy) {
    try (StsClient sts = sts(AnonymousCredentialsProvider.create())) {
      return provider(
          sts.assumeRoleWithWebIdentity(
                  assume ->
                      assume
                          .roleArn(ROLE + "own")
                          .roleSessionName("web")
                          .webIdentityToken(subject)
                          .policy(policy))
              .credentials());
    }
  }

  AwsCredentialsProvider subject(String subject) {
    return subject(subject, null);
  }

  void put(AwsCredentialsProvider credentials, String key) {
    try (S3Client s3 = s3(credentials)) {
      s3.putObject(put -> put.bucket(BUCKET).key(key), BYTES);
    }
  }

  List<String> keys() {
    try (S3Client s3 = s3(server.credentials())) {
      return s3.listObjectsV2(list -> list.bucket(BUCKET)).contents().stream()
          .map(each -> each.key())
          .toList();
    }
  }

  private static AwsCredentialsProvider provider(Credentials session) {
    return StaticCredentialsProvider.create(
        AwsSessionCredentials.create(
            session.accessKeyId(), session.secretAccessKey(), session.sessionToken()));
  }
}
