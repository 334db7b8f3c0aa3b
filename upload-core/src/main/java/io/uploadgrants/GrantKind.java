package io.uploadgrants;

import static io.uploadgrants.ErrorText.phrase;

import java.util.Arrays;
import java.util.List;

/** The kinds of grant, named as on the wire. */
public enum GrantKind {
  /** A presigned PUT URL: one object, sent as the body of one request. */
  PRESIGNED_PUT("presigned-put", true),

  /**
   * A signed browser form: one object, or many below one prefix, sent as {@code
   * multipart/form-data}.
   */
  POST_POLICY("post-policy", true),

  /**
   * A multipart upload: one object of up to 48.8 TiB, sent in parts by a presigned URL each, and
   * completed by the application.
   */
  MULTIPART("multipart", true),

  /**
   * Temporary credentials of a session that may write one object, or many below one prefix, by any
   * S3 client.
   */
  TEMPORARY_CREDENTIALS("temporary-credentials", false);

  private final String id;
  private final boolean signed;

  GrantKind(String id, boolean signed) {
    this.id = id;
    this.signed = signed;
  }

  /**
   * {@return the name of this kind in JSON and in configuration, for instance {@code
   * presigned-put}}
   */
  public String id() {
    return id;
  }

  /** {@return whether the application's {@link SigningCredentials} sign grants of this kind} */
  public boolean signed() {
    return signed;
  }

  /**
   * {@return whether an upload becomes an object only when the application completes it} So each
   * grant of this kind has a ticket, and after that its holder can change nothing.
   */
  public boolean completedByApplication() {
    return this == MULTIPART;
  }

  /** {@return the maximum size in bytes of a file that S3 takes from this kind} */
  public long maxSize() {
    return switch (this) {
      case PRESIGNED_PUT, POST_POLICY -> PartPlan.MAX_PART_SIZE;
      case MULTIPART, TEMPORARY_CREDENTIALS -> PartPlan.MAX_SIZE;
    };
  }

  /** {@return the settings that this kind has in a profile that says nothing of them} */
  public GrantSettings settings() {
    return switch (this) {
      case PRESIGNED_PUT -> GrantSettings.presignedPut();
      case POST_POLICY -> GrantSettings.postPolicy();
      case MULTIPART -> GrantSettings.multipart();
      case TEMPORARY_CREDENTIALS -> GrantSettings.temporaryCredentials();
    };
  }

  /**
   * Returns the kind with a given {@link #id()}.
   *
   * @param id the name on the wire
   * @return the kind
   * @throws UploadRefusedException {@code invalid-request} when there is no such kind
   */
  public static GrantKind ofId(String id) {
    for (GrantKind kind : values()) {
      if (kind.id.equals(id)) {
        return kind;
      }
    }
    List<String> known = Arrays.stream(values()).map(GrantKind::id).toList();
    throw UploadRefusedException.invalid(
        "There is no grant kind '%s'%s Use one of: %s.",
        id, phrase(KnownNames.of(known).didYouMean(id)), known);
  }
}
