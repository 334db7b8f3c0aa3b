package io.uploadgrants.spring.testcontainers;

import io.uploadgrants.UploadTarget;
import io.uploadgrants.spring.autoconfigure.DefaultTarget;
import io.uploadgrants.spring.autoconfigure.UploadAutoConfiguration;
import io.uploadgrants.spring.autoconfigure.UploadTargets;
import io.uploadgrants.spring.settings.ConditionalOnUploadProfile;
import io.uploadgrants.spring.settings.UploadProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** Auto-configuration for tests: a container is where uploads go to. */
@AutoConfiguration(before = UploadAutoConfiguration.class)
@ConditionalOnBean(DisposableStore.class)
@ConditionalOnUploadProfile
@EnableConfigurationProperties(UploadProperties.class)
public final class UploadContainerAutoConfiguration {

  UploadContainerAutoConfiguration() {}

  /** Lazy: a target of the application's own has its bucket already. */
  @Bean
  @Lazy
  ContainerBucket uploadContainerBucket(UploadProperties properties, DisposableStore store) {
    // Without the owner that properties may expect, for no AWS account owns it.
    return new ContainerBucket(
        UploadTargets.of(DefaultTarget.ofTests(properties), store).with(store.features()).build(),
        store);
  }

  @Bean
  @ConditionalOnMissingBean
  UploadTarget uploadTarget(ContainerBucket bucket) {
    return bucket.target();
  }
}
