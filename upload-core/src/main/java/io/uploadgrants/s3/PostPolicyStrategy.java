package io.uploadgrants.s3;

import io.uploadgrants.EnforcedBy;
import io.uploadgrants.GrantIssuer;
import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantStrategy;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Browser forms with a signed policy. Fields and conditions come from one model, so that they can't
 * differ.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html">POST
 *     policy</a>
 */
public final class PostPolicyStrategy implements GrantStrategy {

  /** Creates the strategy; {@link java.util.ServiceLoader} does. */
  public PostPolicyStrategy() {}

  @Override
  public GrantKind kind() {
    return GrantKind.POST_POLICY;
  }

  @Override
  public Set<StoreFeature> needs() {
    return EnumSet.of(StoreFeature.POST_POLICY);
  }

  @Override
  public Map<UploadConstraint, EnforcedBy> enforces(UploadProfile profile, UploadTarget target) {
    Set<UploadConstraint> enforced = StorageEnforced.byForm(target).of(profile);
    // S3 ignores If-None-Match on forms, and has no field for the expected owner.
    enforced.remove(UploadConstraint.NO_OVERWRITE);
    StorageEnforced.removeUnless(
        target.expectedBucketOwner() == null, enforced, UploadConstraint.HEADERS);
    if (profile.scope() == UploadScope.PREFIX) {
      // One policy for many files can't bind the checksum or the name of one.
      enforced.remove(UploadConstraint.CHECKSUM);
      StorageEnforced.removeUnless(
          target.supports(StoreFeature.FORM_FILE_NAMES), enforced, UploadConstraint.KEY);
      StorageEnforced.removeUnless(
          profile.settings().fileNameMetadata() == null, enforced, UploadConstraint.METADATA);
      StorageEnforced.removeUnless(
          bindsTypeOfMany(profile.constraints().contentTypes(), target),
          enforced,
          UploadConstraint.CONTENT_TYPE);
    }
    return StorageEnforced.map(enforced);
  }

  /**
   * A policy can name one type, or the start of one where the store checks that of a whole list.
   */
  private static boolean bindsTypeOfMany(List<String> types, UploadTarget target) {
    return types.isEmpty()
        || types.size() == 1
            && (!types.get(0).endsWith("*") || target.supports(StoreFeature.CONTENT_TYPE_PREFIXES));
  }

  @Override
  public GrantIssuer prepare(
      UploadProfile profile, UploadTarget target, SigningCredentials credentials) {
    return new PostPolicyIssuer(profile, target, credentials, enforces(profile, target));
  }
}
