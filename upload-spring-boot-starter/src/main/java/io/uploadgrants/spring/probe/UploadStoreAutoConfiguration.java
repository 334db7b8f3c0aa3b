package io.uploadgrants.spring.probe;

import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.probe.StoreReport;
import io.uploadgrants.spring.NamedUploadTargets;
import io.uploadgrants.spring.autoconfigure.UploadAutoConfiguration;
import io.uploadgrants.spring.credentials.UploadStsAutoConfiguration;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** Auto-configuration that finds out at start what the store does, once that is asked for. */
@AutoConfiguration(after = {UploadAutoConfiguration.class, UploadStsAutoConfiguration.class})
@ConditionalOnBooleanProperty(UploadStoreAutoConfiguration.PROPERTY)
@ConditionalOnBean(UploadGrants.class)
public final class UploadStoreAutoConfiguration {

  static final String PROPERTY = "upload.verify-store";

  UploadStoreAutoConfiguration() {}

  /** What was found, for the application to read; not lazy, or nothing would be tried. */
  @Bean
  @Lazy(false)
  @ConditionalOnMissingBean
  StoreReport uploadStoreReport(UploadGrants grants, ObjectProvider<NamedUploadTargets> targets) {
    Map<String, UploadTarget> named =
        targets.stream().findFirst().map(NamedUploadTargets::byName).orElse(Map.of());
    return new StoreVerification(grants, named).report();
  }
}
