package io.uploadgrants.s3;

import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.EnforcedBy;
import io.uploadgrants.GrantIssuer;
import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantStrategy;
import io.uploadgrants.MultipartSettings;
import io.uploadgrants.Overwrite;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.aws.S3Clients;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Multipart uploads: the application starts each in the store, and says there what the object is to
 * be; the client gets a presigned URL for each part, with the part's exact length.
 *
 * <p>Of the store it takes one request a grant, {@code CreateMultipartUpload}. What is started and
 * never completed stays in the bucket, and is paid for, until a lifecycle rule aborts it ({@code
 * AbortIncompleteMultipartUpload}).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html">CreateMultipartUpload</a>
 */
public final class MultipartStrategy implements GrantStrategy, AutoCloseable {

  /** Of these S3 verifies one for all parts together; of others only one of the parts' own. */
  private static final Set<ChecksumAlgorithm> OF_THE_WHOLE =
      EnumSet.of(ChecksumAlgorithm.CRC32, ChecksumAlgorithm.CRC32C, ChecksumAlgorithm.CRC64NVME);

  private final Function<UploadTarget, S3Client> clients;
  private final @Nullable S3Clients own;

  /** Creates the strategy with clients of its own; {@link java.util.ServiceLoader} does. */
  public MultipartStrategy() {
    this(new S3Clients(null, client -> {}));
  }

  private MultipartStrategy(S3Clients own) {
    this.clients = own::of;
    this.own = own;
  }

  /**
   * Returns the strategy with clients of its own, to be closed with it.
   *
   * @param settings sets up each client before it is made, with time limits for instance; its place
   *     is set, and its credentials come with each request
   * @return the strategy
   */
  public static MultipartStrategy withClientSettings(Consumer<S3ClientBuilder> settings) {
    return new MultipartStrategy(new S3Clients(null, Objects.requireNonNull(settings, "settings")));
  }

  /**
   * Creates the strategy.
   *
   * @param clients finds the client of a target; whoever made it closes it. Requests bring the
   *     credentials that sign the profile's grants
   */
  public MultipartStrategy(Function<UploadTarget, S3Client> clients) {
    this.clients = Objects.requireNonNull(clients, "clients");
    this.own = null;
  }

  @Override
  public GrantKind kind() {
    return GrantKind.MULTIPART;
  }

  /**
   * Else a part could be the copy of another object, which the client may not read; or one that
   * broke off, filled up to its size with what nobody has sent.
   */
  @Override
  public Set<StoreFeature> needs() {
    return EnumSet.of(StoreFeature.UNSIGNED_COPIES_REFUSED, StoreFeature.WHOLE_UPLOADS);
  }

  @Override
  public Map<UploadConstraint, EnforcedBy> enforces(UploadProfile profile, UploadTarget target) {
    Set<UploadConstraint> enforced = StorageEnforced.byCreate(target).of(profile);
    StorageEnforced.removeUnless(
        profile.scope() == UploadScope.OBJECT, enforced, UploadConstraint.KEY);
    StorageEnforced.removeUnless(
        isOfTheWhole(profile.constraints().checksum()), enforced, UploadConstraint.CHECKSUM);
    if (guardsKey(profile, target)) {
      enforced.add(UploadConstraint.NO_OVERWRITE);
    } else {
      enforced.remove(UploadConstraint.NO_OVERWRITE);
    }
    return StorageEnforced.map(enforced);
  }

  /** Returns whether S3 verifies a checksum of an object that was uploaded in parts. */
  static boolean isOfTheWhole(@Nullable ChecksumAlgorithm algorithm) {
    return algorithm == null || OF_THE_WHOLE.contains(algorithm);
  }

  private static boolean guardsKey(UploadProfile profile, UploadTarget target) {
    return profile.constraints().overwrite() != Overwrite.ALLOWED
        && target.supports(StoreFeature.CONDITIONAL_COMPLETES);
  }

  @Override
  public GrantIssuer prepare(
      UploadProfile profile, UploadTarget target, SigningCredentials credentials) {
    MultipartSettings settings =
        profile
            .grants(MultipartSettings.class)
            .orElseThrow(() -> new IllegalArgumentException("The profile has no such kind"));
    return new MultipartIssuer(
        profile,
        target,
        settings.partSize(),
        credentials,
        enforces(profile, target),
        new MultipartUploads(clients, target));
  }

  /** Closes the clients that were made here. */
  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
  }
}
