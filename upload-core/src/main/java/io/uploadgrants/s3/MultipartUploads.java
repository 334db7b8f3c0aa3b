package io.uploadgrants.s3;

import io.uploadgrants.ErrorText;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.aws.CallSettings;
import io.uploadgrants.aws.ServiceErrors;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Starts uploads in parts, and aborts those whose grant was withheld.
 *
 * @param clients finds the client of a target
 * @param target the bucket
 */
record MultipartUploads(Function<UploadTarget, S3Client> clients, UploadTarget target) {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Credentials that are there already. */
  private record Known(AwsCredentialsIdentity credentials)
      implements IdentityProvider<AwsCredentialsIdentity> {

    @Override
    public Class<AwsCredentialsIdentity> identityType() {
      return AwsCredentialsIdentity.class;
    }

    @Override
    public CompletableFuture<AwsCredentialsIdentity> resolveIdentity(
        ResolveIdentityRequest request) {
      return CompletableFuture.completedFuture(credentials);
    }
  }

  /**
   * Starts an upload.
   *
   * @param headers what the object is to be, names in lower case
   * @return S3's id of the upload
   */
  String start(String key, Map<String, String> headers, AwsCredentialsIdentity credentials) {
    String id = created(key, headers, credentials);
    if (id == null || id.isEmpty()) {
      throw new IssuanceFailedException(
          "The store started an upload and told no id of it, so no part can be sent there.", null);
    }
    return id;
  }

  private @Nullable String created(
      String key, Map<String, String> headers, AwsCredentialsIdentity credentials) {
    try {
      return clients
          .apply(target)
          .createMultipartUpload(
              create ->
                  create
                      .bucket(target.bucket())
                      .key(key)
                      .overrideConfiguration(
                          call -> {
                            signedBy(credentials).accept(call);
                            // As they are, so that they can't differ from those of a PUT.
                            headers.forEach(call::putHeader);
                          }))
          .uploadId();
    } catch (SdkException failed) {
      throw new IssuanceFailedException(
          ErrorText.of(
              "The upload couldn't be started in bucket '%s': %s; check that the credentials that sign may do s3:PutObject there.",
              target.bucket(), ErrorText.phrase(ServiceErrors.summary(failed))),
          failed);
    }
  }

  /** Aborts an upload, also in a thread that is interrupted, in which the SDK sends nothing. */
  void abort(String key, String uploadId, AwsCredentialsIdentity credentials) {
    boolean interrupted = Thread.interrupted();
    try {
      clients
          .apply(target)
          .abortMultipartUpload(
              abort ->
                  abort
                      .bucket(target.bucket())
                      .key(key)
                      .uploadId(uploadId)
                      .expectedBucketOwner(target.expectedBucketOwner())
                      .overrideConfiguration(signedBy(credentials)));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Consumer<AwsRequestOverrideConfiguration.Builder> signedBy(
      AwsCredentialsIdentity credentials) {
    return call -> {
      CallSettings.within(TIMEOUT).accept(call);
      call.credentialsProvider(new Known(credentials));
    };
  }
}
