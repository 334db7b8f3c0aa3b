package io.uploadgrants.samples.quickstart;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.testkit.UploadServer;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.test.context.ContextConfiguration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Uploads to a server that runs, which properties name as the README says. */
@ContextConfiguration(initializers = RunningServerSuite.Server.class)
abstract class RunningServerSuite extends UploadsSuite {

  @Override
  String storeName() {
    return "server";
  }

  /** Opens what the property {@code test.server} names, with a bucket of its own. */
  static final class Server implements ApplicationContextInitializer<GenericApplicationContext> {

    @Override
    public void initialize(GenericApplicationContext context) {
      Equipment running =
          Equipment.valueOf(context.getEnvironment().getRequiredProperty("test.server"));
      UploadServer server =
          UploadServer.at(
              running.endpoint(),
              StaticCredentialsProvider.create(
                  AwsBasicCredentials.create(running.accessKey(), running.secretKey())));
      context.addApplicationListener(
          event -> {
            if (event instanceof ContextClosedEvent) {
              server.close();
            }
          });
      TestPropertyValues.of(
              "upload.endpoint=" + server.endpoint(), "upload.bucket=" + server.bucket())
          .applyTo(context);
      // In place of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, which a test can't set.
      context.registerBean(
          "serverCredentials",
          AwsCredentialsProvider.class,
          server::credentials,
          bean -> bean.setPrimary(true));
    }
  }
}
