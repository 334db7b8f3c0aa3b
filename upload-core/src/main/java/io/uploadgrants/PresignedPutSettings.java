package io.uploadgrants;

/** Presigned PUTs of a profile. */
public record PresignedPutSettings() implements GrantSettings {

  @Override
  public GrantKind kind() {
    return GrantKind.PRESIGNED_PUT;
  }
}
