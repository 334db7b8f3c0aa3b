package io.uploadgrants.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.UploadConfigurationException;
import org.springframework.boot.test.context.assertj.ApplicationContextAssertProvider;

/** Why an application didn't start. */
public final class StartFailures {

  private StartFailures() {}

  public static UploadConfigurationException of(ApplicationContextAssertProvider<?> context) {
    Throwable cause = context.getStartupFailure();
    while (cause != null && !(cause instanceof UploadConfigurationException)) {
      cause = cause.getCause();
    }
    assertThat(cause).as("the cause of %s", context.getStartupFailure()).isNotNull();
    return (UploadConfigurationException) cause;
  }
}
