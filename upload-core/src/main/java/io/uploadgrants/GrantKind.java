package io.uploadgrants;

import java.util.Arrays;
import java.util.List;

/** The kinds of grant, named as on the wire. */
public enum GrantKind {
  /** A presigned PUT URL: one object, sent as the body of one request. */
  PRESIGNED_PUT("presigned-put"),

  /**
   * A signed browser form: one object, or many below one prefix, sent as {@code
   * multipart/form-data}.
   */
  POST_POLICY("post-policy"),

  /**
   * Temporary credentials of a session that may write one object, or many below one prefix, by any
   * S3 client.
   */
  TEMPORARY_CREDENTIALS("temporary-credentials");

  private final String id;

  GrantKind(String id) {
    this.id = id;
  }

  /**
   * Returns the name of this kind in JSON and in configuration.
   *
   * @return for instance {@code presigned-put}
   */
  public String id() {
    return id;
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
        "There is no grant kind '%s'%s Use one of: %s."
            .formatted(
                Text.shorten(id), KnownNames.of(known).didYouMean(id), String.join(", ", known)));
  }
}
