package io.uploadgrants.testkit.embedded;

import java.io.IOException;
import java.io.InputStream;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Gives the object of a form the headers of its fields, most of which S3Proxy checks and forgets.
 */
final class FormStore extends StoreLayer {

  /** S3Proxy writes the object in the thread that answers the request. */
  private static final ThreadLocal<@Nullable Form> CURRENT = new ThreadLocal<>();

  FormStore(BlobStore store) {
    super(store);
  }

  /** What answers a request. */
  interface Answering {
    void run() throws IOException;
  }

  /** Answers a request that may be a form. */
  void answering(@Nullable Form form, Answering answering) throws IOException {
    CURRENT.set(form);
    try {
      answering.run();
    } finally {
      CURRENT.remove();
    }
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
    Form form = CURRENT.get();
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
}
