package io.uploadgrants.iam;

import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadTarget;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * How policies name a target's objects.
 *
 * @param partition for instance {@code aws-cn}
 * @param region the bucket's region
 * @param bucket the ARN of the bucket or access point
 * @param objects the ARN of all objects, up to their keys
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-resources-for-iam-policies">Resource
 *     types defined by Amazon S3</a>
 */
record ObjectArns(String partition, String region, String bucket, String objects) {

  /** Names that stand for an access point or a directory bucket, whose ARNs don't follow. */
  private static final List<String> NAMELESS =
      List.of("-s3alias", "--ol-s3", "--op-s3", "--x-s3", "--xa-s3");

  private static final Pattern ACCESS_POINT =
      Pattern.compile(
          "arn:([a-z0-9-]+):s3:([a-z0-9-]+):([0-9]{12}):accesspoint[:/]([A-Za-z0-9-]+)");

  static ObjectArns of(UploadTarget target) {
    String bucket = target.bucket();
    if (bucket.startsWith("arn:")) {
      return ofAccessPoint(bucket);
    }
    if (NAMELESS.stream().anyMatch(bucket::endsWith)) {
      throw new UploadConfigurationException(
          "bucket",
          "'%s' is an alias or a directory bucket, whose objects no policy can name by it; give the bucket's name, or the access point's ARN.",
          bucket);
    }
    // Stores of others read ARNs of the partition aws, whatever they call their region.
    Region region = isAws(target) ? Region.of(target.region()) : Region.US_EAST_1;
    String partition = PartitionMetadata.of(region).id();
    String arn = "arn:" + partition + ":s3:::" + bucket;
    return new ObjectArns(partition, target.region(), arn, arn + "/");
  }

  /** Returns whether the store is S3 itself, by its own endpoint or by one in somebody's VPC. */
  static boolean isAws(UploadTarget target) {
    URI endpoint = target.endpoint();
    String suffix = PartitionMetadata.of(Region.of(target.region())).dnsSuffix();
    return endpoint == null || endpoint.getHost().toLowerCase(Locale.ROOT).endsWith("." + suffix);
  }

  private static ObjectArns ofAccessPoint(String arn) {
    Matcher parts = ACCESS_POINT.matcher(arn);
    if (!parts.matches()) {
      throw new UploadConfigurationException(
          "bucket",
          "'%s' isn't the ARN of an access point in one region, the only kind whose objects a policy names as S3's; give such a one, or a bucket's name.",
          arn);
    }
    String accessPoint =
        String.join(
                ":", "arn", parts.group(1), "s3", parts.group(2), parts.group(3), "accesspoint/")
            + parts.group(4);
    return new ObjectArns(parts.group(1), parts.group(2), accessPoint, accessPoint + "/object/");
  }

  /**
   * Returns text in which no character is a wildcard or begins a variable.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-specialchars">Special
   *     characters that are predefined policy variables</a>
   */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isSpecial(c)) {
        escaped.append("${").append(c).append('}');
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  static boolean isSpecial(int c) {
    return c == '*' || c == '?' || c == '$';
  }
}
