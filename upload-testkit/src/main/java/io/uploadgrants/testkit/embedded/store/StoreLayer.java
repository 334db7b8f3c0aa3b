package io.uploadgrants.testkit.embedded.store;

import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;

/**
 * A layer over a store. It forwards all, also what S3Proxy's class leaves to the interface, whose
 * defaults don't know what the layers below make of it.
 */
abstract class StoreLayer extends ForwardingBlobStore {

  StoreLayer(BlobStore store) {
    super(store);
  }

  @Override
  public ListObjectsResponse listV1(ListObjectsRequest request) {
    return delegate().listV1(request);
  }

  /**
   * Reads a part of an upload, under the name that S3Proxy gives it; objects are read otherwise.
   */
  @Override
  public @Nullable ResponseInputStream<GetObjectResponse> getBlob(String bucket, String part) {
    return delegate().getBlob(bucket, part);
  }
}
