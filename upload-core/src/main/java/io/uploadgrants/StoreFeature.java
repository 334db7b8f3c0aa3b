package io.uploadgrants;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What AWS S3 can do and some stores that speak its protocol can't. Most of it a store can ignore
 * without a word, so that a grant would promise what nobody enforces: on another store than AWS it
 * counts only when {@linkplain StorePreset a preset} or {@link UploadTarget.Builder#with} says that
 * the store has it.
 */
public enum StoreFeature {
  /** Browser forms with a signed policy. */
  POST_POLICY("post-policy"),
  /** {@code If-None-Match: *} on PUT. */
  CONDITIONAL_WRITES("conditional-writes"),
  /** {@code If-None-Match: *} when an upload in parts is completed. */
  CONDITIONAL_COMPLETES("conditional-completes"),
  /**
   * A copy is refused when its source has changed meanwhile ({@code x-amz-copy-source-if-match}).
   */
  CONDITIONAL_COPIES("conditional-copies"),
  /**
   * The size that completes an upload in parts ({@code x-amz-mp-object-size}), held against the sum
   * of its parts.
   */
  COMPLETE_SIZES("complete-sizes"),
  /**
   * The checksum of the whole that completes an upload in parts ({@code FULL_OBJECT}), held against
   * its bytes.
   */
  COMPLETE_CHECKSUMS("complete-checksums"),
  /**
   * Nothing is stored of a PUT that breaks off before its declared length, nor of a part. Without
   * it a PUT's size isn't the store's, unless the profile demands a checksum, and there are no
   * uploads in parts.
   */
  WHOLE_UPLOADS("whole-uploads"),
  /** Checksums of a PUT, verified by the server ({@code x-amz-checksum-*}). */
  CHECKSUMS("checksums"),
  /** Checksums of a form, verified likewise. */
  FORM_CHECKSUMS("form-checksums"),
  /** Object tags in {@code x-amz-tagging}. */
  TAGS("tags"),
  /** Object tags of a form, in {@code tagging}. */
  FORM_TAGS("form-tags"),
  /** {@code Cache-Control} and {@code Content-Disposition} of a form. */
  FORM_HEADERS("form-headers"),
  /** <code>${filename}</code> in a form's key stands for the file's name. */
  FORM_FILE_NAMES("form-file-names"),
  /**
   * A form with a field that its policy doesn't name is refused. Without it, forms have the fields
   * of {@link #EMPTY_HEADERS} as empty ones, so that nobody can add them.
   */
  FORM_FIELDS_REFUSED("form-fields-refused"),
  /**
   * A form with an {@code x-amz-meta-*} that its policy doesn't name is refused. A store with
   * {@link #FORM_FIELDS_REFUSED} has this too; without it, forms can't promise metadata.
   */
  FORM_METADATA_REFUSED("form-metadata-refused"),
  /** Canned ACLs. */
  ACLS("acls"),
  /** Storage classes. */
  STORAGE_CLASSES("storage-classes"),
  /** SSE-S3. */
  SSE_S3("sse-s3"),
  /** SSE-KMS. */
  SSE_KMS("sse-kms"),
  /** {@code x-amz-expected-bucket-owner}. */
  EXPECTED_BUCKET_OWNER("expected-bucket-owner"),
  /** Each type of a list in a form's {@code Content-Type} is held against {@code starts-with}. */
  CONTENT_TYPE_PREFIXES("content-type-prefixes"),
  /**
   * A presigned URL with an {@code x-amz-*} header that wasn't signed is refused. A store that has
   * this has the other features of unsigned headers too.
   */
  UNSIGNED_HEADERS_REFUSED("unsigned-headers-refused"),
  /** An unsigned {@code x-amz-acl} is refused, or without effect. */
  UNSIGNED_ACLS_REFUSED("unsigned-acls-refused"),
  /** An unsigned {@code x-amz-tagging} is refused, or without effect. */
  UNSIGNED_TAGS_REFUSED("unsigned-tags-refused"),
  /** Unsigned {@code x-amz-meta-*} are refused, or without effect. */
  UNSIGNED_METADATA_REFUSED("unsigned-metadata-refused"),
  /**
   * An unsigned {@code x-amz-copy-source} is refused, or held to the conditions that presigned PUTs
   * sign for it; or it fails because the keys that sign may read nothing. Where it is obeyed, the
   * holder of a PUT has another object copied into the file's place, whatever size and type that
   * has.
   */
  UNSIGNED_COPIES_REFUSED("unsigned-copies-refused"),
  /**
   * An empty header, such as {@code Content-Encoding} without a value, is taken for none. Presigned
   * PUTs then sign {@code Cache-Control}, {@code Content-Disposition}, {@code Content-Encoding},
   * {@code Content-Language} and tags as empty where the profile doesn't set them, so that their
   * holder can't add any. AWS doesn't say what it does with them, and has kept an empty encoding,
   * which CDNs and browsers stumble over; so there it isn't taken for granted. On other stores it
   * is: one that doesn't take them says so.
   */
  EMPTY_HEADERS("empty-headers"),
  /**
   * In a policy <code>${*}</code>, <code>${?}</code> and <code>${$}</code> are plain characters.
   */
  POLICY_ESCAPES("policy-escapes"),
  /**
   * A policy's conditions hold what the request really does: which prefix it lists, which tags,
   * encryption, storage class or ACL it asks for. MinIO takes their values from any header or
   * parameter of the key's name, so a client can forge them there.
   */
  POLICY_CONDITIONS("policy-conditions"),
  /** A policy tells capitals in a key from small letters. */
  CASE_SENSITIVE_POLICIES("case-sensitive-policies"),
  /** A policy can demand {@code If-None-Match} ({@code s3:if-none-match}). */
  CONDITIONAL_WRITE_POLICIES("conditional-write-policies");

  /** What a store can't ignore: without it, requests fail. */
  static final Set<StoreFeature> LOUD =
      Collections.unmodifiableSet(EnumSet.of(POST_POLICY, EMPTY_HEADERS));

  private static final Set<StoreFeature> UNSIGNED =
      EnumSet.of(
          UNSIGNED_ACLS_REFUSED,
          UNSIGNED_TAGS_REFUSED,
          UNSIGNED_METADATA_REFUSED,
          UNSIGNED_COPIES_REFUSED);

  private final String id;

  StoreFeature(String id) {
    this.id = id;
  }

  /** Adds to some features those that they include. */
  static Set<StoreFeature> complete(Set<StoreFeature> features) {
    if (features.contains(UNSIGNED_HEADERS_REFUSED)) {
      features.addAll(UNSIGNED);
    }
    if (features.contains(FORM_FIELDS_REFUSED)) {
      features.add(FORM_METADATA_REFUSED);
    }
    return features;
  }

  /** {@return the name in configuration and in texts, for instance {@code post-policy}} */
  public String id() {
    return id;
  }
}
