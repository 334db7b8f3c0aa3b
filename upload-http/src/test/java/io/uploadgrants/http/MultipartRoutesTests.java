package io.uploadgrants.http;

import static io.uploadgrants.http.MultipartUploads.FILE;
import static io.uploadgrants.http.MultipartUploads.MOST;
import static io.uploadgrants.http.MultipartUploads.PART;
import static io.uploadgrants.http.MultipartUploads.listed;
import static io.uploadgrants.http.MultipartUploads.numbers;
import static io.uploadgrants.http.MultipartUploads.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.CompletedUpload;
import io.uploadgrants.GrantKind;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.testkit.GrantClient;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Uploads in parts, over HTTP, from the request for a grant to the receipt. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MultipartRoutesTests {

  @AutoClose private final MultipartUploads uploads = new MultipartUploads();

  @AfterEach
  void abortsWhatATestHasLeftOpen() {
    uploads.abortAll();
  }

  @Test
  void aGrantHasItsFirstPartsAndItsTicket() throws Exception {
    JsonNode grant = uploads.granted(MOST);

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
    JsonNode grant = uploads.granted(1);

    assertThat(grant.path("partCount").intValue()).isEqualTo(1);
    assertThat(grant.path("parts").size()).isEqualTo(1);
    assertThat(grant.path("parts").get(0).path("size").longValue()).isEqualTo(1);
  }

  @Test
  void partsOfAnUndeclaredSizeHaveNone() throws Exception {
    UploadGrant grant =
        uploads.grants.grant(
            UploadRequest.of("video")
                .by("alice")
                .kind(GrantKind.MULTIPART)
                .sizeAtCompletion(true)
                .build());
    ObjectNode ticket =
        JsonMapper.shared()
            .createObjectNode()
            .put("ticket", Objects.requireNonNull(grant.ticket()).value());

    JsonNode parts = uploads.post("/parts", ticket, "\"partNumbers\":[1]").ok();

    assertThat(parts.path("parts").get(0).propertyNames())
        .containsExactly("partNumber", "url", "headers");
    JsonNode status = uploads.post("/status", ticket).ok();
    assertThat(status.path("partCount").intValue()).isEqualTo(10_000);
    uploads.post("/complete", listed(ticket, "a")).problem(422, "parts-missing");
    uploads.post("/abort", ticket).ok();
  }

  @Test
  void profilesTellTheSizeOfTheirParts() throws Exception {
    JsonNode profiles =
        uploads
            .client
            .send("GET", "/profiles", "alice", "application/json", "")
            .ok()
            .path("profiles");

    assertThat(profiles.get(0).path("kinds").get(0).stringValue())
        .isEqualTo(GrantKind.MULTIPART.id());
    assertThat(profiles.get(0).path("multipart").toString()).isEqualTo("{\"partSize\":5242880}");
    assertThat(profiles.get(1).path("multipart").isNull()).isTrue();
  }

  @Test
  void aFileGoesUpInPartsAndIsCompleted() throws Exception {
    JsonNode grant = uploads.granted(FILE.length);
    assertThat(uploads.post("/status", with(grant)).ok().toString())
        .isEqualTo(
            "{\"kind\":\"multipart\",\"state\":\"open\",\"partSize\":5242880,\"partCount\":2,\"parts\":[]}");

    List<String> etags = uploads.send(uploads.post("/parts", grant, "\"from\":1,\"count\":2").ok());
    JsonNode status = uploads.post("/status", with(grant)).ok();
    // Each client has its habit, and one that resumes has both.
    ObjectNode all = listed(grant, etags.get(0), unquoted(etags.get(1)));
    JsonNode completed = uploads.post("/complete", all).ok();

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
    CompletedUpload upload =
        uploads.receipts.verify(completed.path("receipt").stringValue(), "alice");
    assertThat(upload.key()).isEqualTo(grant.path("key").stringValue());
    assertThat(
            uploads
                .store
                .client()
                .getObjectAsBytes(get -> get.bucket(uploads.store.bucket()).key(upload.key()))
                .asByteArray())
        .isEqualTo(FILE);

    assertThat(((ObjectNode) uploads.post("/complete", all).ok()).without("receipt"))
        .isEqualTo(((ObjectNode) completed).without("receipt"));
    assertThat(uploads.post("/status", with(grant)).ok().toString())
        .isEqualTo("{\"kind\":\"multipart\",\"state\":\"completed\"}");
    uploads.post("/abort", with(grant)).problem(409, "already-completed");
  }

  @Test
  void aChecksumOfTheWholeIsToldWithTheReceipt() throws Exception {
    String sum = GrantClient.checksum(ChecksumAlgorithm.CRC64NVME, FILE).value();
    JsonNode grant =
        uploads
            .client
            .post(
                "",
                "alice",
                "{\"profile\":\"video\",\"size\":%d,\"checksum\":{\"algorithm\":\"CRC64NVME\",\"value\":\"%s\"}}"
                    .formatted(FILE.length, sum))
            .is(201);

    List<String> etags = uploads.send(grant);
    JsonNode completed =
        uploads.post("/complete", listed(grant, etags.toArray(String[]::new))).ok();

    assertThat(completed.path("checksum").toString())
        .isEqualTo("{\"algorithm\":\"CRC64NVME\",\"value\":\"" + sum + "\"}");
  }

  @Test
  void partsOutOfOrderAreCompleted() throws Exception {
    JsonNode grant = uploads.granted(FILE.length);
    List<String> etags = uploads.send(grant);
    ObjectNode body = with(grant);
    ArrayNode parts = body.putArray("parts");
    parts.addObject().put("partNumber", 2).put("etag", etags.get(1)).put("Size", 20);
    parts.addObject().put("etag", etags.get(0)).put("partNumber", 1).put("checksum", "x");

    uploads.post("/complete", body).ok();
  }

  @Test
  void whatWasAbortedIsGone() throws Exception {
    JsonNode grant = uploads.granted(FILE.length);
    List<String> etags = uploads.send(grant);

    assertThat(uploads.post("/abort", with(grant)).ok().isEmpty()).isTrue();
    assertThat(uploads.post("/abort", with(grant)).ok().isEmpty()).isTrue();

    uploads.post("/status", with(grant)).problem(404, "no-such-upload");
    uploads
        .post("/complete", listed(grant, etags.toArray(String[]::new)))
        .problem(404, "no-such-upload");
    assertThat(uploads.open()).isEmpty();
    assertThat(
            uploads
                .store
                .client()
                .listObjectsV2(list -> list.bucket(uploads.store.bucket()))
                .contents())
        .noneMatch(object -> object.key().equals(grant.path("key").stringValue()));
  }

  @Test
  void moreUrlsComeAsLongAsTheTicketLives() throws Exception {
    JsonNode grant = uploads.granted(MOST);
    Instant before = uploads.now;

    JsonNode last = uploads.post("/parts", grant, "\"from\":9001,\"count\":1000").ok();
    JsonNode some = uploads.post("/parts", grant, "\"partNumbers\":[10000,1,101]").ok();
    JsonNode huge =
        uploads
            .post(
                "/parts",
                grant,
                "\"partNumbers\":" + IntStream.rangeClosed(1, 1_000).boxed().toList())
            .ok();

    assertThat(last.propertyNames()).containsExactly("expiresAt", "parts");
    assertThat(numbers(last)).isEqualTo(IntStream.rangeClosed(9_001, 10_000).boxed().toList());
    assertThat(numbers(some)).containsExactly(10_000, 1, 101);
    assertThat(numbers(huge)).hasSize(1_000);
    assertThat(some.path("parts").get(0).propertyNames())
        .containsExactly("partNumber", "size", "url", "headers");

    Instant end = Instant.parse(grant.path("ticketExpiresAt").stringValue());
    uploads.now = end.minusSeconds(60);
    JsonNode late = uploads.post("/parts", grant, "\"from\":1,\"count\":1").ok();
    assertThat(Instant.parse(late.path("expiresAt").stringValue())).isBeforeOrEqualTo(end);
    uploads.post("/status", with(grant)).ok();
    uploads.now = end;
    uploads.post("/parts", grant, "\"from\":1,\"count\":1").problem(410, "ticket-expired");
    uploads.now = before;
  }

  private static String unquoted(String etag) {
    return etag.replace("\"", "");
  }

  private static ObjectNode stored(int number, long size, String etag) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("partNumber", number)
        .put("size", size)
        .put("etag", etag);
  }
}
