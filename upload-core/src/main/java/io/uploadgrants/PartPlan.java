package io.uploadgrants;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a file is cut into the parts of a multipart upload: all have the same size, but for the last,
 * which has the rest. An empty file is one empty part.
 *
 * <p>The plan of a file of undeclared size is {@linkplain #isOpen() open}: the client cuts the file
 * as it likes, into no more parts than the plan has.
 *
 * @param uploadId S3's id of the upload
 * @param size the file's size in bytes, or {@code null} when the plan is open
 * @param partSize the size in bytes of each part but the last; of an open plan a proposal
 * @param count the number of parts, 1 to 10,000; of an open plan the most that there may be
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html">Amazon S3
 *     multipart upload limits</a>
 */
public record PartPlan(String uploadId, @Nullable Long size, long partSize, int count) {

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
   * @throws IllegalArgumentException when they are too many, too small or too large, or aren't as
   *     many as the size makes
   */
  public PartPlan {
    Objects.requireNonNull(uploadId, "uploadId");
    boolean whole =
        partSize >= MIN_PART_SIZE
            && partSize <= MAX_PART_SIZE
            && count >= 1
            && count <= MAX_PARTS
            && (size == null || size >= 0 && count == count(size, partSize));
    if (!whole) {
      throw new IllegalArgumentException(
          ErrorText.of("A file of %s bytes can't have %d parts of %d", size, count, partSize));
    }
  }

  /**
   * Creates the plan of a file of known size.
   *
   * @param uploadId S3's id of the upload
   * @param size the file's size in bytes
   * @param partSize the size in bytes of each part but the last
   * @throws IllegalArgumentException when the parts are too many, too small or too large
   */
  public PartPlan(String uploadId, long size, long partSize) {
    this(
        uploadId,
        Long.valueOf(size),
        partSize,
        (int) Math.min(count(size, partSize), Integer.MAX_VALUE));
  }

  /**
   * Returns the plan of a file of undeclared size. It has as many parts as a file of the maximum
   * size has, when each is as small as S3 takes it.
   *
   * @param uploadId S3's id of the upload
   * @param maxSize the maximum size of the file in bytes, or {@code null} for what S3 takes
   * @param partSize the size in bytes that is proposed for each part but the last
   * @return the plan
   * @throws IllegalArgumentException when the parts are too small or too large
   */
  public static PartPlan open(String uploadId, @Nullable Long maxSize, long partSize) {
    long most = maxSize == null ? MAX_PARTS : Math.min(MAX_PARTS, count(maxSize, MIN_PART_SIZE));
    return new PartPlan(uploadId, null, partSize, (int) most);
  }

  private static long count(long size, long partSize) {
    return partSize < 1 ? 0 : Math.max(1, size / partSize + (size % partSize == 0 ? 0 : 1));
  }

  /** {@return whether the file's size isn't declared, so that the client cuts it as it likes} */
  public boolean isOpen() {
    return size == null;
  }

  /**
   * Returns the size of a part.
   *
   * @param partNumber 1 to {@link #count()}
   * @return bytes
   * @throws IllegalArgumentException when there is no such part
   * @throws IllegalStateException when the plan is open
   */
  public long sizeOf(int partNumber) {
    if (partNumber < 1 || partNumber > count) {
      throw new IllegalArgumentException("There is no part " + partNumber + " of " + count);
    }
    if (size == null) {
      throw new IllegalStateException("The client decides the sizes of these parts");
    }
    return Math.min(partSize, size - (partNumber - 1) * partSize);
  }

  /** Returns the sizes, but not the id. */
  @Override
  public String toString() {
    return "PartPlan[size=%s, partSize=%d, count=%d]".formatted(size, partSize, count);
  }
}
