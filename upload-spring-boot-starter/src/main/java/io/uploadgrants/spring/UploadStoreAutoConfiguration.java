package io.uploadgrants.spring;

import io.uploadgrants.GrantStrategy;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.probe.StoreReport;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/** Auto-configuration that finds out at start what the store does, once that is asked for. */
@AutoConfiguration(after = {UploadAutoConfiguration.class, UploadStsAutoConfiguration.class})
@ConditionalOnBooleanProperty(UploadStoreAutoConfiguration.PROPERTY)
@ConditionalOnBean({UploadGrants.class, SigningCredentials.class})
public final class UploadStoreAutoConfiguration {

  static final String PROPERTY = "upload.verify-store";

  UploadStoreAutoConfiguration() {}

  /** What was found, for the application to read. */
  @Bean
  @ConditionalOnMissingBean
  StoreReport uploadStoreReport(
      ApplicationContext context, UploadGrants grants, SigningCredentials credentials) {
    return new StoreVerification(grants, credentials)
        .report(GrantStrategies.of(context.getBeansOfType(GrantStrategy.class)));
  }
}
