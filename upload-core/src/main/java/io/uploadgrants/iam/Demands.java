package io.uploadgrants.iam;

import static io.uploadgrants.iam.S3Actions.PUT;
import static io.uploadgrants.iam.S3Actions.PUT_ACL;
import static io.uploadgrants.iam.S3Actions.PUT_TAGS;

import io.uploadgrants.Encryption;
import io.uploadgrants.ObjectSettings;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.sigv4.PercentEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The one model of what a policy demands of each upload. Headers and conditions are both read from
 * it, and what isn't here isn't enforced.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html">Actions,
 *     resources, and condition keys for Amazon S3</a>
 */
final class Demands {

  private static final String ENCRYPTION = "x-amz-server-side-encryption";
  private static final String KMS_KEY = ENCRYPTION + "-aws-kms-key-id";
  private static final String TAG = "s3:RequestObjectTag/";
  private static final String TAG_KEYS = "s3:RequestObjectTagKeys";

  private Demands() {}

  /** Returns what a profile's settings demand, as far as a policy on the target can. */
  static List<Demand> of(UploadProfile profile, UploadTarget target) {
    ObjectSettings settings = profile.settings();
    List<Demand> demands = new ArrayList<>();
    if (!target.supports(StoreFeature.POLICY_CONDITIONS)) {
      return demands;
    }
    if (settings.encryption() instanceof Encryption.SseS3 && target.supports(StoreFeature.SSE_S3)) {
      demands.add(Demand.exactly(UploadConstraint.ENCRYPTION, ENCRYPTION, "AES256", PUT));
    }
    if (settings.encryption() instanceof Encryption.SseKms kms
        && target.supports(StoreFeature.SSE_KMS)) {
      addKms(demands, kms);
    }
    String storageClass = settings.storageClass();
    if (storageClass != null && target.supports(StoreFeature.STORAGE_CLASSES)) {
      demands.add(
          Demand.exactly(UploadConstraint.STORAGE_CLASS, "x-amz-storage-class", storageClass, PUT));
    }
    String acl = settings.acl();
    if (acl != null && target.supports(StoreFeature.ACLS)) {
      demands.add(Demand.exactly(UploadConstraint.HEADERS, "x-amz-acl", acl, PUT, PUT_ACL));
    }
    return demands;
  }

  /** No condition key tells of a context or a bucket key, nor which key an alias stands for. */
  private static void addKms(List<Demand> demands, Encryption.SseKms kms) {
    String keyId = kms.keyId();
    if (!kms.context().isEmpty()
        || kms.bucketKey() != null
        || keyId != null && !KmsRights.isKeyArn(keyId)) {
      return;
    }
    UploadConstraint constraint = UploadConstraint.ENCRYPTION;
    demands.add(Demand.exactly(constraint, ENCRYPTION, "aws:kms", PUT));
    demands.add(
        keyId == null
            ? Demand.never(constraint, KMS_KEY, PUT)
            : Demand.exactly(constraint, KMS_KEY, keyId, PUT));
  }

  /** Returns whether a policy on the target can demand these tags, and no others. */
  static boolean canBe(Map<String, String> tags, UploadTarget target) {
    // IAM doesn't tell upper from lower case in a key of a condition, S3 does in a tag. Both ways,
    // since some letters agree only in one of them.
    long names =
        tags.keySet().stream()
            .map(name -> name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT))
            .distinct()
            .count();
    return target.supports(StoreFeature.TAGS)
        && target.supports(StoreFeature.POLICY_CONDITIONS)
        && names == tags.size();
  }

  /** The object has these tags and no others; {@code Null}, since no tags at all are among them. */
  static Demand tags(Map<String, String> given) {
    Map<String, String> tags = new TreeMap<>(given);
    List<PolicyCondition> conditions = new ArrayList<>();
    tags.forEach((name, value) -> conditions.add(PolicyCondition.equal(TAG + name, value)));
    conditions.add(PolicyCondition.allAmong(TAG_KEYS, tags.keySet()));
    conditions.add(PolicyCondition.absent(TAG_KEYS, false));
    return new Demand(
        UploadConstraint.TAGS,
        "x-amz-tagging",
        PercentEncoder.query(tags),
        List.of(PUT, PUT_TAGS),
        conditions);
  }
}
