package io.uploadgrants.spring;

import org.junit.jupiter.api.BeforeAll;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;
import org.testcontainers.containers.MinIOContainer;
import org.testcontainers.utility.DockerImageName;

class UploadMinioContainerTests extends UploadContainerSuite {

  @BeforeAll
  static void docker() {
    image();
  }

  private static DockerImageName image() {
    return image("MINIO", "minio/minio");
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Containers {

    @Bean
    @ServiceConnection
    MinIOContainer store() {
      return new MinIOContainer(image());
    }
  }
}
