package io.uploadgrants.s3;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.ErrorText;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.sigv4.SigV4Signer;
import io.uploadgrants.sigv4.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A form and its policy as they grow: a field and its condition are only ever added together. */
final class PolicyForm {

  /** What S3 replaces by the name of the file. */
  static final String FILE_NAME = "${filename}";

  private final PolicyDocument policy;
  private final Map<String, String> fields = new LinkedHashMap<>(32);

  PolicyForm(Instant expiration) {
    this.policy = new PolicyDocument(expiration);
  }

  /**
   * Fields that many forms have, and conditions on them, written once.
   *
   * @param fields the fields
   * @param conditions one for each field, and for what stands elsewhere than in a field
   */
  record Shared(Map<String, String> fields, String conditions) {

    /** Returns the fields of a profile; the bucket has its condition, and stands in the address. */
    static Shared of(String bucket, Map<String, String> fields) {
      Map<String, String> equal = new LinkedHashMap<>();
      equal.put("bucket", bucket);
      equal.putAll(fields);
      return new Shared(
          Collections.unmodifiableMap(new LinkedHashMap<>(fields)), PolicyDocument.shared(equal));
    }

    /** Returns the fields that tell whose key signs. */
    static Shared of(SigningKey key) {
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put("x-amz-algorithm", SigV4Signer.ALGORITHM);
      fields.put("x-amz-credential", key.credential());
      String token = key.sessionToken();
      if (token != null) {
        fields.put("x-amz-security-token", token);
      }
      return new Shared(Collections.unmodifiableMap(fields), PolicyDocument.shared(fields));
    }
  }

  void include(Shared shared) {
    policy.include(shared.conditions());
    shared.fields().forEach(this::put);
  }

  void add(String name, String value) {
    put(name, value);
    policy.equal(name, value);
  }

  /** Adds the key of a form for many files, whose names S3 puts behind the prefix. */
  void addKeyPrefix(String prefix) {
    fields.put("key", prefix + FILE_NAME);
    policy.startsWith("key", prefix);
  }

  /** Adds a condition on a field that the client adds by itself. */
  void open(String name, String start) {
    policy.startsWith(name, start);
  }

  void length(long least, long greatest) {
    policy.length(least, greatest);
  }

  private void put(String name, String value) {
    if (value.contains(FILE_NAME)) {
      throw new UploadRefusedException(
          ErrorCode.INVALID_REQUEST,
          ErrorText.of(
              "The form's field '%s' would have %s in it, which S3 replaces; change that text.",
              name, FILE_NAME),
          null,
          null);
    }
    if (fields.put(name, value) != null) {
      throw new IllegalStateException("The form would have two fields '" + name + "'");
    }
  }

  /** Signs the policy and returns the fields, the signature last. */
  Map<String, String> sign(SigningKey key, Instant time) {
    add("x-amz-date", key.timestamp(time));
    byte[] base64 = policy.toBase64();
    fields.put("policy", new String(base64, StandardCharsets.ISO_8859_1));
    fields.put("x-amz-signature", SigV4Signer.signPolicy(base64, key));
    return Collections.unmodifiableMap(fields);
  }
}
