package io.uploadgrants.spring.settings;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration that refuses settings which nobody knows. It has no condition: where {@code
 * upload.profiles} is misspelt, nothing else would start.
 */
@AutoConfiguration
public final class UploadSettingsAutoConfiguration {

  UploadSettingsAutoConfiguration() {}

  /** Before any bean is made, so that nothing else fails for the want of a setting. */
  @Bean
  static BeanFactoryPostProcessor uploadUnknownSettings(Environment environment) {
    return beans -> UnknownSettings.refuse(environment);
  }
}
