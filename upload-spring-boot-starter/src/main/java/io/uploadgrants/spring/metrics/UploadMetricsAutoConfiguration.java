package io.uploadgrants.spring.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.spring.autoconfigure.UploadAutoConfiguration;
import io.uploadgrants.spring.settings.ConditionalOnUploadProfile;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration for the counts of grants, completions and sessions, where there is a registry
 * for them.
 */
@AutoConfiguration(
    after = UploadAutoConfiguration.class,
    afterName =
        "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
@ConditionalOnUploadProfile
public final class UploadMetricsAutoConfiguration {

  UploadMetricsAutoConfiguration() {}

  /** Last, so that a grant which another listener withholds isn't counted as granted. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  GrantMeters uploadGrantMeters(MeterRegistry registry, ObjectProvider<UploadGrants> grants) {
    // Late, because the grants are built with their listeners.
    return new GrantMeters(
        registry,
        name ->
            grants.stream()
                .flatMap(each -> each.profiles().stream())
                .anyMatch(profile -> profile.name().equals(name)));
  }

  /** Last, so that an upload whose completion another listener stops isn't counted as completed. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  CompletionMeters uploadCompletionMeters(MeterRegistry registry) {
    return new CompletionMeters(registry);
  }

  @Bean
  MeterBinder uploadSessionMeters(ListableBeanFactory beans) {
    return new SessionMeters(beans);
  }
}
