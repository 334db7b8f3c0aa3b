package io.uploadgrants.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.UploadTarget;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

class StoreConfigurationTests {

  @Test
  void theEmbeddedStoresFilesGoWithTheApplication() {
    AtomicReference<Path> folder = new AtomicReference<>();

    new ApplicationContextRunner()
        .withUserConfiguration(StoreConfiguration.class)
        .withPropertyValues("upload.bucket=", "upload.endpoint=")
        .run(
            context -> {
              var embedded = context.getBean(StoreConfiguration.EmbeddedStore.class);
              UploadTarget target = context.getBean(UploadTarget.class);
              try (S3Client s3 = Stores.client(target, embedded.server().credentials())) {
                s3.putObject(
                    put -> put.bucket(target.bucket()).key("a/b"), RequestBody.fromString("bytes"));
              }
              assertThat(embedded.folder()).isNotEmptyDirectory();
              folder.set(embedded.folder());
            });

    assertThat(folder.get()).doesNotExist();
  }
}
