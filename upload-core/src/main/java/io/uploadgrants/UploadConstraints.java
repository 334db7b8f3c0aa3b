package io.uploadgrants;

import static io.uploadgrants.ErrorText.phrase;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a profile demands of a file.
 *
 * @param contentTypes the allowed media types, {@code type/subtype} or {@code type/*}, in lower
 *     case; empty for any
 * @param exactTypes whether a client must declare a type by the name that is allowed
 * @param minSize the least size in bytes
 * @param maxSize the maximum size in bytes, or {@code null} for what S3 takes
 * @param checksum the algorithm of the checksum that a client must declare, or {@code null} when it
 *     need not
 * @param overwrite whether an object that exists may be replaced
 */
public record UploadConstraints(
    List<String> contentTypes,
    boolean exactTypes,
    long minSize,
    @Nullable Long maxSize,
    @Nullable ChecksumAlgorithm checksum,
    Overwrite overwrite) {

  /** Copies the list. */
  public UploadConstraints {
    contentTypes = List.copyOf(contentTypes);
  }

  /**
   * Returns whether the size has a bound.
   *
   * @return whether there is a minimum or a maximum size
   */
  public boolean boundSize() {
    return minSize > 0 || maxSize != null;
  }

  /** Returns the request with the type that is signed and stored, where that isn't the declared. */
  UploadRequest typed(UploadRequest request) {
    if (contentTypes.isEmpty() || exactTypes) {
      return request;
    }
    String stored = StoredType.of(contentTypes, request);
    return stored == null || stored.equals(request.contentType())
        ? request
        : request.withContentType(stored);
  }

  /** Checks what the client says of its file. */
  void check(String profile, UploadRequest request) {
    Long size = request.size();
    if (size != null && maxSize != null && size > maxSize) {
      throw new UploadRefusedException(
          ErrorCode.TOO_LARGE,
          ErrorText.of(
              "The file has %d bytes; profile '%s' allows at most %d.", size, profile, maxSize),
          maxSize,
          size);
    }
    if (size != null && size < minSize) {
      throw new UploadRefusedException(
          ErrorCode.TOO_SMALL,
          ErrorText.of(
              "The file has %d bytes; profile '%s' asks for at least %d.", size, profile, minSize),
          minSize,
          size);
    }
    String type = request.contentType();
    if (!contentTypes.isEmpty() && (type == null || !MediaTypes.matches(contentTypes, type))) {
      throw new UploadRefusedException(
          ErrorCode.TYPE_NOT_ALLOWED,
          ErrorText.of(
              "%s; profile '%s' allows %s.",
              phrase(
                  type == null
                      ? "No content type was given, and the file's name doesn't tell one that fits"
                      : "The file's type is '" + type + "'"),
              profile,
              phrase(String.join(", ", contentTypes))),
          contentTypes,
          type);
    }
    Checksum given = request.checksum();
    if (checksum != null && (given == null || given.algorithm() != checksum)) {
      throw new UploadRefusedException(
          ErrorCode.CHECKSUM_REQUIRED,
          ErrorText.of(
              "%s; profile '%s' demands a %s checksum of the file.",
              given == null
                  ? "No checksum was given"
                  : "A " + given.algorithm() + " checksum was given",
              profile,
              checksum),
          checksum.name(),
          given == null ? null : given.algorithm().name());
    }
  }
}
