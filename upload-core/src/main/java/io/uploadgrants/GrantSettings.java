package io.uploadgrants;

/**
 * A kind of grant that a profile allows, with the settings that only this kind has.
 *
 * <pre>{@code
 * UploadProfile.named("avatar").kinds(presignedPut(), postPolicy().successStatus(204))
 * }</pre>
 */
public sealed interface GrantSettings
    permits PresignedPutSettings,
        PostPolicySettings,
        MultipartSettings,
        TemporaryCredentialsSettings {

  /** {@return the kind that these settings are for} */
  GrantKind kind();

  /**
   * {@return whether a grant lets its holder read or list stored objects, {@code false}, unless a
   * kind can do that and was told to}
   */
  default boolean reads() {
    return false;
  }

  /**
   * Checks that these settings go with the scope of their profile.
   *
   * @param scope what one grant of the profile is good for
   * @throws UploadConfigurationException when they don't; its setting begins with the kind's name
   */
  default void check(UploadScope scope) {}

  /** {@return a presigned PUT, which has no settings of its own} */
  static PresignedPutSettings presignedPut() {
    return new PresignedPutSettings();
  }

  /** {@return a POST policy, answered with 201 and the object's name in XML} */
  static PostPolicySettings postPolicy() {
    return PostPolicySettings.DEFAULT;
  }

  /** {@return a multipart upload, in parts of 8 MiB} */
  static MultipartSettings multipart() {
    return MultipartSettings.DEFAULT;
  }

  /** {@return temporary credentials that allow uploading alone} */
  static TemporaryCredentialsSettings temporaryCredentials() {
    return TemporaryCredentialsSettings.DEFAULT;
  }
}
