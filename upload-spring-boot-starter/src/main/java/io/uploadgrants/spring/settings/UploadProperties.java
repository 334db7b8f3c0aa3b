package io.uploadgrants.spring.settings;

import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectAccess;
import io.uploadgrants.ObjectSettings.Disposition;
import io.uploadgrants.Overwrite;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.StorePreset;
import io.uploadgrants.UploadScope;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Properties of the target and its profiles.
 *
 * @param bucket Bucket that uploads go to: a name, or the alias or ARN of an access point.
 * @param region Region of the bucket; the AWS SDK's own default when not set.
 * @param endpoint Endpoint of a store other than AWS, as the application reaches it.
 * @param store Store behind the endpoint, which says what it has; without it only what is declared
 *     counts.
 * @param publicEndpoint Endpoint as clients reach it, where it differs.
 * @param pathStyle Whether the bucket stands in the path; on by default with an endpoint of one's
 *     own.
 * @param allowBucketNameInEndpoint Whether an endpoint may have the bucket's name in its host or
 *     path, for gateways that look for the bucket behind their own address only.
 * @param dualStack Whether to use AWS's endpoint for IPv4 and IPv6.
 * @param fips Whether to use AWS's FIPS 140 endpoint.
 * @param accelerate Whether to use S3 Transfer Acceleration.
 * @param expectedBucketOwner AWS account that must own the bucket.
 * @param with Features that the store has beside those that are known of it.
 * @param without Features that the store lacks.
 * @param verifyStore Whether to find out at start what the store does, by small uploads that are
 *     removed again, and to stop where it hasn't what is said of it.
 * @param targets Targets beside that one, by name, for profiles that name theirs.
 * @param servlet Properties of the servlet.
 * @param profiles Profiles by name.
 * @param ignoredSettings Settings and environment variables with our prefix that belong to
 *     something else: names as they are written, or with * for the rest of a name.
 */
@ConfigurationProperties("upload")
public record UploadProperties(
    @Nullable String bucket,
    @Nullable String region,
    @Nullable URI endpoint,
    @Nullable StorePreset store,
    @Nullable URI publicEndpoint,
    @Nullable Boolean pathStyle,
    boolean allowBucketNameInEndpoint,
    boolean dualStack,
    boolean fips,
    boolean accelerate,
    @Nullable String expectedBucketOwner,
    @DefaultValue List<StoreFeature> with,
    @DefaultValue List<StoreFeature> without,
    boolean verifyStore,
    @DefaultValue Map<String, Target> targets,
    @DefaultValue Servlet servlet,
    @DefaultValue Map<String, Profile> profiles,
    @DefaultValue List<String> ignoredSettings) {

  /** {@return the target of profiles that name none} */
  public Target defaultTarget() {
    return new Target(
        bucket,
        region,
        endpoint,
        store,
        publicEndpoint,
        pathStyle,
        allowBucketNameInEndpoint,
        dualStack,
        fips,
        accelerate,
        expectedBucketOwner,
        with,
        without);
  }

  /**
   * Properties of a target.
   *
   * @param bucket Bucket that uploads go to: a name, or the alias or ARN of an access point.
   * @param region Region of the bucket; the AWS SDK's own default when not set.
   * @param endpoint Endpoint of a store other than AWS, as the application reaches it.
   * @param store Store behind the endpoint, which says what it has; without it only what is
   *     declared counts.
   * @param publicEndpoint Endpoint as clients reach it, where it differs.
   * @param pathStyle Whether the bucket stands in the path; on by default with an endpoint of its
   *     own.
   * @param allowBucketNameInEndpoint Whether an endpoint may have the bucket's name in its host or
   *     path, for gateways that look for the bucket behind their own address only.
   * @param dualStack Whether to use AWS's endpoint for IPv4 and IPv6.
   * @param fips Whether to use AWS's FIPS 140 endpoint.
   * @param accelerate Whether to use S3 Transfer Acceleration.
   * @param expectedBucketOwner AWS account that must own the bucket.
   * @param with Features that the store has beside those that are known of it.
   * @param without Features that the store lacks.
   */
  public record Target(
      @Nullable String bucket,
      @Nullable String region,
      @Nullable URI endpoint,
      @Nullable StorePreset store,
      @Nullable URI publicEndpoint,
      @Nullable Boolean pathStyle,
      boolean allowBucketNameInEndpoint,
      boolean dualStack,
      boolean fips,
      boolean accelerate,
      @Nullable String expectedBucketOwner,
      @DefaultValue List<StoreFeature> with,
      @DefaultValue List<StoreFeature> without) {}

  /**
   * Properties of the servlet.
   *
   * @param path Path that the servlet is registered at.
   * @param maxBodySize Greatest size of a request's body.
   */
  public record Servlet(
      @DefaultValue("/uploads") String path, @DefaultValue("64KB") DataSize maxBodySize) {}

  /**
   * Properties of one profile.
   *
   * @param target Name of the target that its files go to; the one without a name when not set.
   * @param kinds Kinds of grant, the preferred one first.
   * @param contentTypes Media types that are taken, such as image/png or image/*; any when empty.
   * @param exactTypes Whether a type is only taken when it is declared, and by the name that is
   *     allowed; otherwise well-known other names and the file's extension count too.
   * @param minSize Least size; 1 byte when there is a greatest size, else 0.
   * @param maxSize Greatest size.
   * @param checksum Algorithm of the checksum that clients must declare.
   * @param overwrite Whether an object that exists may be replaced.
   * @param validFor Validity of a grant, at most seven days.
   * @param guests Whether callers without a login may upload.
   * @param scope What one grant is good for: one object, or many below a prefix.
   * @param signAsSubject Whether a session of each subject signs its grants, so that they can be
   *     revoked.
   * @param keys Properties of the objects' keys.
   * @param metadata User metadata of each object.
   * @param fileNameMetadata Name of the metadata that takes the client's file name.
   * @param tags Tags of each object.
   * @param storageClass Storage class, as S3 names it.
   * @param cacheControl Cache-Control to serve the objects with.
   * @param contentDisposition How browsers are to show the objects.
   * @param encryption Properties of server-side encryption.
   * @param acl Canned ACL; needs a bucket with ACLs switched on.
   * @param postPolicy Properties of the kind post-policy.
   * @param temporaryCredentials Properties of the kind temporary-credentials.
   */
  public record Profile(
      @Nullable String target,
      @DefaultValue("presigned-put") List<GrantKind> kinds,
      @DefaultValue List<String> contentTypes,
      boolean exactTypes,
      @Nullable DataSize minSize,
      @Nullable DataSize maxSize,
      @Nullable ChecksumAlgorithm checksum,
      @DefaultValue("only-own") Overwrite overwrite,
      @DefaultValue("5m") Duration validFor,
      boolean guests,
      @DefaultValue("object") UploadScope scope,
      boolean signAsSubject,
      @DefaultValue Keys keys,
      @DefaultValue Map<String, String> metadata,
      @Nullable String fileNameMetadata,
      @DefaultValue Map<String, String> tags,
      @Nullable String storageClass,
      @Nullable String cacheControl,
      @Nullable Disposition contentDisposition,
      @Nullable Encryption encryption,
      @Nullable String acl,
      @Nullable PostPolicy postPolicy,
      @Nullable TemporaryCredentials temporaryCredentials) {}

  /**
   * Properties of forms.
   *
   * @param successStatus Status with which S3 answers a form that it took.
   * @param successRedirect Page that S3 sends a browser to after a form that it took.
   */
  public record PostPolicy(@DefaultValue("201") int successStatus, @Nullable URI successRedirect) {}

  /**
   * Properties of temporary credentials.
   *
   * @param access What their holder may do with the objects of its own key or prefix, beside
   *     uploading them.
   */
  public record TemporaryCredentials(@DefaultValue List<ObjectAccess> access) {}

  /**
   * Properties of the objects' keys, which end in 128 random bits unless they are a folder.
   *
   * @param prefix First part of each key; the profile's name when not set.
   * @param perSubject Whether the subject stands in the key.
   * @param dated Whether the day stands in the key.
   * @param fileName Whether the file's name, sanitised, stands at the key's end.
   * @param folder Whether the prefix is the same each time, without a random part.
   */
  public record Keys(
      @Nullable String prefix,
      boolean perSubject,
      boolean dated,
      boolean fileName,
      boolean folder) {}

  /**
   * Properties of server-side encryption.
   *
   * @param type Who holds the keys.
   * @param keyId KMS key: its id, ARN or alias ARN; the AWS managed key when not set.
   * @param context KMS encryption context.
   * @param bucketKey Whether to use an S3 bucket key; the bucket's own setting when not set.
   */
  public record Encryption(
      @Nullable Type type,
      @Nullable String keyId,
      @DefaultValue Map<String, String> context,
      @Nullable Boolean bucketKey) {

    /** Who holds the keys. */
    public enum Type {
      /** S3. */
      SSE_S3,
      /** KMS. */
      SSE_KMS
    }
  }
}
