package io.uploadgrants.testkit.contract;

import static io.uploadgrants.CompletionSettings.completion;
import static io.uploadgrants.GrantSettings.multipart;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.uploadgrants.PartPlan;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.testkit.AlteredToken;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadAnswer;
import io.uploadgrants.testkit.UploadPart;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a ticket gets, and that nobody else's, no expired and no altered one gets any of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD) // one of them moves the time of all
abstract class TicketRules {

  private static final JsonMapper JSON = new JsonMapper();
  private static final TokenSecrets SECRETS = TokenSecrets.of("q3Tz8Lk5Wd0xRb7nYc2hVm9sGf4jPe1a");
  private static final List<String> PATHS = List.of("/parts", "/status", "/complete", "/abort");
  private static final byte[] FILE = {1, 2, 3, 4, 5};

  private final UploadEndpointContract contract;
  private @Nullable Running running;

  TicketRules(UploadEndpointContract contract) {
    this.contract = contract;
  }

  /** An endpoint with completion, and all that is behind it. */
  private record Running(
      UploadServer server, UploadCompletions completions, EndpointClient endpoint) {}

  @BeforeAll
  final void startWithCompletion() throws Exception {
    UploadEndpointContract.WithCompletion adapter = contract.withCompletion();
    assumeTrue(adapter != null, "The adapter has no completion: withCompletion() returns null.");
    UploadServer server = UploadServer.embedded();
    UploadGrants grants =
        UploadGrants.builder()
            .target(server.target())
            .credentials(server.credentials())
            .clock(server.clock())
            .tickets(EncryptedTickets.of(SECRETS))
            .profile(
                UploadProfile.named("film")
                    .kinds(multipart().partSize(PartPlan.MIN_PART_SIZE))
                    .maxSize(100)
                    .completion(completion().within(Duration.ofHours(1)))
                    .build())
            .build();
    UploadCompletions completions =
        UploadCompletions.builder(grants, Receipts.of(SECRETS, Duration.ofHours(1), grants.clock()))
            .clients(target -> server.client())
            .build();
    URI base = Objects.requireNonNull(adapter).serve(grants, completions);
    running = new Running(server, completions, EndpointClient.of(base));
  }

  @AfterAll
  final void stopWithCompletion() throws Exception {
    if (running != null) {
      contract.stop(running.endpoint().base());
      running.completions().close();
      running.server().close();
    }
  }

  private Running running() {
    return Objects.requireNonNull(running);
  }

  private JsonNode grant() {
    return running()
        .endpoint()
        .post(
            "alice", bytes(JSON.createObjectNode().put("profile", "film").put("size", FILE.length)))
        .grant();
  }

  private static byte[] bytes(ObjectNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Asks with a ticket; what a path doesn't know of it counts as absent. */
  private Reply ask(String path, String subject, String ticket, String etag) {
    ObjectNode request = JSON.createObjectNode().put("ticket", ticket);
    if (path.equals("/parts")) {
      request.putArray("partNumbers").add(1);
    }
    if (path.equals("/complete")) {
      request.putArray("parts").addObject().put("partNumber", 1).put("etag", etag);
    }
    return running().endpoint().post(path, subject, bytes(request));
  }

  /** Sends the only part, and returns its entity tag. */
  private String send(JsonNode grant) {
    String url = grant.path("parts").path(0).path("url").asString();
    UploadAnswer answer =
        GrantClient.of(running().server())
            .uploadParts(List.of(new UploadPart(url, Map.of(), FILE)))
            .get(0);
    assertThat(answer.accepted()).as("%s", answer).isTrue();
    return answer.etag();
  }

  private static String ticket(JsonNode grant) {
    return grant.path("ticket").asString();
  }

  private JsonNode completed(JsonNode grant, String etag) {
    Reply reply = ask("/complete", "alice", ticket(grant), etag);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    reply.assertJson("application/json");
    return reply.json();
  }

  @Test
  void aTicketGetsPartsAndStatusAndCompletesOnce() {
    JsonNode grant = grant();
    String etag = send(grant);

    assertThat(ask("/parts", "alice", ticket(grant), "").json().path("parts").size()).isEqualTo(1);
    assertThat(ask("/status", "alice", ticket(grant), "").json().path("state").asString())
        .isEqualTo("open");
    JsonNode upload = completed(grant, etag);
    assertThat(upload.path("key").asString()).isEqualTo(grant.path("key").asString());
    assertThat(upload.path("size").asInt()).isEqualTo(FILE.length);
    ask("/abort", "alice", ticket(grant), "").problem(409, "already-completed");
  }

  @Test
  void anAlteredTicketGetsNothingAndChangesNothing() {
    JsonNode accepted = grant();
    String receipt = completed(accepted, send(accepted)).path("receipt").asString();
    JsonNode grant = grant();
    String etag = send(grant);
    String foreign =
        EncryptedTickets.of(TokenSecrets.of("Zt6Rk1pW8yLq3sXv7nBd2mHc9fGj4eTa"))
            .seal(EncryptedTickets.of(SECRETS).open(ticket(grant)));

    AlteredToken.of(ticket(grant), receipt, foreign)
        .forEach(
            altered ->
                PATHS.forEach(
                    path -> {
                      Reply reply = ask(path, "alice", altered.value(), etag);
                      assertThat(reply.status()).as("%s, %s", path, altered.name()).isEqualTo(400);
                      reply.problem(400, "invalid-ticket");
                    }));

    assertThat(completed(grant, etag).path("size").asInt()).isEqualTo(FILE.length);
  }

  @Test
  void nobodyElsesTicketIsTaken() {
    JsonNode grant = grant();
    String etag = send(grant);

    for (String path : PATHS) {
      ask(path, "bob", ticket(grant), etag).problem(403, "ticket-of-another-subject");
    }
    assertThat(completed(grant, etag).path("size").asInt()).isEqualTo(FILE.length);
  }

  @Test
  void anExpiredTicketIsGone() {
    JsonNode grant = grant();
    String etag = send(grant);
    running().server().clock().advance(Duration.ofMinutes(61));

    for (String path : PATHS) {
      ask(path, "alice", ticket(grant), etag).problem(410, "ticket-expired");
    }
  }
}
