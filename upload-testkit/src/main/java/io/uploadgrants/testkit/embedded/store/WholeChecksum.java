package io.uploadgrants.testkit.embedded.store;

import io.uploadgrants.testkit.embedded.request.S3Error;
import io.uploadgrants.testkit.embedded.request.S3Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.gaul.s3proxy.checksum.FlexChecksum;
import org.gaul.s3proxy.checksum.MpuChecksums;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.checksums.SdkChecksum;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * The checksum of a whole object that was uploaded in parts. S3Proxy verifies it only where each
 * part has one of its own too, which S3 doesn't ask for.
 *
 * @param algorithm how it is computed
 * @param value what the request declares, in Base64
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html">Full
 *     object and composite checksums</a>
 */
record WholeChecksum(FlexChecksum algorithm, String value) {

  private static final int BUFFER = 1 << 16;

  /** Opens a part of an upload. */
  interface Parts {
    InputStream open(MultipartUpload upload, int number);
  }

  /** Returns what a request declares that S3Proxy passes over, or {@code null}. */
  static @Nullable WholeChecksum of(S3Request request, CompleteMultipartUploadRequest completion) {
    for (FlexChecksum algorithm : FlexChecksum.values()) {
      String value = request.getHeader(algorithm.header());
      if (value != null
          && completion.multipartUpload().parts().stream().allMatch(part -> isBare(part))) {
        return new WholeChecksum(algorithm, value);
      }
    }
    return null;
  }

  private static boolean isBare(CompletedPart part) {
    return part.checksumCRC32() == null
        && part.checksumCRC32C() == null
        && part.checksumCRC64NVME() == null
        && part.checksumSHA1() == null
        && part.checksumSHA256() == null;
  }

  /** Returns the upload with its checksum, which is then the object's. */
  MultipartUpload verified(
      MultipartUpload upload, CompleteMultipartUploadRequest completion, Parts parts) {
    if (!algorithm.supportsFullObject() || !value.equals(computed(upload, completion, parts))) {
      throw new S3Error(
          400,
          "BadDigest",
          "The %s you specified did not match the calculated checksum.".formatted(algorithm));
    }
    Map<String, String> metadata = new LinkedHashMap<>(upload.request().metadata());
    metadata.remove(MpuChecksums.TYPE_METADATA_KEY);
    metadata.put(algorithm.metadataKey(), value);
    return new MultipartUpload(
        upload.id(), upload.request().toBuilder().metadata(metadata).build(), upload.response());
  }

  private String computed(
      MultipartUpload upload, CompleteMultipartUploadRequest completion, Parts parts) {
    SdkChecksum checksum = algorithm.newChecksum();
    byte[] buffer = new byte[BUFFER];
    List<CompletedPart> all = completion.multipartUpload().parts();
    for (CompletedPart part : all) {
      try (InputStream in = parts.open(upload, part.partNumber())) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          checksum.update(buffer, 0, read);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return Base64.getEncoder().encodeToString(checksum.getChecksumBytes());
  }
}
