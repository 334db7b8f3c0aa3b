package io.uploadgrants.testkit.embedded.store;

import io.uploadgrants.testkit.embedded.request.Form;
import io.uploadgrants.testkit.embedded.request.S3Error;
import io.uploadgrants.testkit.embedded.request.S3Request;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.gaul.s3proxy.nio2blob.AbstractNio2BlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Does what S3Proxy forgets of a request: it gives the object of a form the headers of its fields,
 * gives an object of parts its storage class, holds the parts against the size and the checksum
 * that complete it, and copies onto nothing where that is a condition.
 */
public final class RequestStore extends StoreLayer {

  private static final String SIZE = "x-amz-mp-object-size";

  /** S3Proxy writes the object in the thread that answers the request. */
  private static final ThreadLocal<@Nullable Current> CURRENT = new ThreadLocal<>();

  private final Object conditionalCopies = new Object();

  public RequestStore(BlobStore store) {
    super(store);
  }

  private record Current(S3Request request, @Nullable Form form) {}

  /** What answers a request. */
  public interface Answering {
    void run() throws IOException;
  }

  /** Answers a request that may be a form. */
  public void answering(S3Request request, @Nullable Form form, Answering answering)
      throws IOException {
    CURRENT.set(new Current(request, form));
    try {
      answering.run();
    } finally {
      CURRENT.remove();
    }
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
    Current current = CURRENT.get();
    Form form = current == null ? null : current.form();
    if (form == null) {
      return super.putBlob(request, payload);
    }
    return super.putBlob(
        request.toBuilder()
            .cacheControl(form.field("cache-control"))
            .contentDisposition(form.field("content-disposition"))
            .contentEncoding(form.field("content-encoding"))
            .storageClass(form.field("x-amz-storage-class"))
            .build(),
        payload);
  }

  /** S3 takes {@code If-None-Match: *} for the destination of a copy, too. */
  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    Current current = CURRENT.get();
    boolean conditional =
        current != null && "*".equals(current.request().getHeader("If-None-Match"));
    if (!conditional) {
      return super.copyBlob(request);
    }
    synchronized (conditionalCopies) {
      if (blobExists(request.destinationBucket(), request.destinationKey())) {
        throw new S3Error(
                412,
                "PreconditionFailed",
                "At least one of the pre-conditions you specified did not hold")
            .with("Condition", "If-None-Match");
      }
      return super.copyBlob(request);
    }
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    Current current = CURRENT.get();
    String declared = current == null ? null : current.request().getHeader(SIZE);
    if (declared != null) {
      long size = size(upload, request);
      if (!declared.equals(Long.toString(size))) {
        throw new S3Error(
            400,
            "InvalidRequest",
            "%s is %s, and the parts have %d bytes.".formatted(SIZE, declared, size));
      }
    }
    WholeChecksum whole = current == null ? null : WholeChecksum.of(current.request(), request);
    MultipartUpload classed = classed(upload);
    return super.completeMultipartUpload(
        whole == null ? classed : whole.verified(classed, request, this::part), request);
  }

  /** Gives the object the storage class with which its upload began. */
  private MultipartUpload classed(MultipartUpload upload) {
    HeadObjectResponse begun =
        blobMetadata(
            HeadObjectRequest.builder()
                .bucket(upload.containerName())
                .key(KnownUploads.stub(upload.id()))
                .build());
    return begun == null
        ? upload
        : new MultipartUpload(
            upload.id(),
            upload.request().toBuilder().storageClass(begun.storageClassAsString()).build(),
            upload.response());
  }

  private InputStream part(MultipartUpload upload, int number) {
    String name = AbstractNio2BlobStore.multipartPartName(upload.id(), upload.blobName(), number);
    return Objects.requireNonNull(getBlob(upload.containerName(), name), "a part that was listed");
  }

  /** Sums up the parts that are named; others may have been uploaded. */
  private long size(MultipartUpload upload, CompleteMultipartUploadRequest request) {
    Map<Integer, Long> sizes =
        listMultipartUpload(upload).stream()
            .collect(Collectors.toMap(Part::partNumber, Part::size));
    return request.multipartUpload().parts().stream()
        .map(CompletedPart::partNumber)
        .map(sizes::get)
        .filter(Objects::nonNull)
        .mapToLong(Long::longValue)
        .sum();
  }
}
