package io.uploadgrants.testkit.embedded;

import io.uploadgrants.testkit.UploadServer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/** Keys to sign with, and a session's token. */
record Keys(String id, String secret, @Nullable String token) {

  static Keys root(UploadServer server) {
    AwsCredentials root = server.credentials().resolveCredentials();
    return new Keys(root.accessKeyId(), root.secretAccessKey(), null);
  }

  /** Has a session issued by the server's own STS. */
  static Keys session(UploadServer server, String policy) {
    return session(server, assume -> assume.policy(policy).durationSeconds(900));
  }

  static Keys session(UploadServer server, Consumer<AssumeRoleRequest.Builder> more) {
    try (StsClient sts =
        StsClient.builder()
            .endpointOverride(server.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(server.credentials())
            .build()) {
      var issued =
          sts.assumeRole(
                  assume -> {
                    assume.roleArn("arn:aws:iam::123456789012:role/uploader").roleSessionName("u1");
                    more.accept(assume);
                  })
              .credentials();
      return new Keys(issued.accessKeyId(), issued.secretAccessKey(), issued.sessionToken());
    }
  }

  AwsCredentialsProvider provider() {
    return token == null
        ? StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret))
        : StaticCredentialsProvider.create(AwsSessionCredentials.create(id, secret, token));
  }

  Keys withToken(@Nullable String other) {
    return new Keys(id, secret, other);
  }
}
