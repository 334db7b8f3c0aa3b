package io.uploadgrants.completion;

import static io.uploadgrants.ErrorText.phrase;

import io.uploadgrants.Checksum;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.ErrorText;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a ticket promised of an object, held against what the store says of it. */
record Promise(TicketClaims claims) {

  /** What readers see as it is stored; the last is what SDKs say of the way that it was sent. */
  static final Set<String> UNENCODED = Set.of("", "identity", "aws-chunked");

  /** Returns whether an object is of this upload; what others put at its key is none of ours. */
  boolean isOf(StoredObject object) {
    return claims.id().equals(object.uploadId());
  }

  /** Returns how an object differs from its promise, or {@code null} when it doesn't. */
  @Nullable UploadRefusedException broken(StoredObject object) {
    UploadRefusedException size = brokenSize(object.size());
    if (size != null) {
      return size;
    }
    String type = claims.contentType();
    if (type != null && !type.equalsIgnoreCase(object.contentType())) {
      return differs("Its type is '%s', and '%s' was declared", type, object.contentType());
    }
    if (claims.content() && !UNENCODED.contains(object.encoding())) {
      return differs(
          "Its Content-Encoding is '%s', behind which nobody has looked, and %s is allowed",
          "none", object.encoding());
    }
    Checksum checksum = claims.checksum();
    if (checksum != null && !checksum.equals(object.checksums().get(checksum.algorithm()))) {
      return differs(
          "The store has another %3$s checksum of it than was declared, or none",
          null, checksum.algorithm().name());
    }
    return null;
  }

  /** Returns how an object of some size would differ from its promise, or {@code null}. */
  @Nullable UploadRefusedException brokenSize(long bytes) {
    Long size = claims.size();
    if (size != null && bytes != size) {
      return differs("It has %d bytes, and %d were declared", size, bytes);
    }
    if (bytes < claims.minSize()) {
      return differs(
          "It has %d bytes, and the profile asks for at least %d", claims.minSize(), bytes);
    }
    Long maxSize = claims.maxSize();
    if (maxSize != null && bytes > maxSize) {
      return differs("It has %d bytes, and the profile allows at most %d", maxSize, bytes);
    }
    return null;
  }

  /**
   * Checks what was sent so far of a file of undeclared size.
   *
   * @throws UploadRefusedException {@code too-large}
   */
  void checkSent(long bytes) {
    Long maxSize = claims.maxSize();
    if (maxSize != null && bytes > maxSize) {
      throw new UploadRefusedException(
          ErrorCode.TOO_LARGE,
          ErrorText.of(
              "The parts that were sent have %d bytes together; profile '%s' allows at most %d. Abort the upload.",
              bytes, claims.profile(), maxSize),
          maxSize,
          bytes);
    }
  }

  /**
   * Returns the refusal of an object.
   *
   * @param fact how it differs, a template that names what was given, then the limit, then the rest
   */
  static UploadRefusedException differs(
      String fact, @Nullable Object limit, @Nullable Object given, Object... rest) {
    List<@Nullable Object> values = new ArrayList<>(List.of(rest));
    values.add(0, given);
    values.add(1, limit);
    return new UploadRefusedException(
        ErrorCode.OBJECT_DIFFERS,
        ErrorText.of(
            "The object isn't what was promised, and was removed. %s; ask for a new grant.",
            phrase(ErrorText.of(fact, values.toArray()))),
        limit,
        given);
  }
}
