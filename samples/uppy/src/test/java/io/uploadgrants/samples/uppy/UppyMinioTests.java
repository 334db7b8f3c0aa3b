package io.uploadgrants.samples.uppy;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.samples.uppy.UppyPage.Button;
import io.uploadgrants.testkit.UploadServer;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.test.context.ContextConfiguration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

@Needs({Equipment.CHROMIUM, Equipment.UPPY, Equipment.MINIO})
@ContextConfiguration(initializers = UppyMinioTests.Server.class)
class UppyMinioTests extends UppyUploadsSuite {

  /** MinIO obeys unsigned headers, so its parts have some to send, and a companion's can't. */
  @Override
  Set<Generation> sendingParts() {
    return EnumSet.complementOf(EnumSet.of(Generation.UPPY_6_COMPANION));
  }

  @Test
  void theStoreRefusesACompanionsPart() throws IOException {
    UppyPage page = open(Generation.UPPY_6_COMPANION).choose(files.text("note.txt", "a note"));

    page.press(Button.UPLOAD).awaitState("failed");

    assertThat(problems()).anyMatch(problem -> problem.matches("(?s).*status of 4[0-9]{2}.*"));
    // Uppy 6 leaves what has failed to a lifecycle rule.
    assertThat(uploads()).hasSize(1);
    abortAll();
  }

  /** A bucket of its own. */
  static final class Server implements ApplicationContextInitializer<GenericApplicationContext> {

    @Override
    public void initialize(GenericApplicationContext context) {
      UploadServer server =
          UploadServer.at(
              Equipment.MINIO.endpoint(),
              StaticCredentialsProvider.create(
                  AwsBasicCredentials.create(
                      Equipment.MINIO.accessKey(), Equipment.MINIO.secretKey())));
      context.addApplicationListener(
          event -> {
            if (event instanceof ContextClosedEvent) {
              server.close();
            }
          });
      TestPropertyValues.of(
              "upload.endpoint=" + server.endpoint(),
              "upload.bucket=" + server.bucket(),
              "upload.store=minio")
          .applyTo(context);
      context.registerBean("serverCredentials", AwsCredentialsProvider.class, server::credentials);
    }
  }
}
