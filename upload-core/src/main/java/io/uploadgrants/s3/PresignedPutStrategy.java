package io.uploadgrants.s3;

import io.uploadgrants.EnforcedBy;
import io.uploadgrants.GrantIssuer;
import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantStrategy;
import io.uploadgrants.Overwrite;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import java.util.Map;
import java.util.Set;

/**
 * Presigned PUTs that bind what AWS's own presigner leaves open: the exact length, the type, the
 * checksum, and {@code If-None-Match: *}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html">Authenticating
 *     requests: using query parameters</a>
 */
public final class PresignedPutStrategy implements GrantStrategy {

  /** Creates the strategy; {@link java.util.ServiceLoader} does. */
  public PresignedPutStrategy() {}

  @Override
  public GrantKind kind() {
    return GrantKind.PRESIGNED_PUT;
  }

  @Override
  public Map<UploadConstraint, EnforcedBy> enforces(UploadProfile profile, UploadTarget target) {
    Set<UploadConstraint> enforced = StorageEnforced.byPut(target).of(profile);
    // A URL names one key.
    StorageEnforced.removeUnless(
        profile.scope() == UploadScope.OBJECT, enforced, UploadConstraint.KEY);
    // A copy may be held to other conditions than the upload.
    if (guardsKey(profile, target) && target.supports(StoreFeature.UNSIGNED_COPIES_REFUSED)) {
      enforced.add(UploadConstraint.NO_OVERWRITE);
    } else {
      enforced.remove(UploadConstraint.NO_OVERWRITE);
    }
    return StorageEnforced.map(enforced);
  }

  static boolean guardsKey(UploadProfile profile, UploadTarget target) {
    return profile.constraints().overwrite() != Overwrite.ALLOWED
        && target.supports(StoreFeature.CONDITIONAL_WRITES);
  }

  @Override
  public GrantIssuer prepare(
      UploadProfile profile, UploadTarget target, SigningCredentials credentials) {
    return new PresignedPutIssuer(profile, target, credentials, enforces(profile, target));
  }
}
