package io.uploadgrants;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

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
   * {@return the header, and the form field, that carries the checksum, for instance {@code
   * x-amz-checksum-sha256}}
   */
  public String header() {
    return header;
  }

  /** Returns a file's checksum, big-endian. */
  byte[] digest(byte[] file) {
    return switch (this) {
      case CRC32 -> crc(new java.util.zip.CRC32(), file);
      case CRC32C -> crc(new CRC32C(), file);
      case CRC64NVME -> ByteBuffer.allocate(length).putLong(Crc64Nvme.of(file)).array();
      case SHA1 -> sha("SHA-1", file);
      case SHA256 -> sha("SHA-256", file);
    };
  }

  private static byte[] crc(Checksum crc, byte[] file) {
    crc.update(file);
    return ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
  }

  private static byte[] sha(String name, byte[] file) {
    try {
      return MessageDigest.getInstance(name).digest(file);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has " + name, e);
    }
  }
}
