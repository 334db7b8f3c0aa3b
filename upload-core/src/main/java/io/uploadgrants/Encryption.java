package io.uploadgrants;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Server-side encryption that an upload must ask for.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/serv-side-encryption.html">Server-side
 *     encryption</a>
 */
public sealed interface Encryption {

  /**
   * Returns encryption with keys that S3 manages.
   *
   * @return SSE-S3
   */
  static Encryption sseS3() {
    return new SseS3();
  }

  /**
   * Returns encryption with a KMS key.
   *
   * @param keyId the key's id, ARN or alias ARN; {@code null} for the AWS managed key
   * @return SSE-KMS without an encryption context
   */
  static Encryption sseKms(@Nullable String keyId) {
    return new SseKms(keyId, Map.of(), null);
  }

  /** Encryption with keys that S3 manages (SSE-S3, AES256). */
  record SseS3() implements Encryption {}

  /**
   * Encryption with a KMS key (SSE-KMS).
   *
   * @param keyId the key's id, ARN or alias ARN; {@code null} for the AWS managed key
   * @param context the encryption context, without secrets: it stands in CloudTrail
   * @param bucketKey whether to use an S3 bucket key; {@code null} for the bucket's own setting
   */
  record SseKms(@Nullable String keyId, Map<String, String> context, @Nullable Boolean bucketKey)
      implements Encryption {

    /** Checks the key's id and copies the context. */
    public SseKms {
      context = Map.copyOf(new TreeMap<>(context));
      if (keyId != null && !keyId.matches("[A-Za-z0-9:/_-]{1,2048}")) {
        throw new UploadConfigurationException(
            "encryption.key-id",
            "'%s' is no KMS key id; give the id, the ARN or the alias ARN of a key.",
            keyId);
      }
    }
  }
}
