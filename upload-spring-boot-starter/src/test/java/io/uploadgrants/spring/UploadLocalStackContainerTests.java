package io.uploadgrants.spring;

import org.junit.jupiter.api.BeforeAll;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

class UploadLocalStackContainerTests extends UploadContainerSuite {

  @BeforeAll
  static void docker() {
    image();
  }

  private static DockerImageName image() {
    return image("LOCALSTACK", "localstack/localstack");
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Containers {

    @Bean
    @ServiceConnection
    LocalStackContainer store() {
      return new LocalStackContainer(image())
          // The start script may still be written to when it is run.
          .withStartupAttempts(2)
          .withServices("s3")
          // LocalStack takes any signature unless it is told not to.
          .withEnv("S3_SKIP_SIGNATURE_VALIDATION", "0");
    }
  }
}
