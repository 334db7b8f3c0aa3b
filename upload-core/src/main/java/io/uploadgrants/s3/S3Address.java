package io.uploadgrants.s3;

import io.uploadgrants.ErrorText;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadTarget;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.endpoints.AwsEndpointAttribute;
import software.amazon.awssdk.awscore.endpoints.authscheme.EndpointAuthScheme;
import software.amazon.awssdk.awscore.endpoints.authscheme.SigV4AuthScheme;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.endpoints.S3EndpointParams;
import software.amazon.awssdk.services.s3.endpoints.S3EndpointProvider;

/**
 * Where clients reach a target's bucket, by the AWS SDK's own endpoint rules.
 *
 * @param origin scheme and authority
 * @param host the value of the {@code Host} header
 * @param path the bucket's path: empty in virtual-host style, {@code /bucket} in path style
 * @param region the region that signatures name
 * @param service the service that signatures name
 */
record S3Address(String origin, String host, String path, String region, String service) {

  static S3Address of(UploadTarget target) {
    Endpoint endpoint = resolve(target);
    URI uri = endpoint.endpointUrl().toUri();
    SigV4AuthScheme scheme = sigV4(endpoint.attribute(AwsEndpointAttribute.AUTH_SCHEMES));
    if (scheme == null) {
      throw new UploadConfigurationException(
          "bucket",
          "Uploads to '%s' can't be signed with Signature Version 4, which grants need; multi-region access points and directory buckets aren't supported; use a bucket's name, or the alias or ARN of an access point in one region.",
          target.bucket());
    }
    String host = authority(uri);
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    String signingRegion = scheme.signingRegion();
    String signingName = scheme.signingName();
    return new S3Address(
        uri.getScheme() + "://" + host,
        host,
        path.endsWith("/") ? path.substring(0, path.length() - 1) : path,
        signingRegion == null ? target.region() : signingRegion,
        signingName == null ? "s3" : signingName);
  }

  private static Endpoint resolve(UploadTarget target) {
    URI endpoint = target.publicEndpoint();
    S3EndpointParams params =
        S3EndpointParams.builder()
            .bucket(target.bucket())
            .region(Region.of(target.region()))
            .endpoint(endpoint == null ? null : endpoint.toString())
            .forcePathStyle(target.pathStyle())
            .useDualStack(target.dualStack())
            .useFips(target.fips())
            .accelerate(target.accelerate())
            .useArnRegion(true)
            .useGlobalEndpoint(false)
            .build();
    try {
      return S3EndpointProvider.defaultProvider().resolveEndpoint(params).join();
    } catch (SdkClientException | CompletionException refused) {
      Throwable reason = refused.getCause() == null ? refused : refused.getCause();
      throw new UploadConfigurationException(
          "bucket",
          "There is no endpoint for the bucket '%s' in the region '%s' with these settings: %s; change path style, dual-stack, FIPS, acceleration or the endpoint.",
          target.bucket(),
          target.region(),
          ErrorText.phrase(String.valueOf(reason.getMessage()).replaceFirst("\\.$", "")));
    }
  }

  private static @Nullable SigV4AuthScheme sigV4(@Nullable List<EndpointAuthScheme> schemes) {
    if (schemes != null) {
      for (EndpointAuthScheme scheme : schemes) {
        // Directory buckets have a scheme of their own, below a session that no client has.
        if (scheme instanceof SigV4AuthScheme sigV4 && sigV4.name().equals("sigv4")) {
          return sigV4;
        }
      }
    }
    return null;
  }

  /** Returns host and port as HTTP clients send them: without the scheme's own port. */
  private static String authority(URI uri) {
    boolean own =
        uri.getPort() == -1 || uri.getPort() == (uri.getScheme().equals("https") ? 443 : 80);
    // In lower case, as browsers send it.
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    return own ? host : host + ":" + uri.getPort();
  }
}
