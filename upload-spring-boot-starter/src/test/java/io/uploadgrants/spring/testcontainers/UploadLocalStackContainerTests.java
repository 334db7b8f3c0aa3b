package io.uploadgrants.spring.testcontainers;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

@Needs(Equipment.LOCALSTACK_CONTAINER)
class UploadLocalStackContainerTests extends UploadContainerSuite {

  @TestConfiguration(proxyBeanMethods = false)
  static class Containers {

    private static final DockerImageName IMAGE =
        DockerImageName.parse(Equipment.LOCALSTACK_CONTAINER.image())
            .asCompatibleSubstituteFor("localstack/localstack");

    @Bean
    @ServiceConnection
    LocalStackContainer store() {
      return new LocalStackContainer(IMAGE)
          // The start script may still be written to when it is run.
          .withStartupAttempts(2)
          .withServices("s3")
          // LocalStack takes any signature unless it is told not to.
          .withEnv("S3_SKIP_SIGNATURE_VALIDATION", "0");
    }
  }
}
