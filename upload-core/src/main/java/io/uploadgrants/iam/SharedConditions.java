package io.uploadgrants.iam;

import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadTarget;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conditions that don't depend on what is done. */
final class SharedConditions {

  private SharedConditions() {}

  /** TLS only. Behind an endpoint without it, the store sees no TLS, whatever clients use. */
  static List<PolicyCondition> transport(UploadTarget target) {
    return isPlain(target.endpoint()) || isPlain(target.publicEndpoint())
        ? List.of()
        : List.of(PolicyCondition.isTrue("aws:SecureTransport"));
  }

  /** TLS, and the bucket's owner where the target names one. */
  static List<PolicyCondition> of(UploadTarget target) {
    List<PolicyCondition> conditions = new ArrayList<>(transport(target));
    String owner = target.expectedBucketOwner();
    if (owner != null && knowsOwner(target)) {
      conditions.add(PolicyCondition.equal("s3:ResourceAccount", owner));
    }
    return conditions;
  }

  /** Returns whether the store has accounts as AWS has them. */
  static boolean knowsOwner(UploadTarget target) {
    return target.publicEndpoint() == null
        && target.supports(StoreFeature.EXPECTED_BUCKET_OWNER)
        && target.supports(StoreFeature.POLICY_CONDITIONS);
  }

  private static boolean isPlain(@Nullable URI endpoint) {
    return endpoint != null && "http".equals(endpoint.getScheme());
  }
}
