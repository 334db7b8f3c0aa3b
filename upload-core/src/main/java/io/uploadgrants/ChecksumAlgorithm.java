package io.uploadgrants;

import java.util.Locale;

/**
 * A checksum that S3 can verify while it receives an object.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html">Checking
 *     object integrity</a>
 */
public enum ChecksumAlgorithm {
  /** CRC-32 as in zip and PNG; 4 bytes. */
  CRC32(4),
  /** CRC-32C (Castagnoli); 4 bytes. */
  CRC32C(4),
  /** CRC-64/NVME; 8 bytes. */
  CRC64NVME(8),
  /** SHA-1; 20 bytes. */
  SHA1(20),
  /** SHA-256; 32 bytes. */
  SHA256(32);

  private final int length;
  private final String header;

  ChecksumAlgorithm(int length) {
    this.length = length;
    this.header = "x-amz-checksum-" + name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the length of a checksum.
   *
   * @return bytes, before Base64
   */
  public int length() {
    return length;
  }

  /**
   * Returns the header, and the form field, that carries the checksum.
   *
   * @return for instance {@code x-amz-checksum-sha256}
   */
  public String header() {
    return header;
  }
}
