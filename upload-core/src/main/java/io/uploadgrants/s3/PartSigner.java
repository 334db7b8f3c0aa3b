package io.uploadgrants.s3;

import io.uploadgrants.PartPlan;
import io.uploadgrants.SignedPart;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.sigv4.PercentEncoder;
import io.uploadgrants.sigv4.PresignRequest;
import io.uploadgrants.sigv4.SigV4Signer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Signs the parts of uploads to one bucket.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html">UploadPart</a>
 */
final class PartSigner {

  private static final String HOST = "host";
  private static final String CONTENT_LENGTH = "content-length";

  private final S3Address address;
  private final SigV4Signer signer;
  private final Map<String, String> toSend;

  PartSigner(UploadTarget target) {
    this.address = S3Address.of(target);
    this.signer = new SigV4Signer(address.region(), address.service());
    UploadRequest none = UploadRequest.of("parts").build();
    Map<String, String> guards = new TreeMap<>();
    for (ObjectHeader header : GuardHeaders.besideParts(target)) {
      String value = header.value().of(none);
      if (value != null) {
        guards.put(header.name(), value);
      }
    }
    this.toSend = Collections.unmodifiableMap(guards);
  }

  List<SignedPart> sign(String key, PartPlan plan, List<Integer> numbers, SigningWindow window) {
    String path = address.path() + "/" + PercentEncoder.encodePath(key);
    String upload = "&uploadId=" + PercentEncoder.encode(plan.uploadId());
    List<SignedPart> parts = new ArrayList<>(numbers.size());
    for (int number : numbers) {
      Long size = plan.isOpen() ? null : plan.sizeOf(number);
      PresignRequest put =
          new PresignRequest(
              "PUT", address.origin(), path, "partNumber=" + number + upload, headers(size));
      String url = signer.presign(put, window.credentials(), window.start(), window.seconds());
      parts.add(new SignedPart(number, size, url, toSend));
    }
    return parts;
  }

  /** Returns names and values in turn, sorted by name. */
  private List<String> headers(@Nullable Long size) {
    List<String> headers = new ArrayList<>(2 * toSend.size() + 4);
    if (size != null) {
      Collections.addAll(headers, CONTENT_LENGTH, Long.toString(size));
    }
    Collections.addAll(headers, HOST, address.host());
    // Behind the other two: their names begin with x-amz-.
    toSend.forEach((name, value) -> Collections.addAll(headers, name, value));
    return headers;
  }
}
