package io.uploadgrants;

import java.util.Objects;

/**
 * How a file is cut into the parts of a multipart upload: all have the same size, but for the last,
 * which has the rest. An empty file is one empty part.
 *
 * @param uploadId S3's id of the upload
 * @param size the file's size in bytes
 * @param partSize the size in bytes of each part but the last
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html">Amazon S3
 *     multipart upload limits</a>
 */
public record PartPlan(String uploadId, long size, long partSize) {

  /** The most parts that S3 takes for one object. */
  public static final int MAX_PARTS = 10_000;

  /** The minimum size in bytes of each part but the last: 5 MiB. */
  public static final long MIN_PART_SIZE = 5L << 20;

  /** The maximum size in bytes of a part: 5 GiB. */
  public static final long MAX_PART_SIZE = 5L << 30;

  /** The maximum size in bytes of a file: 48.8 TiB. */
  public static final long MAX_SIZE = MAX_PARTS * MAX_PART_SIZE;

  /**
   * Checks that the parts are as S3 takes them.
   *
   * @throws IllegalArgumentException when they are too many, too small or too large
   */
  public PartPlan {
    Objects.requireNonNull(uploadId, "uploadId");
    boolean whole = size >= 0 && partSize >= MIN_PART_SIZE && partSize <= MAX_PART_SIZE;
    if (!whole || count(size, partSize) > MAX_PARTS) {
      throw new IllegalArgumentException(
          ErrorText.of("A file of %d bytes can't have parts of %d", size, partSize));
    }
  }

  private static long count(long size, long partSize) {
    return Math.max(1, size / partSize + (size % partSize == 0 ? 0 : 1));
  }

  /** {@return the number of parts, 1 to 10,000} */
  public int count() {
    return (int) count(size, partSize);
  }

  /**
   * Returns the size of a part.
   *
   * @param partNumber 1 to {@link #count()}
   * @return bytes
   * @throws IllegalArgumentException when there is no such part
   */
  public long sizeOf(int partNumber) {
    if (partNumber < 1 || partNumber > count()) {
      throw new IllegalArgumentException("There is no part " + partNumber + " of " + count());
    }
    return Math.min(partSize, size - (partNumber - 1) * partSize);
  }

  /** Returns the sizes, but not the id. */
  @Override
  public String toString() {
    return "PartPlan[size=%d, partSize=%d]".formatted(size, partSize);
  }
}
