package io.uploadgrants;

import static io.uploadgrants.StoreFeature.ACLS;
import static io.uploadgrants.StoreFeature.CASE_SENSITIVE_POLICIES;
import static io.uploadgrants.StoreFeature.CHECKSUMS;
import static io.uploadgrants.StoreFeature.COMPLETE_CHECKSUMS;
import static io.uploadgrants.StoreFeature.COMPLETE_SIZES;
import static io.uploadgrants.StoreFeature.CONDITIONAL_COMPLETES;
import static io.uploadgrants.StoreFeature.CONDITIONAL_COPIES;
import static io.uploadgrants.StoreFeature.CONDITIONAL_WRITES;
import static io.uploadgrants.StoreFeature.EMPTY_HEADERS;
import static io.uploadgrants.StoreFeature.FORM_CHECKSUMS;
import static io.uploadgrants.StoreFeature.FORM_FIELDS_REFUSED;
import static io.uploadgrants.StoreFeature.FORM_FILE_NAMES;
import static io.uploadgrants.StoreFeature.FORM_HEADERS;
import static io.uploadgrants.StoreFeature.FORM_METADATA_REFUSED;
import static io.uploadgrants.StoreFeature.FORM_TAGS;
import static io.uploadgrants.StoreFeature.POST_POLICY;
import static io.uploadgrants.StoreFeature.SSE_KMS;
import static io.uploadgrants.StoreFeature.SSE_S3;
import static io.uploadgrants.StoreFeature.STORAGE_CLASSES;
import static io.uploadgrants.StoreFeature.TAGS;
import static io.uploadgrants.StoreFeature.UNSIGNED_ACLS_REFUSED;
import static io.uploadgrants.StoreFeature.UNSIGNED_COPIES_REFUSED;
import static io.uploadgrants.StoreFeature.UNSIGNED_HEADERS_REFUSED;
import static io.uploadgrants.StoreFeature.UNSIGNED_METADATA_REFUSED;
import static io.uploadgrants.StoreFeature.UNSIGNED_TAGS_REFUSED;
import static io.uploadgrants.StoreFeature.WHOLE_UPLOADS;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a store is known to have, so that nobody has to declare it. It holds for the version and the
 * day that {@link #source} names; what a newer version has on top is declared by {@link
 * UploadTarget.Builder#with}, what this bucket hasn't by {@link UploadTarget.Builder#without}.
 */
public enum StorePreset {
  /** Amazon S3, also behind a custom endpoint, such as a VPC endpoint or a proxy. */
  AWS("aws", null, "read in its documentation, 2026-11", allBut(EMPTY_HEADERS)),

  /** MinIO's last open-source releases; docs/minio.md has what they leave open. */
  MINIO(
      "minio",
      null,
      "tested with 2026-02-12, 2026-11",
      List.of(
          POST_POLICY,
          CONDITIONAL_WRITES,
          CONDITIONAL_COMPLETES,
          CONDITIONAL_COPIES,
          WHOLE_UPLOADS,
          CHECKSUMS,
          FORM_CHECKSUMS,
          TAGS,
          FORM_TAGS,
          FORM_HEADERS,
          FORM_FILE_NAMES,
          FORM_FIELDS_REFUSED,
          SSE_S3,
          SSE_KMS,
          UNSIGNED_ACLS_REFUSED,
          UNSIGNED_METADATA_REFUSED,
          UNSIGNED_COPIES_REFUSED,
          EMPTY_HEADERS,
          CASE_SENSITIVE_POLICIES)),

  /**
   * Versity's S3 gateway in front of a POSIX file system. It stores what has come of a PUT or a
   * part that breaks off, so sizes need a checksum, completion or a form there.
   */
  VERSITY_GATEWAY(
      "versity-gateway",
      null,
      "tested with 1.8.0, 2026-11",
      List.of(
          POST_POLICY,
          CONDITIONAL_WRITES,
          CONDITIONAL_COMPLETES,
          CONDITIONAL_COPIES,
          COMPLETE_SIZES,
          COMPLETE_CHECKSUMS,
          CHECKSUMS,
          FORM_CHECKSUMS,
          TAGS,
          FORM_TAGS,
          FORM_HEADERS,
          FORM_FIELDS_REFUSED,
          UNSIGNED_HEADERS_REFUSED,
          EMPTY_HEADERS)),

  /** SeaweedFS, whose policies take a capital for a small letter. */
  SEAWEED_FS(
      "seaweed-fs",
      null,
      "tested with 2026-11-09, 2026-11",
      List.of(
          POST_POLICY,
          CONDITIONAL_WRITES,
          CONDITIONAL_COMPLETES,
          CONDITIONAL_COPIES,
          COMPLETE_CHECKSUMS,
          WHOLE_UPLOADS,
          CHECKSUMS,
          FORM_CHECKSUMS,
          TAGS,
          FORM_HEADERS,
          FORM_FILE_NAMES,
          FORM_METADATA_REFUSED,
          STORAGE_CLASSES,
          SSE_S3,
          UNSIGNED_HEADERS_REFUSED,
          EMPTY_HEADERS)),

  /** Garage, whose region is called {@code garage} unless it is configured otherwise. */
  GARAGE(
      "garage",
      "garage",
      "tested with 2.5.0, 2026-11",
      List.of(
          POST_POLICY,
          CONDITIONAL_COPIES,
          WHOLE_UPLOADS,
          CHECKSUMS,
          FORM_HEADERS,
          FORM_FILE_NAMES,
          FORM_FIELDS_REFUSED,
          UNSIGNED_HEADERS_REFUSED,
          EMPTY_HEADERS)),

  /**
   * Ceph's RADOS Gateway from release 16 on; newer ones have more, which is to be declared. Of a
   * presigned PUT it takes metadata, ACLs and tags that nobody signed.
   */
  CEPH_RGW(
      "ceph-rgw",
      null,
      "tested with 16.2, 2026-11",
      List.of(
          POST_POLICY,
          CONDITIONAL_WRITES,
          WHOLE_UPLOADS,
          TAGS,
          FORM_TAGS,
          FORM_FILE_NAMES,
          FORM_FIELDS_REFUSED,
          UNSIGNED_COPIES_REFUSED,
          EMPTY_HEADERS,
          CASE_SENSITIVE_POLICIES)),

  /**
   * Cloudflare R2, which has no browser forms, tags, ACLs or choice of encryption.
   *
   * @see <a href="https://developers.cloudflare.com/r2/api/s3/api/">R2's S3 API compatibility</a>
   * @see <a href="https://developers.cloudflare.com/r2/api/s3/conditional-operations/">R2's
   *     conditional operations</a>
   * @see <a href="https://developers.cloudflare.com/r2/api/error-codes/">R2's error codes</a>, with
   *     the one for a body that ends before its length
   */
  CLOUDFLARE_R2(
      "cloudflare-r2",
      "auto",
      "read in its documentation, 2026-11",
      List.of(
          CONDITIONAL_WRITES,
          CONDITIONAL_COMPLETES,
          CONDITIONAL_COPIES,
          WHOLE_UPLOADS,
          UNSIGNED_ACLS_REFUSED,
          UNSIGNED_TAGS_REFUSED,
          UNSIGNED_COPIES_REFUSED)),

  /**
   * Backblaze B2, which has no browser forms, tags, or ACLs of single objects.
   *
   * @see <a href="https://www.backblaze.com/docs/cloud-storage-s3-compatible-api">B2's
   *     S3-compatible API</a>
   */
  BACKBLAZE_B2(
      "backblaze-b2",
      null,
      "read in its documentation, 2026-11",
      List.of(SSE_S3, UNSIGNED_ACLS_REFUSED, UNSIGNED_TAGS_REFUSED)),

  /**
   * DigitalOcean Spaces.
   *
   * @see <a href="https://docs.digitalocean.com/products/spaces/reference/s3-compatibility/">Spaces
   *     S3 compatibility</a>
   */
  DIGITALOCEAN_SPACES(
      "digitalocean-spaces",
      null,
      "read in its documentation, 2026-11",
      List.of(POST_POLICY, ACLS, EMPTY_HEADERS)),

  /** Hetzner's object storage, which is Ceph's, of a release that isn't told. */
  HETZNER(
      "hetzner", null, "read in its documentation, 2026-11", List.of(POST_POLICY, EMPTY_HEADERS)),

  /**
   * Supabase's storage, which has no tags, ACLs or choice of encryption.
   *
   * @see <a href="https://supabase.com/docs/guides/storage/s3/compatibility">Supabase's S3
   *     compatibility</a>
   */
  SUPABASE(
      "supabase",
      null,
      "read in its documentation, 2026-11",
      List.of(UNSIGNED_ACLS_REFUSED, UNSIGNED_TAGS_REFUSED));

  private final String id;
  private final @Nullable String region;
  private final String source;

  @SuppressWarnings("ImmutableEnumChecker") // nobody has the set that it is a view of
  private final Set<StoreFeature> features;

  StorePreset(String id, @Nullable String region, String source, List<StoreFeature> features) {
    this.id = id;
    this.region = region;
    this.source = source;
    this.features = Collections.unmodifiableSet(StoreFeature.complete(EnumSet.copyOf(features)));
  }

  private static List<StoreFeature> allBut(StoreFeature missing) {
    return List.copyOf(EnumSet.complementOf(EnumSet.of(missing)));
  }

  /** {@return the name in configuration and in texts, for instance {@code ceph-rgw}} */
  public String id() {
    return id;
  }

  /**
   * {@return the region that the store's signatures name, for instance {@code auto}, or {@code
   * null} where it is the bucket's own}
   */
  public @Nullable String region() {
    return region;
  }

  /**
   * {@return where the features are known from, for instance {@code tested with 16.2, 2026-11}, or
   * {@code read in its documentation, 2026-11}}
   */
  public String source() {
    return source;
  }

  /**
   * Returns what the store has.
   *
   * @return its features
   */
  public Set<StoreFeature> features() {
    return features;
  }
}
