package io.uploadgrants.spring.autoconfigure;

import io.uploadgrants.StorePreset;
import io.uploadgrants.spring.UploadConnectionDetails;
import io.uploadgrants.spring.settings.UploadProperties;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The details that properties give; the credentials aren't among them.
 *
 * @param properties those of one target
 */
record PropertiesUploadConnectionDetails(UploadProperties.Target properties)
    implements UploadConnectionDetails {

  @Override
  public @Nullable URI getEndpoint() {
    return properties.endpoint();
  }

  @Override
  public @Nullable StorePreset getStore() {
    return properties.store();
  }

  @Override
  public @Nullable String getRegion() {
    return properties.region();
  }

  @Override
  public @Nullable String getBucket() {
    return properties.bucket();
  }

  @Override
  public @Nullable URI getPublicEndpoint() {
    return properties.publicEndpoint();
  }

  @Override
  public @Nullable Boolean getPathStyle() {
    return properties.pathStyle();
  }

  @Override
  public boolean isDualStack() {
    return properties.dualStack();
  }

  @Override
  public boolean isFips() {
    return properties.fips();
  }

  @Override
  public boolean isAccelerate() {
    return properties.accelerate();
  }
}
