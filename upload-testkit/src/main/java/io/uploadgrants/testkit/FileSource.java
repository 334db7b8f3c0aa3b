package io.uploadgrants.testkit;

import io.uploadgrants.Checksum;
import io.uploadgrants.ChecksumAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A file to upload, of which any stretch can be read, by several threads at once. A large one
 * needn't be in memory, nor on the disk: {@link #generated} makes its bytes while they are read.
 */
public interface FileSource {

  /**
   * Returns a file in memory.
   *
   * @param bytes every byte of it, not copied
   * @return the file
   */
  static FileSource of(byte[] bytes) {
    return new BytesSource(bytes);
  }

  /**
   * Returns a file on the disk, read as it is sent.
   *
   * @param path the file, which must not change while it is used
   * @return the file
   * @throws UncheckedIOException when it can't be read
   */
  static FileSource of(Path path) {
    return PathSource.of(path);
  }

  /**
   * Returns a file of random bytes that nobody keeps: the same size and seed give the same bytes.
   *
   * @param size its size in bytes, not negative
   * @param seed any number
   * @return the file
   * @throws IllegalArgumentException when the size is negative
   */
  static FileSource generated(long size, long seed) {
    return new GeneratedSource(size, seed);
  }

  /** {@return the file's size in bytes} */
  long size();

  /**
   * Opens a stretch of the file.
   *
   * @param offset the first byte, from 0
   * @param length how many bytes; a stretch never goes beyond the file's end
   * @return a stream that ends after these bytes; closed by the caller
   * @throws IOException when the file can't be read
   */
  InputStream open(long offset, long length) throws IOException;

  /**
   * Computes the whole file's checksum, as a client does before it asks for a grant.
   *
   * @param algorithm how
   * @return the checksum
   * @throws UncheckedIOException when the file can't be read
   */
  default Checksum checksum(ChecksumAlgorithm algorithm) {
    try (InputStream bytes = open(0, size())) {
      return Checksums.of(algorithm, bytes);
    } catch (IOException unread) {
      throw new UncheckedIOException("The file can't be read", unread);
    }
  }
}
