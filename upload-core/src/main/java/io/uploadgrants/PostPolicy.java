package io.uploadgrants;

import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A form that uploads one object, or with {@link UploadScope#PREFIX} many.
 *
 * @param key the value of the field {@code key}
 * @param url where to send the form, as {@code multipart/form-data}; ends in {@code /}
 * @param fields every field to send before the file, in that order
 * @param openFields fields that the client sends too and completes by itself, with what their
 *     values must start with; only {@link UploadScope#PREFIX} has any
 * @param expiresAt the moment after which S3 refuses the form
 * @param enforced who enforces which constraint
 * @param ticket what completes the upload, or {@code null} where the profile has no completion
 */
public record PostPolicy(
    String key,
    String url,
    Map<String, String> fields,
    Map<String, String> openFields,
    Instant expiresAt,
    Map<UploadConstraint, EnforcedBy> enforced,
    @Nullable UploadTicket ticket)
    implements UploadGrant {

  /** The name of the field with the file, which comes last. */
  public static final String FILE_FIELD = "file";

  /** Makes the maps read-only. */
  public PostPolicy {
    fields = Collections.unmodifiableMap(fields);
    openFields = Collections.unmodifiableMap(openFields);
    enforced = Collections.unmodifiableMap(enforced);
  }

  /**
   * Creates a grant without a ticket.
   *
   * @param key the object's key
   * @param url where to send the form
   * @param fields every field to send before the file
   * @param openFields fields that the client completes
   * @param expiresAt the moment after which it no longer works
   * @param enforced who enforces which constraint
   */
  public PostPolicy(
      String key,
      String url,
      Map<String, String> fields,
      Map<String, String> openFields,
      Instant expiresAt,
      Map<UploadConstraint, EnforcedBy> enforced) {
    this(key, url, fields, openFields, expiresAt, enforced, null);
  }

  /**
   * {@return where to send the form} HTTP clients that take a text for a template encode the URL's
   * {@code %} again, which breaks the bucket's address.
   */
  public URI uri() {
    return URI.create(url);
  }

  @Override
  public GrantKind kind() {
    return GrantKind.POST_POLICY;
  }

  @Override
  public PostPolicy withTicket(UploadTicket ticket, Map<UploadConstraint, EnforcedBy> enforced) {
    return new PostPolicy(key, url, fields, openFields, expiresAt, enforced, ticket);
  }

  /** Returns the key and the expiry, but nothing that is signed. */
  @Override
  public String toString() {
    return "PostPolicy[key=%s, fields=%s, expiresAt=%s]"
        .formatted(ErrorText.shown(key), fields.keySet(), expiresAt);
  }
}
