package io.uploadgrants.spring.settings;

import io.uploadgrants.spring.autoconfigure.UploadAutoConfiguration;

/** Points from settings to what is made of them, against the arrows. */
public final class Offender {

  /** The arrow. */
  public static final Class<?> AGAINST = UploadAutoConfiguration.class;

  private Offender() {}
}
