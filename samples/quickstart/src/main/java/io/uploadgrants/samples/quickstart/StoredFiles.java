package io.uploadgrants.samples.quickstart;

import io.uploadgrants.UploadTarget;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Looks into the bucket when a page doesn't know what became of its upload. The sample's files are
 * small, so they are read back; see docs/performing-grants.md for large ones.
 */
@Component
class StoredFiles {

  private final S3Client s3;
  private final String bucket;

  StoredFiles(S3Client s3, UploadTarget target) {
    this.s3 = s3;
    this.bucket = target.bucket();
  }

  /**
   * Returns whether a file is stored.
   *
   * @param key the key of its grant
   * @param size its size in bytes
   * @param sha256 its SHA-256 in Base64
   */
  boolean contain(String key, long size, String sha256) throws IOException {
    try (ResponseInputStream<GetObjectResponse> object =
        s3.getObject(get -> get.bucket(bucket).key(key))) {
      if (object.response().contentLength() != size) {
        object.abort();
        return false;
      }
      return sha256.equals(sha256(object));
    } catch (NoSuchKeyException nothing) {
      return false;
    }
  }

  private static String sha256(InputStream bytes) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(bytes, digest).transferTo(OutputStream.nullOutputStream());
      return Base64.getEncoder().encodeToString(digest.digest());
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every Java platform has SHA-256", missing);
    }
  }
}
