package io.uploadgrants.spring;

import io.uploadgrants.UploadTarget;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadServer;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Auto-configuration for tests: a bean {@link UploadServer} is where uploads go to. */
@AutoConfiguration(before = UploadAutoConfiguration.class)
@ConditionalOnClass(UploadServer.class)
@ConditionalOnBean(UploadServer.class)
// Stands here too, because the customizer below would meet it.
@Conditional(OnUploadProfileCondition.class)
public final class UploadServerAutoConfiguration {

  UploadServerAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean(UploadConnectionDetails.class)
  UploadServerConnectionDetails uploadConnectionDetails(UploadServer server) {
    return new UploadServerConnectionDetails(server);
  }

  /** Not made of the details, as the server knows best which features it has. */
  @Bean
  @ConditionalOnMissingBean
  UploadTarget uploadTarget(UploadServer server) {
    return server.target();
  }

  /** First, so that the application's own customizers have the last word. */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  UploadServerClock uploadServerClock(UploadServer server) {
    return new UploadServerClock(
        server.checks().contains(ServerCheck.TEST_CLOCK) ? server.clock() : InstantSource.system());
  }
}
