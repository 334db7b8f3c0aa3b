package io.uploadgrants.testkit.completion;

import static io.uploadgrants.CompletionSettings.completion;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.s3.ViewLink;
import io.uploadgrants.s3.ViewLinks;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/** What a view link shows on a real store, and that no altered copy of it shows anything. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ViewLinkSuite {

  private static final TokenSecrets SECRETS = TokenSecrets.of("Vh0yG1k8b2mQwz7LrXc5TnPd4sJf9aEu");
  private static final byte[] FILE = "twenty bytes of text".getBytes(StandardCharsets.UTF_8);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @AutoClose private final UploadServer server = open();
  private final HttpClient http = HttpClient.newHttpClient();
  private Instant now = Instant.now();

  private final UploadGrants grants =
      UploadGrants.builder()
          .target(server.target())
          .credentials(server.credentials())
          .clock(() -> now)
          .tickets(EncryptedTickets.of(SECRETS))
          .profile(UploadProfile.named("photo").completion(completion()).build())
          .build();

  @AutoClose
  private final UploadCompletions completions =
      UploadCompletions.builder(grants, Receipts.of(SECRETS, Duration.ofHours(1), grants.clock()))
          .clients(target -> server.client())
          .build();

  private final ViewLinks links = ViewLinks.of(grants, SigningCredentials.of(server.credentials()));

  abstract UploadServer open();

  private CompletedUpload upload(String type) {
    UploadGrant grant =
        grants.grant(UploadRequest.of("photo").by("alice").file("a", FILE.length, type).build());
    assertThat(GrantClient.of(server).upload(grant, FILE).accepted()).isTrue();
    return completions.complete(Objects.requireNonNull(grant.ticket()).value(), "alice");
  }

  private HttpResponse<byte[]> get(URI url) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> shown(ViewLink link) throws Exception {
    HttpResponse<byte[]> answer = get(link.url());
    assertThat(answer.statusCode())
        .as("%s", new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(200);
    return answer;
  }

  private static String header(HttpResponse<?> answer, String name) {
    assertThat(answer.headers().allValues(name)).as(name).hasSize(1);
    return answer.headers().allValues(name).get(0);
  }

  @ParameterizedTest
  @CsvSource({"image/png, inline", "text/html, attachment", "image/svg+xml, attachment"})
  void anUploadIsShownOrDownloadedAsItsTypeSays(String type, String disposition) throws Exception {
    HttpResponse<byte[]> answer = shown(links.viewLink(upload(type), MINUTE, "a \"cat\".x"));

    assertThat(answer.body()).isEqualTo(FILE);
    assertThat(header(answer, "Content-Type")).isEqualTo(type);
    assertThat(header(answer, "Content-Disposition"))
        .isEqualTo(disposition + "; filename=\"a _cat_.x\"; filename*=UTF-8''a%20%22cat%22.x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\r\nSet-Cookie: owned=1.png",
        "a\0b\nX-Owned: 1.png",
        "../..\\a.png",
        "a;b=c,d'(e)*.png",
        "100%41 + ~.png",
        "snow ☃ 😀 ığüşöçİ مرحبا.png",
        "=?UTF-8?B?PHNjcmlwdD4=?=.png",
        "\u202egnp.exe"
      })
  void aHostileNameStaysInItsHeader(String name) throws Exception {
    HttpResponse<byte[]> answer = shown(links.viewLink(upload("image/png"), MINUTE, name));

    assertThat(header(answer, "Content-Disposition")).matches("inline; filename=\"[ -~]+");
    assertThat(answer.headers().map()).doesNotContainKeys("set-cookie", "x-owned");
    assertThat(answer.body()).isEqualTo(FILE);
  }

  @Test
  void noAlteredLinkShowsAnything() throws Exception {
    CompletedUpload upload = upload("image/png");
    ViewLink link = links.viewLink(upload, MINUTE, "a.png");
    shown(link);
    String key = upload.key();
    String url = link.url().toString();
    String other = upload("image/png").key();
    List<String> altered = new ArrayList<>();
    altered.add(url.replaceFirst("inline", "attachment"));
    altered.add(url.replace("image%2Fpng", "text%2Fhtml"));
    altered.add(url.replace("a.png", "b.png"));
    altered.add(url.replaceFirst("X-Amz-Expires=[0-9]+", "X-Amz-Expires=604800"));
    altered.add(url.replace("/" + key, "/" + other));
    altered.add(url.replace("/" + key, "/x%2F..%2F" + key));
    altered.add(url + "&response-cache-control=no-store");
    altered.add(url + "&response-content-type=text%2Fhtml");
    altered.add(url + "&versionId=null");
    altered.add(url.replaceFirst("&response-content-disposition=[^&]+", ""));
    altered.add(url.replaceFirst("&X-Amz-Signature=[0-9a-f]", "&X-Amz-Signature=g"));
    altered.add(url.substring(0, url.indexOf('?')));

    for (String each : altered) {
      assertThat(each).isNotEqualTo(url);
      assertThat(get(URI.create(each)).statusCode()).as(each.replace(url, "…")).isIn(400, 403, 404);
    }
    HttpResponse<String> written =
        http.send(
            HttpRequest.newBuilder(link.url())
                .PUT(HttpRequest.BodyPublishers.ofString("other"))
                .build(),
            BodyHandlers.ofString());
    assertThat(written.statusCode()).as("a PUT").isEqualTo(403);
    HttpResponse<String> deleted =
        http.send(HttpRequest.newBuilder(link.url()).DELETE().build(), BodyHandlers.ofString());
    assertThat(deleted.statusCode()).as("a DELETE").isEqualTo(403);
    assertThat(shown(link).body()).isEqualTo(FILE);
  }

  @Test
  void anExpiredLinkShowsNothing() throws Exception {
    CompletedUpload upload = upload("image/png");
    now = Instant.now().minus(Duration.ofHours(1));
    ViewLink old = links.viewLink(upload, MINUTE);
    now = Instant.now();

    assertThat(old.expiresAt()).isBefore(now);
    assertThat(get(old.url()).statusCode()).isEqualTo(403);
    shown(links.viewLink(upload, MINUTE));
  }

  /** A range, as media players ask for, and no header besides. */
  @Test
  void aPartIsShown() throws Exception {
    HttpResponse<byte[]> answer =
        http.send(
            HttpRequest.newBuilder(links.viewLink(upload("video/mp4"), MINUTE).url())
                .header("Range", "bytes=7-11")
                .build(),
            BodyHandlers.ofByteArray());

    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(answer.body()).asString().isEqualTo("bytes");
  }

  @Test
  void whatWasAcceptedIsShownThoughAnotherVersionLiesOnTop() throws Exception {
    try (UploadServer versioned = open()) {
      versioned
          .client()
          .putBucketVersioning(
              put ->
                  put.bucket(versioned.bucket())
                      .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
      UploadGrants own =
          UploadGrants.builder()
              .target(versioned.target())
              .credentials(versioned.credentials())
              .tickets(EncryptedTickets.of(SECRETS))
              .profile(UploadProfile.named("photo").completion(completion()).build())
              .build();
      UploadGrant grant =
          own.grant(
              UploadRequest.of("photo").by("alice").file("a", FILE.length, "image/png").build());
      assertThat(GrantClient.of(versioned).upload(grant, FILE).accepted()).isTrue();
      CompletedUpload upload;
      try (UploadCompletions accepting =
          UploadCompletions.builder(own, completions.receipts())
              .clients(target -> versioned.client())
              .build()) {
        upload = accepting.complete(Objects.requireNonNull(grant.ticket()).value(), "alice");
      }
      assertThat(upload.versionId()).isNotNull();

      versioned
          .client()
          .putObject(
              put -> put.bucket(versioned.bucket()).key(grant.key()),
              RequestBody.fromString("another"));

      ViewLinks pinned = ViewLinks.of(own, SigningCredentials.of(versioned.credentials()));
      assertThat(shown(pinned.viewLink(upload, MINUTE)).body()).isEqualTo(FILE);
    }
  }
}
