package io.uploadgrants.testkit.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** What the server does wrong when it is asked to. */
class EmbeddedFaultTests {

  private static final String PAGE = "http://page.example";

  @AutoClose private final EmbeddedS3 server = EmbeddedS3.builder().allowedOrigins(PAGE).start();

  @AutoClose
  private final S3Client client =
      S3Client.builder()
          .endpointOverride(server.endpoint())
          .region(Region.US_EAST_1)
          .credentialsProvider(server.credentials())
          .forcePathStyle(true)
          .build();

  EmbeddedFaultTests() {
    server.target("bucket");
    put(new byte[1]);
  }

  private HttpResponse<String> get() throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(server.endpoint() + "/bucket/key"))
                .header("Origin", PAGE)
                .build(),
            BodyHandlers.ofString());
  }

  private void put(byte[] bytes) {
    client.putObject(put -> put.bucket("bucket").key("key"), RequestBody.fromBytes(bytes));
  }

  @Test
  void slowDownIsAnsweredAsOftenAsAskedForAndClientsTryAgain() throws Exception {
    server.faults().slowDown(2);
    put("x".getBytes(StandardCharsets.UTF_8));
    server.faults().slowDown(1);
    assertThat(get().statusCode()).isEqualTo(503);
    assertThat(get().statusCode()).isEqualTo(403);
    server.faults().slowDown(1);
    assertThat(get().body()).contains("<Code>SlowDown</Code>");
  }

  @Test
  void aPreflightIsNotSlowedDown() throws Exception {
    server.faults().slowDown(1);
    HttpRequest preflight =
        HttpRequest.newBuilder(URI.create(server.endpoint() + "/bucket/key?X-Amz-Date=x"))
            .method("OPTIONS", BodyPublishers.noBody())
            .header("Origin", PAGE)
            .header("Access-Control-Request-Method", "PUT")
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(preflight, BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains(PAGE);
    assertThat(get().statusCode()).isEqualTo(503);
  }

  @Test
  void aResetBreaksTheConnectionInTheMiddleOfABody() {
    server.faults().resetAfter(100_000);
    HttpRequest put =
        HttpRequest.newBuilder(URI.create(server.endpoint() + "/bucket/key"))
            .PUT(BodyPublishers.ofByteArray(new byte[3_000_000]))
            .build();
    assertThatThrownBy(() -> HttpClient.newHttpClient().send(put, BodyHandlers.ofString()))
        .isInstanceOf(IOException.class);
    // Only once.
    put(new byte[200_000]);
    assertThat(client.headObject(head -> head.bucket("bucket").key("key")).contentLength())
        .isEqualTo(200_000);
  }

  @Test
  void aDroppedAnswerLeavesTheObjectBehind() {
    server.faults().dropAnswers(1);
    HttpRequest unsigned =
        HttpRequest.newBuilder(URI.create(server.endpoint() + "/bucket/key"))
            .PUT(BodyPublishers.ofByteArray(new byte[5]))
            .build();
    assertThatThrownBy(() -> HttpClient.newHttpClient().send(unsigned, BodyHandlers.ofString()))
        .as("a refusal is dropped too")
        .isInstanceOf(IOException.class);
    assertThat(client.headObject(head -> head.bucket("bucket").key("key")).contentLength())
        .isEqualTo(1);

    server.faults().dropAnswers(1);
    // The client tries again.
    put(new byte[3_000_000]);
    assertThat(client.headObject(head -> head.bucket("bucket").key("key")).contentLength())
        .isEqualTo(3_000_000);
    server.faults().dropAnswers(1);
    server.faults().clear();
    put(new byte[10]);
  }

  @Test
  void aRequestWithoutABodyIsNotReset() throws Exception {
    server.faults().resetAfter(0);
    assertThat(get().statusCode()).isEqualTo(403);
    // The client tries again.
    put(new byte[10]);
  }

  @Test
  void everyAnswerComesLater() throws Exception {
    server.faults().delay(Duration.ofMillis(300));
    long start = System.nanoTime();
    get();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(290));
    server.faults().clear();
    assertThat(get().statusCode()).isEqualTo(403);
  }

  @Test
  void theHeadersForBrowsersCanBeLeftOut() throws Exception {
    assertThat(get().headers().firstValue("Access-Control-Allow-Origin")).contains(PAGE);
    server.faults().dropCorsHeaders();
    assertThat(get().headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
    server.faults().slowDown(1);
    assertThat(get().headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
  }
}
