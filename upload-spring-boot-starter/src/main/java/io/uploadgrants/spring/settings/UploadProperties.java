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
 * @param store Store behind the endpoint, which tells its features; without it only declared
 *     features count.
 * @param publicEndpoint Endpoint as clients reach it, if different.
 * @param pathStyle Whether the bucket is in the path instead of the host name; true by default with
 *     an endpoint.
 * @param allowBucketNameInEndpoint Whether an endpoint may have the bucket's name in its host or
 *     path, for gateways that look for the bucket behind their own address only.
 * @param dualStack Whether to use AWS's endpoint for IPv4 and IPv6.
 * @param fips Whether to use AWS's FIPS 140 endpoint.
 * @param accelerate Whether to use S3 Transfer Acceleration.
 * @param expectedBucketOwner AWS account that must own the bucket.
 * @param with Features that the store has in addition to its known ones.
 * @param without Features that the store lacks.
 * @param verifyStore Whether to test the store's features at start, by small uploads that are
 *     removed again, and to fail if a declared feature is missing.
 * @param targets Additional targets by name, for profiles that name one.
 * @param servlet Properties of the servlet.
 * @param uppy Properties of what Uppy's plugin for S3 calls.
 * @param tickets Properties of the tickets with which uploads are completed.
 * @param receipts Properties of the receipts of completed uploads.
 * @param profiles Profiles by name.
 * @param ignoredSettings Settings and environment variables with the prefix upload that belong to
 *     something else: exact names, or with * for the rest of a name.
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
    @DefaultValue Uppy uppy,
    @DefaultValue Tickets tickets,
    @DefaultValue Receipts receipts,
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
   * @param store Store behind the endpoint, which tells its features; without it only declared
   *     features count.
   * @param publicEndpoint Endpoint as clients reach it, if different.
   * @param pathStyle Whether the bucket is in the path instead of the host name; true by default
   *     with an endpoint.
   * @param allowBucketNameInEndpoint Whether an endpoint may have the bucket's name in its host or
   *     path, for gateways that look for the bucket behind their own address only.
   * @param dualStack Whether to use AWS's endpoint for IPv4 and IPv6.
   * @param fips Whether to use AWS's FIPS 140 endpoint.
   * @param accelerate Whether to use S3 Transfer Acceleration.
   * @param expectedBucketOwner AWS account that must own the bucket.
   * @param with Features that the store has in addition to its known ones.
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
   * @param maxBodySize Maximum size of a request's body.
   */
  public record Servlet(
      @DefaultValue("/uploads") String path, @DefaultValue("64KB") DataSize maxBodySize) {}

  /**
   * Properties of what Uppy's plugin for S3 calls, which is served once a profile is named.
   *
   * @param path Path that Uppy's servlet is registered at.
   * @param profile Profiles that Uppy may upload by. With several, a page names one in its file's
   *     metadata, as profile.
   * @param publicUrl Address of that path as browsers reach it, if a proxy changes the path or the
   *     page is of another origin: a URL, or a path.
   */
  public record Uppy(
      @DefaultValue("/uppy") String path,
      @DefaultValue List<String> profile,
      @Nullable URI publicUrl) {}

  /**
   * Properties of tickets.
   *
   * @param secret Secrets of tickets and receipts, 32 bytes or more each; the first makes new ones,
   *     the others only read older ones. Random and known to this process alone when not set.
   */
  public record Tickets(@DefaultValue List<String> secret) {

    /** Returns the number of secrets alone. */
    @Override
    public String toString() {
      return "Tickets[" + secret.size() + "]";
    }
  }

  /**
   * Properties of receipts.
   *
   * @param validFor Validity of a receipt, one minute to 365 days.
   * @param privateKey Private key that signs receipts, on P-256 or of Ed25519, as PEM or as the
   *     location of a PEM file. Receipts are signed by the tickets' secret when not set.
   * @param publicKey Public keys that verify receipts, as PEM or as locations of PEM files: the
   *     private key's first, then those of earlier ones.
   */
  public record Receipts(
      @DefaultValue("1h") Duration validFor,
      @Nullable String privateKey,
      @DefaultValue List<String> publicKey) {

    /** Returns the validity and the number of keys alone. */
    @Override
    public String toString() {
      return "Receipts[" + validFor + ", " + publicKey.size() + "]";
    }
  }

  /**
   * Properties of one profile.
   *
   * @param target Name of the target that its files go to; the one without a name when not set.
   * @param kinds Kinds of grant, the preferred one first.
   * @param contentTypes Accepted media types, such as image/png or image/*; any when empty.
   * @param exactTypes Whether a type is accepted only when it is declared by its allowed name;
   *     otherwise well-known other names and the file's extension count too.
   * @param minSize Minimum size; 1 byte when there is a maximum size, else 0.
   * @param maxSize Maximum size.
   * @param checksum Algorithm of the checksum that clients must declare.
   * @param overwrite Whether an existing object may be replaced.
   * @param validFor Validity of a grant, at most seven days.
   * @param guests Whether callers without a login may upload.
   * @param scope What one grant allows: one object, or many below a prefix.
   * @param signAsSubject Whether a session of each subject signs its grants, so that they can be
   *     revoked.
   * @param keys Properties of the objects' keys.
   * @param metadata User metadata of each object.
   * @param fileNameMetadata Name of the metadata that stores the client's file name.
   * @param tags Tags of each object.
   * @param storageClass Storage class, as S3 names it.
   * @param cacheControl Cache-Control to serve the objects with.
   * @param contentDisposition Content-Disposition to serve the objects with.
   * @param encryption Properties of server-side encryption.
   * @param acl Canned ACL; needs a bucket with ACLs switched on.
   * @param completion Properties of the completion of uploads.
   * @param postPolicy Properties of the kind post-policy.
   * @param multipart Properties of the kind multipart.
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
      @Nullable Completion completion,
      @Nullable PostPolicy postPolicy,
      @Nullable Multipart multipart,
      @Nullable TemporaryCredentials temporaryCredentials) {}

  /**
   * Properties of completion, each of which switches it on.
   *
   * @param enabled Whether uploads are completed; true by default when another property of
   *     completion is set.
   * @param content Whether an object's first bytes must fit its type; false when not set.
   * @param within Maximum time from a grant to the completion of its upload, one minute to seven
   *     days; 24 hours when not set.
   * @param moveTo Properties of the keys that accepted objects are moved to; they stay where they
   *     were uploaded when not set.
   */
  public record Completion(
      @Nullable Boolean enabled,
      @Nullable Boolean content,
      @Nullable Duration within,
      @Nullable MoveTo moveTo) {

    /** {@return whether uploads are completed} */
    public boolean isOn() {
      return !Boolean.FALSE.equals(enabled);
    }
  }

  /**
   * Properties of the keys that accepted objects are moved to. Each ends in a random part.
   *
   * @param prefix First part of each key, which no grant may be for.
   * @param perSubject Whether the key contains the subject.
   * @param dated Whether the key contains the day.
   * @param fileName Whether the key ends in the file's sanitised name.
   */
  public record MoveTo(
      @Nullable String prefix, boolean perSubject, boolean dated, boolean fileName) {}

  /**
   * Properties of forms.
   *
   * @param successStatus Status of S3's response to an accepted form.
   * @param successRedirect Page that S3 redirects a browser to after an accepted form.
   */
  public record PostPolicy(@DefaultValue("201") int successStatus, @Nullable URI successRedirect) {}

  /**
   * Properties of uploads in parts.
   *
   * @param partSize Size of each part but the last, 5MB to 5GB; larger for a file of more than
   *     10,000 parts.
   */
  public record Multipart(@DefaultValue("8MB") DataSize partSize) {}

  /**
   * Properties of temporary credentials.
   *
   * @param access What the holder may do with the objects of its own key or prefix, in addition to
   *     uploading them.
   */
  public record TemporaryCredentials(@DefaultValue List<ObjectAccess> access) {}

  /**
   * Properties of the objects' keys, which end in 128 random bits unless they are a folder.
   *
   * @param prefix First part of each key; the profile's name when not set.
   * @param perSubject Whether the key contains the subject.
   * @param dated Whether the key contains the day.
   * @param fileName Whether the key ends in the file's sanitised name.
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
   * @param type Type of encryption, by who manages the keys.
   * @param keyId KMS key: its id, ARN or alias ARN; the AWS managed key when not set.
   * @param context KMS encryption context.
   * @param bucketKey Whether to use an S3 bucket key; the bucket's own setting when not set.
   */
  public record Encryption(
      @Nullable Type type,
      @Nullable String keyId,
      @DefaultValue Map<String, String> context,
      @Nullable Boolean bucketKey) {

    /** Who manages the keys. */
    public enum Type {
      /** S3. */
      SSE_S3,
      /** KMS. */
      SSE_KMS
    }
  }
}
