package io.uploadgrants.spring.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.PresignedPut;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.completion.UploadCompletions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/** An application's own test: its properties are production's, its store is a container. */
@SpringBootTest(
    webEnvironment = WebEnvironment.NONE,
    properties = {
      "upload.bucket=photos",
      "upload.region=eu-west-1",
      "upload.expected-bucket-owner=111122223333",
      "upload.profiles.avatar.max-size=5MB",
      "upload.profiles.avatar.content-types=image/*",
      "upload.profiles.avatar.completion.enabled=true"
    })
abstract class UploadContainerSuite {

  @Autowired private UploadGrants grants;
  @Autowired private UploadCompletions completions;

  @Test
  void aGrantedUploadIsTaken() throws Exception {
    assertThat(put(grant(), new byte[5])).isEqualTo(200);
  }

  @Test
  void anUploadThatWasntGrantedIsRefused() throws Exception {
    assertThat(put(grant(), new byte[6])).as("one byte more than was signed").isEqualTo(403);
  }

  @Test
  void anUploadIsCompletedWithTheContainersCredentials() throws Exception {
    PresignedPut grant = grant();
    put(grant, new byte[5]);

    String ticket = Objects.requireNonNull(grant.ticket()).value();
    assertThat(completions.complete(ticket, "alice").size()).isEqualTo(5);
  }

  private PresignedPut grant() {
    return (PresignedPut)
        grants.grant(UploadRequest.of("avatar").by("alice").file("me.png", 5, "image/png").build());
  }

  private static int put(PresignedPut grant, byte[] body) throws IOException, InterruptedException {
    HttpRequest.Builder put =
        HttpRequest.newBuilder(URI.create(grant.url())).PUT(BodyPublishers.ofByteArray(body));
    grant.headers().forEach(put::header);
    return HttpClient.newHttpClient().send(put.build(), BodyHandlers.ofString()).statusCode();
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class App {}
}
