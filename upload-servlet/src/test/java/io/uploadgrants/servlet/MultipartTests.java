package io.uploadgrants.servlet;

import static io.uploadgrants.GrantSettings.multipart;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadAnswer;
import io.uploadgrants.testkit.UploadPart;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A large file by the servlet's own door, as a page sends one that was closed in between. */
@ParameterizedClass
@EnumSource
class MultipartTests {

  private static final int PART = 5 << 20;
  private static final byte[] FILE = new byte[2 * PART + 5];

  static {
    new Random(7).nextBytes(FILE);
  }

  @AutoClose private static final UploadServer store = UploadServer.embedded();

  private static final TokenSecrets SECRETS = TokenSecrets.of("Vh0yG1k8b2mQwz7LrXc5TnPd4sJf9aEu");

  private static final UploadGrants GRANTS =
      UploadGrants.builder()
          .target(store.target())
          .credentials(store.credentials())
          .clock(store.clock())
          .tickets(EncryptedTickets.of(SECRETS))
          .profile(
              UploadProfile.named("video")
                  .kinds(multipart().partSize(PART))
                  .contentTypes("video/*")
                  .maxSize(1L << 30)
                  .build())
          .build();

  private static final Receipts RECEIPTS = Receipts.of(SECRETS, Duration.ofHours(1), store.clock());

  private final Container container;

  MultipartTests(Container container) {
    this.container = container;
  }

  private TestServer server() {
    return TestServer.start(
        container,
        UploadServlet.builder(GRANTS)
            .completions(
                UploadCompletions.builder(GRANTS, RECEIPTS)
                    .clients(target -> store.client())
                    .build())
            .build());
  }

  private static JsonNode granted(TestServer server) {
    ObjectNode file = JsonMapper.shared().createObjectNode().put("profile", "video");
    file.put("fileName", "a.mp4").put("size", FILE.length).put("contentType", "video/mp4");
    return server.post(file.toString()).grant();
  }

  private static ObjectNode with(JsonNode grant) {
    return JsonMapper.shared().createObjectNode().put("ticket", grant.path("ticket").stringValue());
  }

  private static Answered post(TestServer server, String path, JsonNode body) {
    return server.post("/uploads" + path, "alice", body.toString());
  }

  private static JsonNode ok(Answered answered) {
    assertThat(answered.status()).as(answered.text()).isEqualTo(200);
    assertThat(answered.header("cache-control")).isEqualTo("no-store");
    return answered.json();
  }

  /** Sends parts, and returns the list by which they are completed. */
  private static ArrayNode send(Iterable<JsonNode> parts) {
    List<UploadPart> toSend = new ArrayList<>();
    ArrayNode sent = JsonMapper.shared().createArrayNode();
    for (JsonNode part : parts) {
      int from = (part.path("partNumber").intValue() - 1) * PART;
      byte[] bytes = Arrays.copyOfRange(FILE, from, from + part.path("size").intValue());
      assertThat(part.path("headers").isEmpty()).isTrue();
      toSend.add(new UploadPart(part.path("url").stringValue(), Map.of(), bytes));
      sent.addObject().put("partNumber", part.path("partNumber").intValue());
    }
    List<UploadAnswer> answers = GrantClient.of(store).uploadParts(toSend);
    for (int i = 0; i < answers.size(); i++) {
      assertThat(answers.get(i).accepted()).isTrue();
      ((ObjectNode) sent.get(i)).put("etag", answers.get(i).etag());
    }
    return sent;
  }

  @Test
  void aFileThatWasBrokenOffIsResumedAndCompleted() {
    try (TestServer server = server()) {
      JsonNode grant = granted(server);
      assertThat(grant.path("partCount").intValue()).isEqualTo(3);
      send(List.of(grant.path("parts").get(1)));

      // From here on the page has its ticket alone.
      JsonNode status = ok(post(server, "/status", with(grant)));
      assertThat(status.path("state").stringValue()).isEqualTo("open");
      assertThat(status.path("parts").get(0).path("partNumber").intValue()).isEqualTo(2);
      ObjectNode missing = with(grant);
      missing.putArray("partNumbers").add(1).add(3);
      ArrayNode sent = send(ok(post(server, "/parts", missing)).path("parts"));
      ObjectNode body = with(grant);
      body.set("parts", sent);
      JsonNode problem = post(server, "/complete", body).problem(422, "parts-missing");
      assertThat(problem.path("given").toString()).isEqualTo("[2]");
      sent.add(status.path("parts").get(0));
      JsonNode completed = ok(post(server, "/complete", body));

      CompletedUpload upload = RECEIPTS.verify(completed.path("receipt").stringValue(), "alice");
      assertThat(upload.key()).isEqualTo(grant.path("key").stringValue());
      assertThat(upload.contentType()).isEqualTo("video/mp4");
      assertThat(
              store
                  .client()
                  .getObjectAsBytes(get -> get.bucket(store.bucket()).key(upload.key()))
                  .asByteArray())
          .isEqualTo(FILE);
      post(server, "/abort", with(grant)).problem(409, "already-completed");
    }
  }

  @Test
  void whatIsAbortedLeavesNothing() {
    try (TestServer server = server()) {
      JsonNode grant = granted(server);
      ObjectNode body = with(grant);
      body.set("parts", send(grant.path("parts")));

      assertThat(ok(post(server, "/abort", with(grant))).isEmpty()).isTrue();

      post(server, "/complete", body).problem(404, "no-such-upload");
      post(server, "/status", with(grant)).problem(404, "no-such-upload");
      assertThat(store.client().listMultipartUploads(list -> list.bucket(store.bucket())).uploads())
          .isEmpty();
    }
  }
}
