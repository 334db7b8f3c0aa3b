package io.uploadgrants.samples.uppy;

import io.uploadgrants.UploadTarget;
import io.uploadgrants.testkit.embedded.EmbeddedS3;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * The S3 server of the test kit, which keeps objects in memory, where no store is configured. An
 * application of your own has none of this.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(StoreConfiguration.NoStoreConfigured.class)
class StoreConfiguration {

  @Bean
  EmbeddedS3 embeddedS3() {
    return EmbeddedS3.builder().allowedOrigins("*").start();
  }

  @Bean
  UploadTarget uploadTarget(EmbeddedS3 server) {
    return server.target("uppy").build();
  }

  @Bean
  AwsCredentialsProvider credentials(EmbeddedS3 server) {
    return server.credentials();
  }

  static final class NoStoreConfigured implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !StringUtils.hasText(context.getEnvironment().getProperty("upload.bucket"));
    }
  }
}
