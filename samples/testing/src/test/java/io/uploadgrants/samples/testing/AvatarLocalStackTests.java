package io.uploadgrants.samples.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.PresignedPut;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** The whole application, and LocalStack in a container; skipped where there is no Docker. */
@SpringBootTest
@Tag("equipment")
@Testcontainers(disabledWithoutDocker = true)
class AvatarLocalStackTests {

  /** Newer ones ask for a token; the variable names another where images can't be pulled. */
  private static final DockerImageName IMAGE =
      DockerImageName.parse(
              System.getenv()
                  .getOrDefault("UPLOAD_TEST_LOCALSTACK_IMAGE", "localstack/localstack:4.14.0"))
          .asCompatibleSubstituteFor("localstack/localstack");

  @Container @ServiceConnection
  static final LocalStackContainer LOCALSTACK =
      new LocalStackContainer(IMAGE)
          .withStartupAttempts(2) // a busy machine may run the start script before it is written
          .withServices("s3")
          .withEnv("S3_SKIP_SIGNATURE_VALIDATION", "0"); // else it takes forgeries

  @Autowired private Avatars avatars;

  @Test
  void aPictureIsUploaded() throws Exception {
    assertThat(upload(1_000)).isEqualTo(200);
  }

  @Test
  void moreBytesThanDeclaredAreRefused() throws Exception {
    assertThat(upload(1_001)).isEqualTo(403);
  }

  private int upload(int bytes) throws Exception {
    PresignedPut grant = (PresignedPut) avatars.grant("alice", "me.png", 1_000, "image/png");
    HttpRequest.Builder put =
        HttpRequest.newBuilder(URI.create(grant.url()))
            .PUT(BodyPublishers.ofByteArray(new byte[bytes]));
    grant.headers().forEach(put::header);
    return HttpClient.newHttpClient().send(put.build(), BodyHandlers.discarding()).statusCode();
  }
}
