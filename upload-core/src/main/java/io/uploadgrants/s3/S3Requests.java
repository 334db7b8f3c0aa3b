package io.uploadgrants.s3;

import io.uploadgrants.UploadTarget;
import io.uploadgrants.sigv4.PercentEncoder;
import io.uploadgrants.sigv4.PresignRequest;
import io.uploadgrants.sigv4.SigV4Signer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Signs the requests to one bucket that aren't grants, each as a URL. Thread-safe. */
public final class S3Requests {

  private final S3Address address;
  private final SigV4Signer signer;

  private S3Requests(S3Address address) {
    this.address = address;
    this.signer = new SigV4Signer(address.region(), address.service());
  }

  /**
   * Creates a signer of requests.
   *
   * @param target the bucket, at its public endpoint
   * @return the signer
   * @throws io.uploadgrants.UploadConfigurationException when nothing can be signed for the target
   */
  public static S3Requests of(UploadTarget target) {
    return new S3Requests(S3Address.of(target));
  }

  /**
   * A request.
   *
   * @param method the HTTP method
   * @param key the object's key, or an empty text for the bucket
   * @param query parameters and values, not yet encoded; names in lower case
   * @param headers headers and values to sign, names in lower case; {@code host} is added
   */
  public record Request(
      String method, String key, Map<String, String> query, Map<String, String> headers) {

    /**
     * Returns a request for an object, without parameters or headers to sign.
     *
     * @param method the HTTP method
     * @param key the object's key
     * @return the request
     */
    public static Request of(String method, String key) {
      return new Request(method, key, Map.of(), Map.of());
    }
  }

  /**
   * Signs a request whose payload isn't signed.
   *
   * @param request what to sign
   * @param credentials who signs
   * @param now the present
   * @param validity how long the URL is valid, in whole seconds up to seven days
   * @return the URL, which goes with the request's headers
   */
  public String presign(
      Request request, AwsCredentialsIdentity credentials, Instant now, Duration validity) {
    Map<String, String> headers = new TreeMap<>(request.headers());
    headers.put("host", address.host());
    List<String> signed = new ArrayList<>(2 * headers.size());
    headers.forEach(
        (name, value) -> {
          signed.add(name);
          signed.add(value);
        });
    String path = address.path() + "/" + PercentEncoder.encodePath(request.key());
    PresignRequest presigned =
        new PresignRequest(
            request.method(),
            address.origin(),
            path,
            PercentEncoder.query(new TreeMap<>(request.query())),
            signed);
    return signer.presign(presigned, credentials, now, validity.toSeconds());
  }
}
