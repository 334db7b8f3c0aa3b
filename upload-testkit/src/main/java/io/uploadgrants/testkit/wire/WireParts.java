package io.uploadgrants.testkit.wire;

import io.uploadgrants.MultipartUpload;
import io.uploadgrants.PartPlan;
import io.uploadgrants.SignedPart;
import io.uploadgrants.testkit.UploadAnswer;
import io.uploadgrants.testkit.UploadPart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The parts of a multipart upload, and the application's word that makes an object of them.
 *
 * @param completion completes the upload, or {@code null} to leave it open
 */
public record WireParts(
    String key, PartPlan plan, List<WirePut> parts, @Nullable PartsCompletion completion)
    implements WireUpload {

  /** Cuts a file as the grant says; a file of another size has its last part longer or shorter. */
  public static WireParts of(MultipartUpload grant, byte[] file) {
    List<WirePut> parts = new ArrayList<>();
    PartPlan plan = grant.plan();
    for (SignedPart part : grant.parts()) {
      int from = Math.toIntExact((part.partNumber() - 1) * plan.partSize());
      boolean last = part.partNumber() == plan.count();
      int to = last ? file.length : Math.toIntExact(from + plan.sizeOf(part.partNumber()));
      byte[] bytes = from > file.length ? new byte[0] : Arrays.copyOfRange(file, from, to);
      parts.add(WirePut.of(grant.key(), new UploadPart(part.url(), part.headers(), bytes)));
    }
    return new WireParts(grant.key(), plan, parts, null);
  }

  @Override
  public WireParts completedBy(S3Client client, String bucket, boolean replacesNothing) {
    return new WireParts(key, plan, parts, new PartsCompletion(client, bucket, replacesNothing));
  }

  @Override
  public Shape shape() {
    return Shape.PARTS;
  }

  @Override
  public List<String> texts() {
    return parts.stream().map(WirePut::texts).flatMap(List::stream).toList();
  }

  @Override
  public UploadAnswer send() {
    return send(parts.get(0)::send);
  }

  /** Sends the first part in another way, and then the others. */
  public UploadAnswer send(Supplier<UploadAnswer> first) {
    UploadAnswer answer = first.get();
    for (WirePut part : parts.subList(1, parts.size())) {
      if (!answer.accepted()) {
        break;
      }
      answer = part.send();
    }
    if (completion == null) {
      return answer;
    }
    return answer.accepted()
        ? completion.complete(key, plan)
        : completion.refused(key, plan, answer);
  }

  /** Returns the first part, which stands for all. */
  public WirePut first() {
    return parts.get(0);
  }
}
