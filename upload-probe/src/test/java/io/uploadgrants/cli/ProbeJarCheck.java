package io.uploadgrants.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.testkit.UploadServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** The jar as users run it: alone, with nothing beside it. */
class ProbeJarCheck {

  @Test
  void theJarAloneProbesAStore() throws Exception {
    try (UploadServer server = UploadServer.embedded()) {
      ProcessBuilder program =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-jar",
              System.getProperty("upload.probe.jar"),
              "--bucket",
              server.bucket(),
              "--endpoint",
              server.endpoint().toString(),
              "--region",
              server.region(),
              "--role",
              "arn:aws:iam::123456789012:role/uploads");
      AwsCredentialsIdentity keys = server.credentials().resolveCredentials();
      program
          .environment()
          .putAll(
              Map.of(
                  "AWS_ACCESS_KEY_ID", keys.accessKeyId(),
                  "AWS_SECRET_ACCESS_KEY", keys.secretAccessKey()));
      Process process = program.redirectErrorStream(true).start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(printed).containsPattern("(?m)^policy-escapes +no +present$");
      assertThat(process.exitValue()).as(printed).isZero();
    }
  }
}
