package io.uploadgrants.s3;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.ErrorText;
import io.uploadgrants.GrantKind;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import org.jspecify.annotations.Nullable;

/**
 * What S3 takes in one request.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html">Uploading
 *     objects</a>
 */
final class SingleRequest {

  /** Bytes: 5 GiB. */
  static final long MAX_SIZE = GrantKind.PRESIGNED_PUT.maxSize();

  private SingleRequest() {}

  static void check(UploadProfile profile) {
    Long greatest = profile.constraints().maxSize();
    // Larger files get the other kind.
    boolean alone = profile.kinds().stream().allMatch(kind -> kind.maxSize() <= MAX_SIZE);
    if (exceeds(profile.constraints().minSize()) || exceeds(greatest) && alone) {
      throw new UploadConfigurationException(
          "profiles." + profile.name() + ".max-size",
          "Profile '%s' allows files of up to %s bytes, and S3 takes at most %d in one request; allow less.",
          profile.name(),
          greatest,
          MAX_SIZE);
    }
  }

  /** For profiles without a maximum size of their own. */
  static void check(UploadRequest request) {
    if (exceeds(request.size())) {
      throw new UploadRefusedException(
          ErrorCode.TOO_LARGE,
          ErrorText.of(
              "The file has %d bytes; S3 takes at most %d in one request.",
              request.size(), MAX_SIZE),
          MAX_SIZE,
          request.size());
    }
  }

  private static boolean exceeds(@Nullable Long size) {
    return size != null && size > MAX_SIZE;
  }
}
