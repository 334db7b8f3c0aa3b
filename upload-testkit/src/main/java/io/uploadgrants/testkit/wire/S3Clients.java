package io.uploadgrants.testkit.wire;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.auth.spi.scheme.AuthSchemeOption;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.auth.scheme.S3AuthSchemeParams;
import software.amazon.awssdk.services.s3.auth.scheme.S3AuthSchemeProvider;

/** The AWS SDK's clients, for a server of the test kit. */
public final class S3Clients {

  /** For all of a call, its retries too: a server may send a byte now and then, for ever. */
  private static final Duration LONGEST_CALL = Duration.ofMinutes(2);

  private S3Clients() {}

  public static S3Client of(
      URI endpoint,
      String region,
      AwsCredentialsProvider credentials,
      @Nullable InstantSource clock) {
    var client =
        S3Client.builder()
            .endpointOverride(endpoint)
            .region(Region.of(region))
            .credentialsProvider(credentials)
            .overrideConfiguration(all -> all.apiCallTimeout(LONGEST_CALL))
            // Some stores refuse the checksums that the SDK puts behind each body otherwise.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .forcePathStyle(true);
    if (clock != null) {
      client.authSchemeProvider(new SignedAt(clock(clock)));
    }
    return client.build();
  }

  /** Returns a clock as the SDK's signers take it. */
  public static Clock clock(InstantSource time) {
    return new SdkClock(time);
  }

  /** Signs at a clock's time; else a server whose time was moved would refuse the request. */
  private record SignedAt(Clock clock) implements S3AuthSchemeProvider {

    @Override
    public List<AuthSchemeOption> resolveAuthScheme(S3AuthSchemeParams params) {
      return S3AuthSchemeProvider.defaultProvider().resolveAuthScheme(params).stream()
          .map(
              option ->
                  option.toBuilder().putSignerProperty(HttpSigner.SIGNING_CLOCK, clock).build())
          .toList();
    }
  }

  /** The SDK wants a clock with a zone, of which it uses the instant. */
  private static final class SdkClock extends Clock {

    private final InstantSource source;

    SdkClock(InstantSource source) {
      this.source = source;
    }

    @Override
    public Instant instant() {
      return source.instant();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return source.withZone(zone);
    }
  }
}
