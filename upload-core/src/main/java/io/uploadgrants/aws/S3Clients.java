package io.uploadgrants.aws;

import io.uploadgrants.UploadTarget;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** The AWS SDK's clients of the stores that uploads go to: one for each, however many buckets. */
public final class S3Clients implements AutoCloseable {

  private final AwsCredentialsProvider credentials;
  private final Consumer<S3ClientBuilder> settings;
  private final Map<Place, S3Client> clients = new ConcurrentHashMap<>();

  /** What makes two targets one store, as the application reaches it. */
  private record Place(
      String region, @Nullable URI endpoint, boolean pathStyle, boolean dualStack, boolean fips) {

    static Place of(UploadTarget target) {
      return new Place(
          target.region(),
          // Where the application has no way of its own to the store, it goes the clients' way.
          target.endpoint() == null ? target.publicEndpoint() : target.endpoint(),
          target.pathStyle(),
          target.dualStack(),
          target.fips());
    }
  }

  /**
   * Makes no client yet.
   *
   * @param credentials what signs requests that don't bring their own, or {@code null} for the
   *     SDK's default chain; whoever made them closes them
   * @param settings sets up each client before it is made
   */
  public S3Clients(
      @Nullable AwsCredentialsProvider credentials, Consumer<S3ClientBuilder> settings) {
    this.credentials =
        credentials == null ? DefaultCredentialsProvider.builder().build() : credentials;
    this.settings = settings;
  }

  /**
   * Returns the client of a target's store.
   *
   * @param target a target
   * @return the same client for all targets of one store
   */
  public S3Client of(UploadTarget target) {
    return clients.computeIfAbsent(Place.of(target), this::make);
  }

  private S3Client make(Place place) {
    return S3Client.builder()
        .region(Region.of(place.region()))
        .endpointOverride(place.endpoint())
        .forcePathStyle(place.pathStyle())
        .dualstackEnabled(place.dualStack())
        .fipsEnabled(place.fips())
        .credentialsProvider(credentials)
        .serviceConfiguration(service -> service.useArnRegionEnabled(true))
        // What is read in part has the checksum of the whole, and stores refuse what they don't
        // know.
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .applyMutation(settings)
        .build();
  }

  /** Closes the clients. */
  @Override
  public void close() {
    clients.values().forEach(S3Client::close);
  }
}
