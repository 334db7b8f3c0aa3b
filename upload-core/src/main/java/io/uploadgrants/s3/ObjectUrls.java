package io.uploadgrants.s3;

import io.uploadgrants.UploadTarget;
import io.uploadgrants.sigv4.PercentEncoder;
import java.net.URI;

/** Where objects are, for those who may read them: addresses without a signature. */
public final class ObjectUrls {

  private ObjectUrls() {}

  /**
   * Returns an object's address, as clients reach the store.
   *
   * @param target the bucket
   * @param key the object's key
   * @return the address
   * @throws io.uploadgrants.UploadConfigurationException when the target has none
   */
  public static URI of(UploadTarget target, String key) {
    S3Address address = S3Address.of(target);
    return URI.create(address.origin() + address.path() + "/" + PercentEncoder.encodePath(key));
  }
}
