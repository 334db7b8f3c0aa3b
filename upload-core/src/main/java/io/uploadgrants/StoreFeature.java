package io.uploadgrants;

/** What AWS S3 can do and some stores that speak its protocol can't. */
public enum StoreFeature {
  /** Browser forms with a signed policy. */
  POST_POLICY("post-policy"),
  /** {@code If-None-Match: *} on PUT. */
  CONDITIONAL_WRITES("conditional-writes"),
  /** Checksums verified by the server ({@code x-amz-checksum-*}). */
  CHECKSUMS("checksums"),
  /** Object tags in {@code x-amz-tagging}. */
  TAGS("tags"),
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
  /** A presigned URL with an {@code x-amz-*} header that wasn't signed is refused. */
  UNSIGNED_HEADERS_REFUSED("unsigned-headers-refused"),
  /**
   * An empty header, such as {@code Content-Encoding} without a value, is taken for none. Presigned
   * PUTs then sign {@code Cache-Control}, {@code Content-Disposition}, {@code Content-Encoding},
   * {@code Content-Language} and tags as empty where the profile doesn't set them, so that their
   * holder can't add any. AWS doesn't say what it does with them, and has kept an empty encoding,
   * which CDNs and browsers stumble over; so there it isn't taken for granted.
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
  /** A policy can demand {@code If-None-Match} ({@code s3:if-none-match}). */
  CONDITIONAL_WRITE_POLICIES("conditional-write-policies");

  private final String id;

  StoreFeature(String id) {
    this.id = id;
  }

  /**
   * Returns the name in configuration and in texts.
   *
   * @return for instance {@code post-policy}
   */
  public String id() {
    return id;
  }
}
