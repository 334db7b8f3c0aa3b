package io.uploadgrants.iam;

import io.uploadgrants.Encryption;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * What an object with SSE-KMS needs of the key, through S3 alone.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions">Multipart
 *     upload and permissions</a>
 * @see <a href="https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html">AWS KMS
 *     condition keys</a>
 */
final class KmsRights {

  private static final String MANAGED_BY_AWS = "alias/aws/s3";

  private KmsRights() {}

  /** Returns one statement to upload, or none: other stores have no keys of AWS. */
  static List<PolicyStatement> of(UploadProfile profile, UploadTarget target, ObjectArns arns) {
    return of(profile, target, arns, List.of("kms:GenerateDataKey", "kms:Decrypt"));
  }

  /** Returns one statement to read, or none. */
  static List<PolicyStatement> ofReading(
      UploadProfile profile, UploadTarget target, ObjectArns arns) {
    return of(profile, target, arns, List.of("kms:Decrypt"));
  }

  private static List<PolicyStatement> of(
      UploadProfile profile, UploadTarget target, ObjectArns arns, List<String> actions) {
    if (!ObjectArns.isAws(target)
        || !(profile.settings().encryption() instanceof Encryption.SseKms kms)) {
      return List.of();
    }
    List<PolicyCondition> conditions = new ArrayList<>();
    conditions.add(PolicyCondition.equal("kms:ViaService", services(arns.region())));
    String keyId = kms.keyId();
    String alias = alias(keyId);
    if (alias != null) {
      conditions.add(PolicyCondition.anyAmong("kms:ResourceAliases", alias));
    }
    return List.of(PolicyStatement.allow(actions, key(keyId, arns), conditions));
  }

  /** Returns whether the policy can demand just this key: S3 compares the header's text. */
  static boolean isKeyArn(String keyId) {
    return keyId.matches("arn:[a-z0-9-]+:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+");
  }

  private static String key(@Nullable String keyId, ObjectArns arns) {
    if (keyId != null && keyId.startsWith("arn:")) {
      int alias = keyId.indexOf(":alias/");
      return alias < 0 ? keyId : keyId.substring(0, alias) + ":key/*";
    }
    String id = keyId == null || keyId.startsWith("alias/") ? "*" : keyId;
    return "arn:" + arns.partition() + ":kms:" + arns.region() + ":*:key/" + id;
  }

  /** Returns the alias by which the key is known, or {@code null} when it has an id. */
  private static @Nullable String alias(@Nullable String keyId) {
    if (keyId == null) {
      return MANAGED_BY_AWS;
    }
    int alias = keyId.indexOf("alias/");
    boolean named = alias == 0 || alias > 0 && keyId.charAt(alias - 1) == ':';
    return named ? keyId.substring(alias) : null;
  }

  /** Besides the partition's own, services have the name below amazonaws.com in some of them. */
  private static String[] services(String region) {
    String own = PartitionMetadata.of(Region.of(region)).dnsSuffix();
    return Stream.of("amazonaws.com", own)
        .distinct()
        .map(suffix -> "s3." + region + "." + suffix)
        .toArray(String[]::new);
  }
}
