package io.uploadgrants.spring.testcontainers;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;
import org.testcontainers.containers.MinIOContainer;
import org.testcontainers.utility.DockerImageName;

@Needs(Equipment.MINIO_CONTAINER)
class UploadMinioContainerTests extends UploadContainerSuite {

  @TestConfiguration(proxyBeanMethods = false)
  static class Containers {

    private static final DockerImageName IMAGE =
        DockerImageName.parse(Equipment.MINIO_CONTAINER.image())
            .asCompatibleSubstituteFor("minio/minio");

    @Bean
    @ServiceConnection
    MinIOContainer store() {
      return new MinIOContainer(IMAGE);
    }
  }
}
