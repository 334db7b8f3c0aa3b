package io.uploadgrants.testkit.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Loses no bytes: the store makes a key that ends in a slash a folder and drops its content, so
 * only an object without content may have one.
 */
final class FolderKeys extends ForwardingBlobStore {

  FolderKeys(BlobStore store) {
    super(store);
  }

  private static boolean isFolder(String key) {
    return key.endsWith("/");
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
    if (isFolder(request.key()) && hasContent(payload)) {
      throw refusal();
    }
    return super.putBlob(request, payload);
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    if (isFolder(request.destinationKey())) {
      HeadObjectResponse source =
          blobMetadata(
              HeadObjectRequest.builder()
                  .bucket(request.sourceBucket())
                  .key(request.sourceKey())
                  .build());
      if (source != null && source.contentLength() > 0) {
        throw refusal();
      }
    }
    return super.copyBlob(request);
  }

  @Override
  public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
    if (isFolder(request.key())) {
      throw refusal();
    }
    return super.initiateMultipartUpload(request);
  }

  private static boolean hasContent(InputStream payload) {
    try {
      return payload.read() >= 0;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static S3Error refusal() {
    return S3Error.invalidArgument(
        "The key ends in a slash, as that of a form does whose file has no name. The embedded"
            + " server keeps objects as files, and such a key is a folder, which has no content."
            + " Send the file's name, use another key, or another server.");
  }
}
