package io.uploadgrants;

import java.util.Base64;
import java.util.Objects;

/**
 * A checksum of a whole file, big-endian and in Base64 as S3 takes it.
 *
 * @param algorithm how it was computed
 * @param value its bytes in Base64, with padding; anything else is refused with the code {@code
 *     invalid-request}
 */
public record Checksum(ChecksumAlgorithm algorithm, String value) {

  /** Checks that the value has the algorithm's length. */
  public Checksum {
    Objects.requireNonNull(algorithm, "algorithm");
    Objects.requireNonNull(value, "value");
    if (!isBase64Of(algorithm.length(), value)) {
      throw UploadRefusedException.invalid(
          "The %s checksum must be %d bytes in Base64 (%d characters); '%s' isn't.",
          algorithm, algorithm.length(), (algorithm.length() + 2) / 3 * 4, value);
    }
  }

  /**
   * Computes the checksum of a file in memory.
   *
   * @param algorithm how
   * @param file the whole file
   * @return the checksum
   */
  public static Checksum of(ChecksumAlgorithm algorithm, byte[] file) {
    return new Checksum(algorithm, Base64.getEncoder().encodeToString(algorithm.digest(file)));
  }

  private static boolean isBase64Of(int length, String value) {
    if (value.length() != (length + 2) / 3 * 4) {
      return false;
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(value);
      // Encoded again, because a decoder also takes values whose last, unused bits are set.
      return bytes.length == length && Base64.getEncoder().encodeToString(bytes).equals(value);
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }
}
