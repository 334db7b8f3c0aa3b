package io.uploadgrants.spring;

import io.uploadgrants.UploadGrants;

/** Callback for beans that add to the auto-configured {@link UploadGrants}: profiles, a clock. */
@FunctionalInterface
public interface UploadGrantsCustomizer {

  /**
   * Customizes the builder, after the properties and the beans were applied.
   *
   * @param builder the builder
   */
  void customize(UploadGrants.Builder builder);
}
