package io.uploadgrants.testkit;

import java.util.Locale;

/**
 * What a server may or may not do. A test that needs one names it, so that it doesn't pass for the
 * wrong reason on a server that doesn't.
 *
 * @see UploadServer#checks()
 */
public enum ServerCheck {
  /** Refuses a presigned PUT whose URL, method or signed header was altered. */
  PUT_SIGNATURE("PUT: refuses an altered URL, method or signed header"),
  /** Refuses a presigned PUT with more or fewer bytes than were signed. */
  PUT_SIZE("PUT: refuses more or fewer bytes than were signed"),
  /** Stores nothing of a presigned PUT, or of a part, that breaks off before its signed length. */
  WHOLE_UPLOADS("PUT: stores nothing of one that breaks off, nor of a part"),
  /** Refuses a presigned PUT whose bytes don't have the signed checksum. */
  PUT_CHECKSUM("PUT: refuses bytes that don't have the signed checksum"),
  /** Refuses a second upload where {@code If-None-Match: *} is signed. */
  NO_OVERWRITE("PUT: refuses a second upload (`If-None-Match: *`)"),
  /** Refuses a presigned PUT with an {@code x-amz-acl} or a grant that wasn't signed. */
  UNSIGNED_ACLS("PUT: refuses an unsigned `x-amz-acl`, or ignores it"),
  /** Refuses a presigned PUT with tags that weren't signed. */
  UNSIGNED_TAGS("PUT: refuses an unsigned `x-amz-tagging`, or ignores it"),
  /** Refuses a presigned PUT with metadata that wasn't signed. */
  UNSIGNED_METADATA("PUT: refuses unsigned `x-amz-meta-*`, or ignores them"),
  /** Refuses a presigned PUT with a copy source that wasn't signed, or heeds signed conditions. */
  UNSIGNED_COPIES("PUT: refuses an unsigned `x-amz-copy-source`, or heeds its signed conditions"),
  /** Refuses a presigned PUT with another {@code x-amz-*} header that wasn't signed. */
  UNSIGNED_HEADERS("PUT: refuses every other `x-amz-*` header that isn't signed"),
  /**
   * Refuses a presigned PUT with a {@code Content-Encoding}, {@code Cache-Control} or the like that
   * wasn't signed. S3 itself doesn't.
   */
  PLAIN_HEADERS("PUT: refuses an unsigned `Content-Encoding`, `Cache-Control` and the like"),
  /** Takes a signed header without a value for none, so that nobody can add one. */
  EMPTY_HEADERS("PUT: takes an empty `Content-Encoding` and the like, so that nobody can add one"),
  /**
   * Refuses a presigned PUT whose payload is declared as streamed ({@code x-amz-content-sha256:
   * STREAMING-…}), unless its signature and that of its chunks are right. Where it doesn't, an
   * access key id is all that it takes to write any key at any time.
   */
  PUT_STREAMING("PUT: refuses `x-amz-content-sha256: STREAMING-…` without a valid signature"),
  /** Refuses a PUT with a forged signature in its {@code Authorization} header. */
  HEADER_SIGNATURE("PUT: refuses a forged signature in the `Authorization` header"),
  /** Refuses a PUT after its time. */
  EXPIRY("PUT: refuses it after its time"),
  /** Takes a form; without that, the other checks of forms say nothing. */
  FORM("form: takes one"),
  /** Refuses a form after its time. */
  FORM_EXPIRY("form: refuses it after its time"),
  /** Refuses a form with a forged signature or an altered policy. */
  FORM_SIGNATURE("form: refuses a forged signature and an altered policy"),
  /** Refuses a form with a field that differs from its policy, or that is missing. */
  FORM_CONDITIONS("form: refuses a field that differs from the policy, or is missing"),
  /** Refuses a form with a field that its policy doesn't name. */
  FORM_FIELDS("form: refuses a field that the policy doesn't name"),
  /** Refuses a form with metadata that its policy doesn't name. */
  FORM_METADATA("form: refuses an `x-amz-meta-*` that the policy doesn't name"),
  /** Refuses a form's {@code x-minio-fanout-list}, which would write other keys. */
  FORM_FANOUT("form: refuses `x-minio-fanout-list`, which would write other keys"),
  /** Refuses a form with more or fewer bytes than its policy allows. */
  FORM_SIZE("form: refuses more or fewer bytes than the policy allows"),
  /** Refuses a form whose bytes don't have the checksum of its policy. */
  FORM_CHECKSUM("form: refuses bytes that don't have the policy's checksum"),
  /** Puts the file's name in the place of <code>${filename}</code> in a form's key. */
  FORM_FILE_NAMES("form: puts the file's name in the place of `${filename}`"),
  /**
   * Refuses to complete an upload in parts over an object where {@code If-None-Match: *} is sent.
   */
  COMPLETE_NO_OVERWRITE("parts: refuses to complete over an object (`If-None-Match: *`)"),
  /** Refuses to complete an upload whose parts have another size in sum than is sent. */
  COMPLETE_SIZE("parts: refuses to complete another size than `x-amz-mp-object-size`"),
  /** Refuses to complete an upload whose bytes have another checksum than is sent. */
  COMPLETE_CHECKSUM("parts: refuses to complete another checksum of the whole (`FULL_OBJECT`)"),
  /** Refuses to copy a source that isn't the one whose entity tag is sent. */
  COPY_CONDITION("copy: refuses a source that has changed (`x-amz-copy-source-if-match`)"),
  /** Refuses temporary credentials without their own secret and session token. */
  SESSION_TOKEN("temporary credentials: refuses them without their own secret and session token"),
  /** Refuses what the session policy of temporary credentials doesn't allow. */
  SESSION_POLICY("temporary credentials: refuses what their session policy doesn't allow"),
  /** Reads <code>${*}</code>, <code>${?}</code> and <code>${$}</code> in a session policy. */
  SESSION_ESCAPES("session policy: takes `${*}`, `${?}` and `${$}` for plain characters"),
  /** Refuses to list the buckets to a session whose policy doesn't allow it. */
  SESSION_BUCKETS("session policy: refuses to list the buckets"),
  /** Tells capitals in a session policy's keys from small letters. */
  SESSION_CASE("session policy: tells capitals in a key from small letters"),
  /**
   * Judges a request by the headers and parameters that it obeys: demands the permissions that they
   * need, and takes no header for a parameter or the other way round.
   */
  SESSION_CONDITIONS("session policy: sees the headers and parameters that the server obeys"),
  /** Knows {@code s3:if-none-match} and {@code s3:ObjectCreationOperation} in a session policy. */
  SESSION_NO_OVERWRITE("session policy: can demand `If-None-Match` (`s3:if-none-match`)"),
  /** Answers a page of an origin that isn't allowed without {@code Access-Control-Allow-Origin}. */
  CORS("browser: withholds answers from pages of origins that aren't allowed"),
  /** Keeps object tags of a PUT, and gives them back. */
  TAGS("PUT: keeps tags"),
  /** Keeps a storage class of a PUT such as {@code STANDARD_IA}. */
  STORAGE_CLASS("PUT: keeps a storage class (`STANDARD_IA`)"),
  /** Keeps SSE-S3 of a PUT. */
  ENCRYPTION("PUT: keeps encryption (SSE-S3)"),
  /** Keeps SSE-KMS of a PUT, with the store's own key. */
  KMS_ENCRYPTION("PUT: keeps encryption (SSE-KMS)"),
  /** Keeps object tags of a form, and gives them back. */
  FORM_TAGS("form: keeps tags"),
  /** Keeps a storage class of a form. */
  FORM_STORAGE_CLASS("form: keeps a storage class"),
  /** Keeps SSE-S3 of a form. */
  FORM_ENCRYPTION("form: keeps encryption (SSE-S3)"),
  /** Keeps SSE-KMS of a form, with the store's own key. */
  FORM_KMS_ENCRYPTION("form: keeps encryption (SSE-KMS)"),
  /** Keeps a form's content disposition and cache control. */
  FORM_DISPOSITION("form: keeps a content disposition and a cache control"),
  /** Tells the time by {@link UploadServer#clock()}, which a test can move. */
  TEST_CLOCK("its time can be moved (`server.clock()`)"),
  /** Does wrong what {@link UploadServer#faults()} is asked for. */
  FAULTS("does wrong what it is asked to (`server.faults()`)");

  private final String description;

  ServerCheck(String description) {
    this.description = description;
  }

  /** {@return the name in texts, for instance {@code put-signature}} */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns what a server with this check does.
   *
   * @return a line of Markdown, without a full stop
   */
  public String description() {
    return description;
  }
}
