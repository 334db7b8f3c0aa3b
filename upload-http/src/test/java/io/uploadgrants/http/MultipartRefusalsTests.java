package io.uploadgrants.http;

import static io.uploadgrants.CompletionSettings.completion;
import static io.uploadgrants.http.MultipartUploads.FILE;
import static io.uploadgrants.http.MultipartUploads.MOST;
import static io.uploadgrants.http.MultipartUploads.SECRETS;
import static io.uploadgrants.http.MultipartUploads.listed;
import static io.uploadgrants.http.MultipartUploads.numbers;
import static io.uploadgrants.http.MultipartUploads.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.token.EncryptedTickets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is no part, no list of parts, and not yet an upload, over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MultipartRefusalsTests {

  @AutoClose private final MultipartUploads uploads = new MultipartUploads();

  @AfterEach
  void abortsWhatATestHasLeftOpen() {
    uploads.abortAll();
  }

  @Test
  void partsThatAreMissingAreNamedAndNothingIsLost() throws Exception {
    JsonNode grant = uploads.granted(FILE.length);
    JsonNode before = uploads.post("/complete", with(grant)).problem(422, "parts-missing");
    assertThat(before.path("given").toString()).isEqualTo("[1,2]");
    assertThat(before.path("limit").intValue()).isEqualTo(2);

    List<String> etags = uploads.send(grant);
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
      JsonNode problem = uploads.post("/complete", wrong).problem(422, "parts-missing");
      assertThat(problem.path("given").toString()).isEqualTo("[2]");
      assertThat(problem.path("detail").stringValue()).hasSizeLessThan(300);
    }
    assertThat(uploads.post("/status", with(grant)).ok().path("parts").size()).isEqualTo(2);
    uploads.post("/complete", listed(grant, etags.toArray(String[]::new))).ok();
  }

  @Test
  void tenThousandPartsFitInARequest() throws Exception {
    JsonNode grant = uploads.granted(MOST);
    String[] etags = new String[10_000];
    Arrays.fill(etags, "\"d41d8cd98f00b204e9800998ecf8427e\"");
    ObjectNode all = listed(grant, etags);
    assertThat(all.toString()).hasSizeLessThan(1 << 20);

    JsonNode problem = uploads.post("/complete", all).problem(422, "parts-missing");

    assertThat(problem.path("given").size()).isEqualTo(10_000);
    assertThat(problem.path("given").get(9_999).intValue()).isEqualTo(10_000);
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
    JsonNode grant = uploads.granted(FILE.length);

    uploads.post("/parts", grant, members).problem(400, "invalid-request");
  }

  @Test
  void moreThanAThousandPartsAreTooManyAtOnce() throws Exception {
    JsonNode grant = uploads.granted(MOST);

    String numbers = IntStream.rangeClosed(1, 1_001).boxed().toList().toString();
    uploads.post("/parts", grant, "\"partNumbers\":" + numbers).problem(400, "invalid-request");
    uploads.post("/parts", grant, "\"from\":1,\"count\":1001").problem(400, "invalid-request");
    uploads.post("/parts", grant, "\"from\":9002,\"count\":1000").problem(400, "invalid-request");
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
    JsonNode grant = uploads.granted(FILE.length);

    uploads.post("/complete", grant, members).problem(400, "invalid-request");
    assertThat(uploads.post("/status", with(grant)).ok().path("state").stringValue())
        .isEqualTo("open");
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
    uploads.client.post("/parts", "alice", body).problem(400, code);
  }

  @Test
  void aTicketIsItsSubjectsWhateverElseIsWrong() throws Exception {
    JsonNode grant = uploads.granted(FILE.length);
    String numbers = with(grant).put("from", 10_000).put("count", 1_000).toString();

    for (String other : new String[] {"mallory", ""}) {
      uploads.client.post("/parts", other, numbers).problem(403, "ticket-of-another-subject");
      uploads
          .client
          .post("/complete", other, listed(grant, "a", "b", "c").toString())
          .problem(403, "ticket-of-another-subject");
      for (String broken :
          new String[] {
            with(grant).toString(),
            with(grant).put("from", 0).put("count", 1).toString(),
            with(grant).put("partNumbers", "x").put("parts", "x").toString()
          }) {
        for (String path : new String[] {"/parts", "/complete"}) {
          uploads.client.post(path, other, broken).problem(403, "ticket-of-another-subject");
        }
      }
      uploads
          .client
          .post("/abort", other, with(grant).toString())
          .problem(403, "ticket-of-another-subject");
    }
    assertThat(uploads.post("/status", with(grant)).ok().path("state").stringValue())
        .isEqualTo("open");
  }

  @Test
  void theGrantOfOneRequestHasNoParts() throws Exception {
    JsonNode grant =
        uploads.client.post("", "alice", "{\"profile\":\"photo\",\"size\":20}").is(201);

    uploads.post("/parts", grant, "\"from\":1,\"count\":1").problem(400, "invalid-request");
    uploads.post("/complete", listed(grant, "a")).problem(404, "no-such-upload");
  }

  @Test
  void whatNoPartsCanHoldIsRefusedBeforeAnythingIsStarted() throws Exception {
    String start = "{\"profile\":\"video\",\"kind\":\"multipart\"";
    uploads.client.post("", "alice", start + "}").problem(422, "size-required");
    // It isn't the client's to say.
    uploads
        .client
        .post("", "alice", start + ",\"sizeAtCompletion\":true}")
        .problem(422, "size-required");
    uploads
        .client
        .post("", "alice", start + ",\"size\":" + (MOST + 1) + "}")
        .problem(413, "too-large");
    uploads.client.post("", "alice", start + ",\"size\":0}").problem(422, "too-small");
    uploads
        .client
        .post(
            "",
            "alice",
            start
                + ",\"size\":5,\"checksum\":{\"algorithm\":\"SHA1\",\"value\":\"2jmj7l5rSw0yVb/vlWAYkK/YBwk=\"}}")
        .problem(400, "invalid-request");
    uploads
        .client
        .post("", "alice", "{\"profile\":\"photo\",\"kind\":\"multipart\",\"size\":5}")
        .problem(422, "kind-not-allowed");

    assertThat(uploads.open()).isEmpty();
  }

  @Test
  void aProfileThatHasLostTheKindSignsNoMorePartsAndStillAborts() throws Exception {
    JsonNode grant = uploads.granted(FILE.length);
    UploadGrants later =
        UploadGrants.builder()
            .target(uploads.store.target())
            .credentials(uploads.store.credentials())
            .clock(uploads.store.clock())
            .tickets(EncryptedTickets.of(SECRETS))
            .profile(UploadProfile.named("video").completion(completion()).build())
            .build();
    try (UploadCompletions completions =
            UploadCompletions.builder(later, uploads.receipts)
                .clients(target -> uploads.store.client())
                .build();
        JdkServerUploads endpoint =
            JdkServerUploads.start(
                UploadEndpoint.builder(later).completions(completions).build())) {
      JsonClient client = new JsonClient(endpoint.base());
      String one = with(grant).put("from", 1).put("count", 1).toString();
      client.post("/parts", "alice", one).problem(422, "kind-not-allowed");
      client.post("/abort", "alice", with(grant).toString()).ok();
    }
    assertThat(uploads.open()).isEmpty();
  }
}
