package io.uploadgrants.http;

import static io.uploadgrants.CompletionSettings.completion;
import static io.uploadgrants.GrantSettings.multipart;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.GrantKind;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.http.JsonClient.Reply;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadAnswer;
import io.uploadgrants.testkit.UploadPart;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Uploads in parts, over HTTP, from the request for a grant to the receipt. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MultipartRoutesTests {

  private static final int PART = 5 << 20;
  private static final long MOST = 10_000L * PART;
  private static final byte[] FILE = new byte[PART + 20];
  private static final TokenSecrets SECRETS = TokenSecrets.of("Vh0yG1k8b2mQwz7LrXc5TnPd4sJf9aEu");

  static {
    new Random(5).nextBytes(FILE);
  }

  @AutoClose private final UploadServer store = UploadServer.embedded();
  private Instant now = store.clock().instant();
  private final UploadGrants grants =
      UploadGrants.builder()
          .target(store.target())
          .credentials(store.credentials())
          .clock(() -> now)
          .tickets(EncryptedTickets.of(SECRETS))
          .profile(
              UploadProfile.named("video").kinds(multipart().partSize(PART)).maxSize(MOST).build())
          .profile(UploadProfile.named("photo").maxSize(100).completion(completion()).build())
          .build();
  private final Receipts receipts = Receipts.of(SECRETS, Duration.ofHours(1), () -> now);

  @AutoClose
  private final UploadCompletions completions =
      UploadCompletions.builder(grants, receipts).clients(target -> store.client()).build();

  @AutoClose private final JdkServerUploads uploads = start();
  private final JsonClient client = new JsonClient(uploads.base());

  private JdkServerUploads start() {
    try {
      return JdkServerUploads.start(
          UploadEndpoint.builder(grants).completions(completions).build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void abortsWhatATestHasLeftOpen() {
    for (MultipartUpload open :
        store.client().listMultipartUploads(list -> list.bucket(store.bucket())).uploads()) {
      store
          .client()
          .abortMultipartUpload(
              abort -> abort.bucket(store.bucket()).key(open.key()).uploadId(open.uploadId()));
    }
  }

  private JsonNode granted(long size) throws Exception {
    ObjectNode request = JsonMapper.shared().createObjectNode();
    request.put("profile", "video").put("fileName", "a.mp4").put("size", size);
    return client.post("", "alice", request.put("contentType", "video/mp4").toString()).is(201);
  }

  private static ObjectNode with(JsonNode grant) {
    return JsonMapper.shared().createObjectNode().put("ticket", grant.path("ticket").stringValue());
  }

  private Reply post(String path, JsonNode body) throws Exception {
    return client.post(path, "alice", body.toString());
  }

  /** Adds to the ticket what a test has written as JSON. */
  private Reply post(String path, JsonNode grant, String members) throws Exception {
    String ticket = with(grant).toString();
    return client.post(path, "alice", ticket.replaceFirst("}$", "," + members + "}"));
  }

  private static List<Integer> numbers(JsonNode parts) {
    return parts
        .path("parts")
        .valueStream()
        .map(part -> part.path("partNumber").intValue())
        .toList();
  }

  private List<String> send(JsonNode parts) {
    List<UploadPart> toSend =
        parts
            .path("parts")
            .valueStream()
            .map(
                part -> {
                  int from = (part.path("partNumber").intValue() - 1) * PART;
                  Map<String, String> headers = new HashMap<>();
                  part.path("headers")
                      .properties()
                      .forEach(
                          header -> headers.put(header.getKey(), header.getValue().asString()));
                  return new UploadPart(
                      part.path("url").stringValue(),
                      headers,
                      Arrays.copyOfRange(FILE, from, from + part.path("size").intValue()));
                })
            .toList();
    List<UploadAnswer> answers = GrantClient.of(store).uploadParts(toSend);
    assertThat(answers).allMatch(UploadAnswer::accepted);
    return answers.stream().map(UploadAnswer::etag).toList();
  }

  private static ObjectNode listed(JsonNode grant, String... etags) {
    ObjectNode body = with(grant);
    ArrayNode parts = body.putArray("parts");
    for (int i = 0; i < etags.length; i++) {
      parts.addObject().put("partNumber", i + 1).put("etag", etags[i]);
    }
    return body;
  }

  private static String unquoted(String etag) {
    return etag.replace("\"", "");
  }

  @Test
  void aGrantHasItsFirstPartsAndItsTicket() throws Exception {
    JsonNode grant = granted(MOST);

    assertThat(grant.propertyNames())
        .containsExactly(
            "kind",
            "key",
            "expiresAt",
            "enforced",
            "ticket",
            "ticketExpiresAt",
            "partSize",
            "partCount",
            "parts");
    assertThat(grant.path("kind").stringValue()).isEqualTo("multipart");
    assertThat(grant.path("partSize").longValue()).isEqualTo(PART);
    assertThat(grant.path("partCount").intValue()).isEqualTo(10_000);
    assertThat(numbers(grant)).isEqualTo(IntStream.rangeClosed(1, 100).boxed().toList());
    assertThat(Instant.parse(grant.path("ticketExpiresAt").stringValue()))
        .isAfter(Instant.parse(grant.path("expiresAt").stringValue()));
    assertThat(grant.path("enforced").properties())
        .extracting(enforced -> enforced.getKey() + " " + enforced.getValue().stringValue())
        .contains("key storage", "size storage", "no-overwrite storage", "validity storage");
    JsonNode part = grant.path("parts").get(0);
    assertThat(part.propertyNames()).containsExactly("partNumber", "size", "url", "headers");
    assertThat(part.path("size").longValue()).isEqualTo(PART);
    assertThat(part.path("url").stringValue()).contains("partNumber=1&uploadId=");
    assertThat(part.path("headers").isObject()).isTrue();
  }

  @Test
  void aFileThatFitsOnePartIsOnePart() throws Exception {
    JsonNode grant = granted(1);

    assertThat(grant.path("partCount").intValue()).isEqualTo(1);
    assertThat(grant.path("parts").size()).isEqualTo(1);
    assertThat(grant.path("parts").get(0).path("size").longValue()).isEqualTo(1);
  }

  @Test
  void profilesTellTheSizeOfTheirParts() throws Exception {
    JsonNode profiles =
        client.send("GET", "/profiles", "alice", "application/json", "").ok().path("profiles");

    assertThat(profiles.get(0).path("kinds").get(0).stringValue())
        .isEqualTo(GrantKind.MULTIPART.id());
    assertThat(profiles.get(0).path("multipart").toString()).isEqualTo("{\"partSize\":5242880}");
    assertThat(profiles.get(1).path("multipart").isNull()).isTrue();
  }

  @Test
  void aFileGoesUpInPartsAndIsCompleted() throws Exception {
    JsonNode grant = granted(FILE.length);
    assertThat(post("/status", with(grant)).ok().toString())
        .isEqualTo(
            "{\"kind\":\"multipart\",\"state\":\"open\",\"partSize\":5242880,\"partCount\":2,\"parts\":[]}");

    List<String> etags = send(post("/parts", grant, "\"from\":1,\"count\":2").ok());
    JsonNode status = post("/status", with(grant)).ok();
    // Each client has its habit, and one that resumes has both.
    ObjectNode all = listed(grant, etags.get(0), unquoted(etags.get(1)));
    JsonNode completed = post("/complete", all).ok();

    assertThat(status.path("parts").toString())
        .isEqualTo(
            JsonMapper.shared()
                .createArrayNode()
                .add(stored(1, PART, etags.get(0)))
                .add(stored(2, 20, etags.get(1)))
                .toString());
    assertThat(completed.propertyNames())
        .containsExactly("key", "size", "contentType", "etag", "receipt");
    assertThat(completed.path("size").longValue()).isEqualTo(FILE.length);
    assertThat(completed.path("contentType").stringValue()).isEqualTo("video/mp4");
    CompletedUpload upload = receipts.verify(completed.path("receipt").stringValue(), "alice");
    assertThat(upload.key()).isEqualTo(grant.path("key").stringValue());
    assertThat(
            store
                .client()
                .getObjectAsBytes(get -> get.bucket(store.bucket()).key(upload.key()))
                .asByteArray())
        .isEqualTo(FILE);

    assertThat(((ObjectNode) post("/complete", all).ok()).without("receipt"))
        .isEqualTo(((ObjectNode) completed).without("receipt"));
    assertThat(post("/status", with(grant)).ok().toString())
        .isEqualTo("{\"kind\":\"multipart\",\"state\":\"completed\"}");
    post("/abort", with(grant)).problem(409, "already-completed");
  }

  private static ObjectNode stored(int number, long size, String etag) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("partNumber", number)
        .put("size", size)
        .put("etag", etag);
  }

  @Test
  void partsOutOfOrderAreCompleted() throws Exception {
    JsonNode grant = granted(FILE.length);
    List<String> etags = send(grant);
    ObjectNode body = with(grant);
    ArrayNode parts = body.putArray("parts");
    parts.addObject().put("partNumber", 2).put("etag", etags.get(1)).put("Size", 20);
    parts.addObject().put("etag", etags.get(0)).put("partNumber", 1).put("checksum", "x");

    post("/complete", body).ok();
  }

  @Test
  void partsThatAreMissingAreNamedAndNothingIsLost() throws Exception {
    JsonNode grant = granted(FILE.length);
    JsonNode before = post("/complete", with(grant)).problem(422, "parts-missing");
    assertThat(before.path("given").toString()).isEqualTo("[1,2]");
    assertThat(before.path("limit").intValue()).isEqualTo(2);

    List<String> etags = send(grant);
    String first = etags.get(0);
    for (ObjectNode wrong :
        new ObjectNode[] {
          listed(grant, first),
          listed(grant, first, first),
          listed(grant, first, etags.get(1) + "x"),
          listed(grant, first, "a".repeat(100_000)),
          listed(grant, first, "\"\""),
          listed(grant, first, "' OR 1=1 \u0000\uD800")
        }) {
      JsonNode problem = post("/complete", wrong).problem(422, "parts-missing");
      assertThat(problem.path("given").toString()).isEqualTo("[2]");
      assertThat(problem.path("detail").stringValue()).hasSizeLessThan(300);
    }
    assertThat(post("/status", with(grant)).ok().path("parts").size()).isEqualTo(2);
    post("/complete", listed(grant, etags.toArray(String[]::new))).ok();
  }

  @Test
  void tenThousandPartsFitInARequest() throws Exception {
    JsonNode grant = granted(MOST);
    String[] etags = new String[10_000];
    Arrays.fill(etags, "\"d41d8cd98f00b204e9800998ecf8427e\"");
    ObjectNode all = listed(grant, etags);
    assertThat(all.toString()).hasSizeLessThan(1 << 20);

    JsonNode problem = post("/complete", all).problem(422, "parts-missing");

    assertThat(problem.path("given").size()).isEqualTo(10_000);
    assertThat(problem.path("given").get(9_999).intValue()).isEqualTo(10_000);
  }

  @Test
  void whatWasAbortedIsGone() throws Exception {
    JsonNode grant = granted(FILE.length);
    List<String> etags = send(grant);

    assertThat(post("/abort", with(grant)).ok().isEmpty()).isTrue();
    assertThat(post("/abort", with(grant)).ok().isEmpty()).isTrue();

    post("/status", with(grant)).problem(404, "no-such-upload");
    post("/complete", listed(grant, etags.toArray(String[]::new))).problem(404, "no-such-upload");
    assertThat(store.client().listMultipartUploads(list -> list.bucket(store.bucket())).uploads())
        .isEmpty();
    assertThat(store.client().listObjectsV2(list -> list.bucket(store.bucket())).contents())
        .noneMatch(object -> object.key().equals(grant.path("key").stringValue()));
  }

  @Test
  void moreUrlsComeAsLongAsTheTicketLives() throws Exception {
    JsonNode grant = granted(MOST);
    Instant before = now;

    JsonNode last = post("/parts", grant, "\"from\":9001,\"count\":1000").ok();
    JsonNode some = post("/parts", grant, "\"partNumbers\":[10000,1,101]").ok();
    JsonNode huge =
        post("/parts", grant, "\"partNumbers\":" + IntStream.rangeClosed(1, 1_000).boxed().toList())
            .ok();

    assertThat(last.propertyNames()).containsExactly("expiresAt", "parts");
    assertThat(numbers(last)).isEqualTo(IntStream.rangeClosed(9_001, 10_000).boxed().toList());
    assertThat(numbers(some)).containsExactly(10_000, 1, 101);
    assertThat(numbers(huge)).hasSize(1_000);
    assertThat(some.path("parts").get(0).propertyNames())
        .containsExactly("partNumber", "size", "url", "headers");

    Instant end = Instant.parse(grant.path("ticketExpiresAt").stringValue());
    now = end.minusSeconds(60);
    JsonNode late = post("/parts", grant, "\"from\":1,\"count\":1").ok();
    assertThat(Instant.parse(late.path("expiresAt").stringValue())).isBeforeOrEqualTo(end);
    post("/status", with(grant)).ok();
    now = end;
    post("/parts", grant, "\"from\":1,\"count\":1").problem(410, "ticket-expired");
    now = before;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"from\":1",
        "\"count\":1",
        "\"from\":1,\"count\":0",
        "\"from\":0,\"count\":1",
        "\"from\":-1,\"count\":1",
        "\"from\":1,\"count\":1001",
        "\"from\":1,\"count\":3",
        "\"from\":3,\"count\":1",
        "\"from\":10000,\"count\":1000",
        "\"from\":2147483647,\"count\":1000",
        "\"from\":1.0,\"count\":1",
        "\"from\":1e2,\"count\":1",
        "\"from\":\"1\",\"count\":1",
        "\"from\":true,\"count\":1",
        "\"from\":[1],\"count\":1",
        "\"from\":1,\"count\":{}",
        "\"from\":2147483648,\"count\":1",
        "\"from\":1,\"count\":4294967297",
        "\"from\":1,\"count\":99999999999999999999999999",
        "\"partNumbers\":[]",
        "\"partNumbers\":[0]",
        "\"partNumbers\":[-1]",
        "\"partNumbers\":[3]",
        "\"partNumbers\":[1,3]",
        "\"partNumbers\":[10000]",
        "\"partNumbers\":[10001]",
        "\"partNumbers\":[1,1]",
        "\"partNumbers\":[1.0]",
        "\"partNumbers\":[1e0]",
        "\"partNumbers\":[2147483648]",
        "\"partNumbers\":[4294967297]",
        "\"partNumbers\":[\"1\"]",
        "\"partNumbers\":[null]",
        "\"partNumbers\":[[1]]",
        "\"partNumbers\":[true]",
        "\"partNumbers\":1",
        "\"partNumbers\":\"1\"",
        "\"partNumbers\":{\"0\":1}",
        "\"partNumbers\":null",
        "\"partNumbers\":[1],\"from\":1,\"count\":1",
        "\"partNumbers\":[1],\"count\":1",
        "\"partNumbers\":[],\"from\":1",
        "\"partnumbers\":[1]",
        "\"parts\":[1]",
        "\"From\":1,\"count\":1",
      })
  void numbersThatAreNoPartsAreRefused(String members) throws Exception {
    JsonNode grant = granted(FILE.length);

    post("/parts", grant, members).problem(400, "invalid-request");
  }

  @Test
  void moreThanAThousandPartsAreTooManyAtOnce() throws Exception {
    JsonNode grant = granted(MOST);

    String numbers = IntStream.rangeClosed(1, 1_001).boxed().toList().toString();
    post("/parts", grant, "\"partNumbers\":" + numbers).problem(400, "invalid-request");
    post("/parts", grant, "\"from\":1,\"count\":1001").problem(400, "invalid-request");
    post("/parts", grant, "\"from\":9002,\"count\":1000").problem(400, "invalid-request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"parts\":{}",
        "\"parts\":\"\"",
        "\"parts\":5",
        "\"parts\":[5]",
        "\"parts\":[null]",
        "\"parts\":[[]]",
        "\"parts\":[\"a\"]",
        "\"parts\":[{}]",
        "\"parts\":[{\"partNumber\":1}]",
        "\"parts\":[{\"etag\":\"a\"}]",
        "\"parts\":[{\"partNumber\":1,\"etag\":null}]",
        "\"parts\":[{\"partNumber\":1,\"etag\":\"\"}]",
        "\"parts\":[{\"partNumber\":1,\"etag\":5}]",
        "\"parts\":[{\"partNumber\":1,\"etag\":[\"a\"]}]",
        "\"parts\":[{\"partNumber\":null,\"etag\":\"a\"}]",
        "\"parts\":[{\"partNumber\":\"1\",\"etag\":\"a\"}]",
        "\"parts\":[{\"partNumber\":1.0,\"etag\":\"a\"}]",
        "\"parts\":[{\"partNumber\":1e0,\"etag\":\"a\"}]",
        "\"parts\":[{\"partNumber\":0,\"etag\":\"a\"}]",
        "\"parts\":[{\"partNumber\":-1,\"etag\":\"a\"}]",
        "\"parts\":[{\"partNumber\":3,\"etag\":\"a\"}]",
        "\"parts\":[{\"partNumber\":10001,\"etag\":\"a\"}]",
        "\"parts\":[{\"partNumber\":2147483648,\"etag\":\"a\"}]",
        "\"parts\":[{\"partNumber\":1,\"etag\":\"a\"},{\"partNumber\":1,\"etag\":\"a\"}]",
        "\"parts\":[{\"partNumber\":1,\"etag\":\"a\"},{\"partNumber\":1,\"etag\":\"b\"}]",
        "\"parts\":[{\"PartNumber\":1,\"ETag\":\"a\"}]",
        "\"parts\":[{\"number\":1,\"etag\":\"a\"}]",
        "\"Parts\":[]",
      })
  void listsThatAreNoPartsAreRefused(String members) throws Exception {
    JsonNode grant = granted(FILE.length);

    post("/complete", grant, members).problem(400, "invalid-request");
    assertThat(post("/status", with(grant)).ok().path("state").stringValue()).isEqualTo("open");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|invalid-request",
        "{\"from\":1,\"count\":1}|invalid-request",
        "{\"token\":\"a\",\"from\":1,\"count\":1}|invalid-request",
        "{\"ticket\":[1],\"from\":1,\"count\":1}|invalid-request",
        "{\"ticket\":\"a\",\"from\":1,\"count\":1}|invalid-ticket",
        "{\"ticket\":\"a.b.c.d.e\",\"partNumbers\":[1]}|invalid-ticket",
        "[]|malformed-request",
        "{\"ticket\"|malformed-request",
        "``|malformed-request",
      })
  void whatIsNoTicketGetsNoParts(String body, String code) throws Exception {
    client.post("/parts", "alice", body).problem(400, code);
  }

  @Test
  void aTicketIsItsSubjectsWhateverElseIsWrong() throws Exception {
    JsonNode grant = granted(FILE.length);
    String numbers = with(grant).put("from", 10_000).put("count", 1_000).toString();

    for (String other : new String[] {"mallory", ""}) {
      client.post("/parts", other, numbers).problem(403, "ticket-of-another-subject");
      client
          .post("/complete", other, listed(grant, "a", "b", "c").toString())
          .problem(403, "ticket-of-another-subject");
      client
          .post("/abort", other, with(grant).toString())
          .problem(403, "ticket-of-another-subject");
    }
    assertThat(post("/status", with(grant)).ok().path("state").stringValue()).isEqualTo("open");
  }

  @Test
  void theGrantOfOneRequestHasNoParts() throws Exception {
    JsonNode grant = client.post("", "alice", "{\"profile\":\"photo\",\"size\":20}").is(201);

    post("/parts", grant, "\"from\":1,\"count\":1").problem(400, "invalid-request");
    post("/complete", listed(grant, "a")).problem(404, "no-such-upload");
  }

  @Test
  void whatNoPartsCanHoldIsRefusedBeforeAnythingIsStarted() throws Exception {
    String start = "{\"profile\":\"video\",\"kind\":\"multipart\"";
    client.post("", "alice", start + "}").problem(422, "size-required");
    client.post("", "alice", start + ",\"size\":" + (MOST + 1) + "}").problem(413, "too-large");
    client.post("", "alice", start + ",\"size\":0}").problem(422, "too-small");
    client
        .post(
            "",
            "alice",
            start
                + ",\"size\":5,\"checksum\":{\"algorithm\":\"SHA1\",\"value\":\"2jmj7l5rSw0yVb/vlWAYkK/YBwk=\"}}")
        .problem(400, "invalid-request");
    client
        .post("", "alice", "{\"profile\":\"photo\",\"kind\":\"multipart\",\"size\":5}")
        .problem(422, "kind-not-allowed");

    assertThat(store.client().listMultipartUploads(list -> list.bucket(store.bucket())).uploads())
        .isEmpty();
  }
}
