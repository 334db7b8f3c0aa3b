package io.uploadgrants.testkit;

import io.uploadgrants.Checksum;
import io.uploadgrants.ChecksumAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.checksums.SdkChecksum;

/** Checksums as a client computes them, by the AWS SDK's own code where it has some. */
final class Checksums {

  private static final long CRC64_POLYNOMIAL = 0x9a6c9329ac4bc9b5L;
  private static final int BUFFER = 64 << 10;

  private Checksums() {}

  static Checksum of(ChecksumAlgorithm algorithm, byte[] bytes) {
    try {
      return of(algorithm, new ByteArrayInputStream(bytes));
    } catch (IOException neverInMemory) {
      throw new UncheckedIOException(neverInMemory);
    }
  }

  static Checksum of(ChecksumAlgorithm algorithm, InputStream bytes) throws IOException {
    byte[] value =
        switch (algorithm) {
          case CRC32 -> sdk(DefaultChecksumAlgorithm.CRC32, bytes);
          case CRC32C -> sdk(DefaultChecksumAlgorithm.CRC32C, bytes);
          case CRC64NVME -> ByteBuffer.allocate(Long.BYTES).putLong(crc64Nvme(bytes)).array();
          case SHA1 -> sdk(DefaultChecksumAlgorithm.SHA1, bytes);
          case SHA256 -> sdk(DefaultChecksumAlgorithm.SHA256, bytes);
        };
    return new Checksum(algorithm, Base64.getEncoder().encodeToString(value));
  }

  private static byte[] sdk(
      software.amazon.awssdk.checksums.spi.ChecksumAlgorithm algorithm, InputStream bytes)
      throws IOException {
    SdkChecksum checksum = SdkChecksum.forAlgorithm(algorithm);
    byte[] some = new byte[BUFFER];
    for (int n = bytes.read(some); n >= 0; n = bytes.read(some)) {
      checksum.update(some, 0, n);
    }
    return checksum.getChecksumBytes();
  }

  /** The SDK has this one only in native code. */
  private static long crc64Nvme(InputStream bytes) throws IOException {
    long crc = -1;
    byte[] some = new byte[BUFFER];
    for (int n = bytes.read(some); n >= 0; n = bytes.read(some)) {
      for (int i = 0; i < n; i++) {
        crc ^= some[i] & 0xff;
        for (int bit = 0; bit < 8; bit++) {
          crc = (crc & 1) == 1 ? crc >>> 1 ^ CRC64_POLYNOMIAL : crc >>> 1;
        }
      }
    }
    return ~crc;
  }
}
