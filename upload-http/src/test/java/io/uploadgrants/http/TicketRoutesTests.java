package io.uploadgrants.http;

import static io.uploadgrants.CompletionSettings.completion;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.CompletedUpload;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.http.JsonClient.Reply;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What clients ask with their tickets, over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TicketRoutesTests {

  private static final byte[] FILE = "twenty bytes of text".getBytes(StandardCharsets.UTF_8);
  private static final TokenSecrets SECRETS = TokenSecrets.of("Vh0yG1k8b2mQwz7LrXc5TnPd4sJf9aEu");

  @AutoClose private final UploadServer store = UploadServer.embedded();
  private Instant now = store.clock().instant();
  private final UploadGrants grants =
      UploadGrants.builder()
          .target(store.target())
          .credentials(store.credentials())
          .clock(() -> now)
          .tickets(EncryptedTickets.of(SECRETS))
          .profile(UploadProfile.named("photo").maxSize(100).completion(completion()).build())
          .profile(UploadProfile.named("lean").build())
          .build();
  private final Receipts receipts = Receipts.of(SECRETS, Duration.ofHours(1), () -> now);

  @AutoClose
  private final UploadCompletions completions =
      UploadCompletions.builder(grants, receipts).clients(target -> store.client()).build();

  @AutoClose private final JdkServerUploads uploads = start(completions);
  private final JsonClient client = new JsonClient(uploads.base());

  private JdkServerUploads start(UploadCompletions with) {
    try {
      return JdkServerUploads.start(UploadEndpoint.builder(grants).completions(with).build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Reply post(String path, String subject, String body) throws Exception {
    return client.post(path, subject, body);
  }

  private UploadGrant granted() {
    return grants.grant(
        UploadRequest.of("photo")
            .by("alice")
            .file("a.txt", FILE.length, "text/plain")
            .checksum(GrantClient.checksum(ChecksumAlgorithm.CRC32, FILE))
            .build());
  }

  private UploadGrant uploaded() {
    UploadGrant grant = granted();
    assertThat(GrantClient.of(store).upload(grant, FILE).accepted()).isTrue();
    return grant;
  }

  private static String with(UploadGrant grant) {
    ObjectNode body = JsonMapper.shared().createObjectNode();
    return body.put("ticket", Objects.requireNonNull(grant.ticket()).value()).toString();
  }

  @Test
  void aGrantCarriesItsTicketWhereTheProfileHasCompletion() throws Exception {
    String file = "\"fileName\":\"a.txt\",\"size\":20,\"contentType\":\"text/plain\"}";
    JsonNode photo = post("", "alice", "{\"profile\":\"photo\"," + file).body();
    JsonNode lean = post("", "alice", "{\"profile\":\"lean\"," + file).body();

    assertThat(photo.propertyNames())
        .containsExactly(
            "kind",
            "key",
            "expiresAt",
            "enforced",
            "ticket",
            "ticketExpiresAt",
            "method",
            "url",
            "headers",
            "implicitHeaders");
    assertThat(Instant.parse(photo.path("ticketExpiresAt").stringValue()))
        .isAfter(Instant.parse(photo.path("expiresAt").stringValue()));
    assertThat(lean.propertyNames()).doesNotContain("ticket", "ticketExpiresAt");
  }

  @Test
  void anUploadIsCompletedAsOftenAsItIsAskedFor() throws Exception {
    UploadGrant grant = uploaded();

    JsonNode first = post("/complete", "alice", with(grant)).ok();
    JsonNode second = post("/complete", "alice", with(grant)).ok();

    assertThat(first.propertyNames())
        .containsExactly("key", "size", "contentType", "etag", "checksum", "receipt");
    assertThat(first.path("key").stringValue()).isEqualTo(grant.key());
    assertThat(first.path("size").longValue()).isEqualTo(20);
    assertThat(first.path("checksum").path("algorithm").stringValue()).isEqualTo("CRC32");
    CompletedUpload upload = receipts.verify(first.path("receipt").stringValue(), "alice");
    assertThat(upload.key()).isEqualTo(grant.key());
    assertThat(((ObjectNode) second).without("receipt"))
        .isEqualTo(((ObjectNode) first).without("receipt"));
  }

  @Test
  void nothingIsThereBeforeTheUpload() throws Exception {
    UploadGrant grant = granted();

    post("/complete", "alice", with(grant)).problem(404, "no-such-upload");
    JsonNode waiting = post("/status", "alice", with(grant)).ok();
    assertThat(waiting.toString()).isEqualTo("{\"kind\":\"presigned-put\",\"state\":\"waiting\"}");
    assertThat(post("/abort", "alice", with(grant)).ok().isEmpty()).isTrue();
    assertThat(post("/abort", "alice", with(grant)).ok().isEmpty()).isTrue();
  }

  @Test
  void whatWasCompletedIsNotAborted() throws Exception {
    UploadGrant grant = uploaded();
    post("/complete", "alice", with(grant)).ok();

    post("/abort", "alice", with(grant)).problem(409, "already-completed");
    assertThat(post("/status", "alice", with(grant)).ok().path("state").stringValue())
        .isEqualTo("completed");
    post("/complete", "alice", with(grant)).ok();
  }

  @Test
  void whatDiffersIsGone() throws Exception {
    UploadGrant grant = granted();
    store
        .client()
        .putObject(
            put ->
                put.bucket(store.bucket())
                    .key(grant.key())
                    .metadata(
                        Map.of(
                            "upload-id",
                            EncryptedTickets.of(SECRETS)
                                .open(Objects.requireNonNull(grant.ticket()).value())
                                .id())),
            software.amazon.awssdk.core.sync.RequestBody.fromString("other"));

    Reply reply = post("/complete", "alice", with(grant));

    reply.problem(422, "object-differs");
    assertThat(reply.body().path("limit").longValue()).isEqualTo(20);
    assertThat(reply.body().path("given").longValue()).isEqualTo(5);
    post("/complete", "alice", with(grant)).problem(404, "no-such-upload");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/complete", "/status", "/abort"})
  void aTicketIsItsSubjectsAndEnds(String path) throws Exception {
    UploadGrant grant = uploaded();
    Instant before = now;

    for (String other : new String[] {"mallory", ""}) {
      post(path, other, with(grant)).problem(403, "ticket-of-another-subject");
    }
    now = Objects.requireNonNull(grant.ticket()).expiresAt();
    post(path, "mallory", with(grant)).problem(403, "ticket-of-another-subject");
    post(path, "alice", with(grant)).problem(410, "ticket-expired");
    now = before;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|400|invalid-request",
        "{\"ticket\":\"\"}|400|invalid-request",
        "{\"ticket\":null}|400|invalid-request",
        "{\"ticket\":5}|400|invalid-request",
        "{\"ticket\":[\"a\"]}|400|invalid-request",
        "{\"Ticket\":\"a\"}|400|invalid-request",
        "{\"token\":\"a\"}|400|invalid-request",
        "{\"ticket\":\"a\"}|400|invalid-ticket",
        "{\"ticket\":\"a.b.c.d.e\"}|400|invalid-ticket",
        "{\"ticket\":\"eyJhbGciOiJub25lIn0.e30.\"}|400|invalid-ticket",
        "[]|400|malformed-request",
        "{\"ticket\"|400|malformed-request",
        "``|400|malformed-request",
      })
  void whatIsNoTicketIsRefused(String body, int status, String code) throws Exception {
    for (String path : new String[] {"/complete", "/status", "/abort"}) {
      post(path, "alice", body).problem(status, code);
    }
  }

  @Test
  void aBodyHasABound() throws Exception {
    String ticket = "{\"ticket\":\"" + "a".repeat(1 << 20) + "\"}";

    post("/complete", "alice", ticket).problem(413, "request-too-large");
  }

  @Test
  void onlyJsonIsPosted() throws Exception {
    client
        .send("POST", "/complete", "alice", "text/plain", "{}")
        .problem(415, "unsupported-media-type");
    Reply get = client.send("GET", "/complete", "alice", "application/json", "");
    get.problem(405, "method-not-allowed");
    assertThat(get.response().headers().firstValue("Allow")).contains("POST, OPTIONS");
  }

  @Test
  void withoutCompletionsThereIsNothingAtTheirPaths() throws Exception {
    assertThatThrownBy(() -> UploadEndpoint.builder(grants).build())
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContainingAll("Profile 'photo'", "UploadCompletions");
    UploadGrants lean =
        UploadGrants.builder()
            .target(store.target())
            .credentials(store.credentials())
            .profile(UploadProfile.named("lean").build())
            .build();
    try (JdkServerUploads without = JdkServerUploads.start(UploadEndpoint.builder(lean).build())) {
      JsonClient there = new JsonClient(without.base());
      for (String path : new String[] {"/parts", "/complete", "/status", "/abort"}) {
        there.post(path, "", "{}").problem(404, "not-found");
      }
    }
  }
}
