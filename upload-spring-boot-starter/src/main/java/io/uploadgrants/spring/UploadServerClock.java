package io.uploadgrants.spring;

import io.uploadgrants.UploadGrants;
import java.time.InstantSource;

/**
 * The time of a test's server, which is the application's too.
 *
 * @param clock tells it
 */
record UploadServerClock(InstantSource clock) implements UploadGrantsCustomizer {

  @Override
  public void customize(UploadGrants.Builder grants) {
    grants.clock(clock);
  }
}
