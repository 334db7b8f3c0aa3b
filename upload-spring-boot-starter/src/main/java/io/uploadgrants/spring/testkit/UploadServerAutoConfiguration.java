package io.uploadgrants.spring.testkit;

import io.uploadgrants.UploadTarget;
import io.uploadgrants.spring.UploadClock;
import io.uploadgrants.spring.UploadConnectionDetails;
import io.uploadgrants.spring.autoconfigure.UploadAutoConfiguration;
import io.uploadgrants.spring.settings.ConditionalOnUploadProfile;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadServer;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;

/** Auto-configuration for tests: a bean {@link UploadServer} is where uploads go to. */
@AutoConfiguration(before = UploadAutoConfiguration.class)
@ConditionalOnClass(UploadServer.class)
@ConditionalOnBean(UploadServer.class)
@ConditionalOnUploadProfile
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

  /** For uploads alone, and only where the application has no such clock of its own. */
  @Bean(defaultCandidate = false)
  @Fallback
  @UploadClock
  InstantSource uploadServerClock(UploadServer server) {
    return server.checks().contains(ServerCheck.TEST_CLOCK)
        ? server.clock()
        : InstantSource.system();
  }
}
