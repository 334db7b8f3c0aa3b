package io.uploadgrants.testkit.embedded.store;

import io.uploadgrants.testkit.embedded.request.S3Error;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * A store, as a request for one key sees it: an upload's id is good for the upload's own key. The
 * store behind it takes parts for any id and any key, so that one session could write into
 * another's upload.
 */
public final class KnownUploads extends StoreLayer {

  /** The object by which S3Proxy knows that an upload exists. */
  private static final String STUB = ".s3proxy-mpu-stub-";

  /** By bucket and id; those of an earlier run in the same folder are looked up. */
  private final Map<List<String>, String> keys;

  private final @Nullable String key;

  /** The stub of an upload that this request has completed, which S3Proxy then looks up. */
  private volatile @Nullable String ended;

  public KnownUploads(BlobStore store) {
    this(store, new ConcurrentHashMap<>(), null);
  }

  private KnownUploads(BlobStore store, Map<List<String>, String> keys, @Nullable String key) {
    super(store);
    this.keys = keys;
    this.key = key;
  }

  public KnownUploads of(@Nullable String requested) {
    return new KnownUploads(delegate(), keys, requested);
  }

  @Override
  public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
    MultipartUpload upload = super.initiateMultipartUpload(request);
    keys.put(List.of(upload.containerName(), upload.id()), upload.blobName());
    return upload;
  }

  @Override
  public boolean blobExists(String bucket, String name) {
    return isOwn(bucket, name) && super.blobExists(bucket, name);
  }

  @Override
  public @Nullable HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    return isOwn(request.bucket(), request.key()) ? super.blobMetadata(request) : null;
  }

  @Override
  public UploadPartResponse uploadMultipartPart(
      MultipartUpload upload, UploadPartRequest request, InputStream payload) {
    check(upload);
    return super.uploadMultipartPart(upload, request, payload);
  }

  @Override
  public List<Part> listMultipartUpload(MultipartUpload upload) {
    check(upload);
    return super.listMultipartUpload(upload);
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    CompleteMultipartUploadResponse response = super.completeMultipartUpload(upload, request);
    keys.remove(List.of(upload.containerName(), upload.id()));
    ended = stub(upload.id());
    return response;
  }

  @Override
  public void abortMultipartUpload(MultipartUpload upload) {
    check(upload);
    keys.remove(List.of(upload.containerName(), upload.id()));
    super.abortMultipartUpload(upload);
  }

  /** Returns the name of the object by which S3Proxy knows an upload, and what it began with. */
  static String stub(String id) {
    return STUB + id;
  }

  /** Whether a key is that of an upload's stub, which S3Proxy refuses to clients. */
  static boolean isStub(String name) {
    return name.startsWith(STUB);
  }

  /** Whether a name is an object's, or the stub of an upload of this key. */
  private boolean isOwn(String bucket, String name) {
    return key == null
        || !isStub(name)
        || name.equals(ended)
        || isKnown(bucket, key, name.substring(STUB.length()));
  }

  private boolean isKnown(String bucket, String name, String id) {
    String known = keys.get(List.of(bucket, id));
    return known != null
        ? known.equals(name)
        : listMultipartUploads(bucket).stream()
            .anyMatch(each -> each.uploadId().equals(id) && each.key().equals(name));
  }

  private void check(MultipartUpload upload) {
    if (!isKnown(upload.containerName(), upload.blobName(), upload.id())) {
      throw new S3Error(
          404,
          "NoSuchUpload",
          "The specified upload does not exist. The upload ID may be invalid, or the upload may"
              + " have been aborted or completed.");
    }
  }
}
