package io.uploadgrants.completion;

import io.uploadgrants.GrantKind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far an upload is.
 *
 * @param kind the grant's kind
 * @param state whether its object is there
 * @param multipart what the store has of a multipart upload; {@code null} when it is completed, and
 *     for other kinds
 */
public record UploadStatus(GrantKind kind, State state, @Nullable MultipartProgress multipart) {

  /** Checks that nothing is missing. */
  public UploadStatus {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(state, "state");
  }

  /** Whether an upload's object is there, named as on the wire. */
  public enum State {
    /** The multipart upload takes parts. */
    OPEN("open"),
    /** Nothing that fits was uploaded yet, or it wasn't accepted yet where it is then moved. */
    WAITING("waiting"),
    /**
     * The object is there, with the size, type and checksum that were promised; where accepted
     * objects are moved, it was accepted, or all parts of it are together.
     */
    COMPLETED("completed");

    private final String id;

    State(String id) {
      this.id = id;
    }

    /** {@return the name on the wire, for instance {@code waiting}} */
    public String id() {
      return id;
    }
  }
}
