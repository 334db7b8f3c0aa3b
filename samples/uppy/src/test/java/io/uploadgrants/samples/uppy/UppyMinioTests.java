package io.uploadgrants.samples.uppy;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.UploadServer;
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
class UppyMinioTests extends UppySuite {

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
