package io.uploadgrants.s3;

import io.uploadgrants.Checksum;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The headers of the request that starts an upload in parts: those that a PUT of the same object
 * has, so that the two can't differ.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html">CreateMultipartUpload</a>
 */
public final class CreateHeaders {

  private CreateHeaders() {}

  /**
   * Returns what an object is to be; a checksum of the whole is told when it is completed.
   *
   * @param profile the object's profile
   * @param target where it goes
   * @param request who asks for what
   * @param uploadId what the object carries as the metadata {@link
   *     io.uploadgrants.GrantDraft#UPLOAD_ID}, or {@code null}
   * @return values by name, in lower case
   */
  public static Map<String, String> of(
      UploadProfile profile,
      UploadTarget target,
      UploadRequest request,
      @Nullable String uploadId) {
    List<ObjectHeader> all = new ArrayList<>(ObjectHeaders.of(profile, target));
    all.addAll(ObjectHeaders.of(request, profile));
    if (uploadId != null) {
      all.add(ObjectHeaders.uploadId(uploadId));
    }
    all.removeIf(header -> header.constraint() == UploadConstraint.CHECKSUM);
    all.sort(Comparator.comparing(ObjectHeader::name));
    Map<String, String> headers = new LinkedHashMap<>();
    for (ObjectHeader header : all) {
      String value = header.value().of(request);
      if (value != null) {
        headers.put(header.name(), value);
      }
    }
    Checksum checksum = request.checksum();
    if (checksum != null) {
      headers.put("x-amz-checksum-algorithm", checksum.algorithm().name());
      headers.put("x-amz-checksum-type", "FULL_OBJECT");
    }
    return headers;
  }
}
