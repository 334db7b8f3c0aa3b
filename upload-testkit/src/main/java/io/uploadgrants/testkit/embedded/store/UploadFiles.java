package io.uploadgrants.testkit.embedded.store;

import java.io.InputStream;
import java.util.List;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** Keeps uploads in parts under the names that their objects will have. */
final class UploadFiles extends StoreLayer {

  /** Before the key in a part's name: {@code .mpus-}, the upload's id and a hyphen. */
  private static final int BEFORE_KEY = 43;

  UploadFiles(BlobStore store) {
    super(store);
  }

  private static MultipartUpload named(MultipartUpload upload) {
    CreateMultipartUploadRequest request = upload.request();
    return new MultipartUpload(upload.id(), named(request), upload.response());
  }

  private static CreateMultipartUploadRequest named(CreateMultipartUploadRequest request) {
    return request.toBuilder().key(ObjectNames.of(request.key())).build();
  }

  @Override
  public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
    MultipartUpload upload = super.initiateMultipartUpload(named(request));
    return new MultipartUpload(upload.id(), request, upload.response());
  }

  @Override
  public UploadPartResponse uploadMultipartPart(
      MultipartUpload upload, UploadPartRequest request, InputStream payload) {
    String name = ObjectNames.of(request.key());
    return super.uploadMultipartPart(named(upload), request.toBuilder().key(name).build(), payload);
  }

  @Override
  public List<Part> listMultipartUpload(MultipartUpload upload) {
    return super.listMultipartUpload(named(upload));
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    String name = ObjectNames.of(request.key());
    return super.completeMultipartUpload(named(upload), request.toBuilder().key(name).build());
  }

  @Override
  public void abortMultipartUpload(MultipartUpload upload) {
    super.abortMultipartUpload(named(upload));
  }

  @Override
  public List<software.amazon.awssdk.services.s3.model.MultipartUpload> listMultipartUploads(
      String bucket) {
    return super.listMultipartUploads(bucket).stream()
        .map(each -> each.toBuilder().key(ObjectNames.key(each.key())).build())
        .filter(each -> each.key() != null)
        .toList();
  }

  @Override
  public @Nullable ResponseInputStream<GetObjectResponse> getBlob(String bucket, String part) {
    int number = part.lastIndexOf('-');
    String key = ObjectNames.of(part.substring(BEFORE_KEY, number));
    return super.getBlob(bucket, part.substring(0, BEFORE_KEY) + key + part.substring(number));
  }
}
