package io.uploadgrants;

/**
 * Multipart uploads of a profile.
 *
 * @param partSize the size in bytes of each part but the last, 5 MiB to 5 GiB; files of more than
 *     10,000 such parts get larger ones
 */
public record MultipartSettings(long partSize) implements GrantSettings {

  static final MultipartSettings DEFAULT = new MultipartSettings(8L << 20);

  /**
   * Checks the size.
   *
   * @throws UploadConfigurationException when S3 takes no parts of that size
   */
  public MultipartSettings {
    if (partSize < PartPlan.MIN_PART_SIZE || partSize > PartPlan.MAX_PART_SIZE) {
      throw new UploadConfigurationException(
          "multipart.part-size",
          "Parts have %d bytes, and S3 takes parts of %d to %d bytes; give a size between them.",
          partSize,
          PartPlan.MIN_PART_SIZE,
          PartPlan.MAX_PART_SIZE);
    }
  }

  @Override
  public GrantKind kind() {
    return GrantKind.MULTIPART;
  }

  /**
   * Returns these settings with another size of the parts.
   *
   * @param bytes 5 MiB to 5 GiB
   * @return the settings
   */
  public MultipartSettings partSize(long bytes) {
    return new MultipartSettings(bytes);
  }
}
