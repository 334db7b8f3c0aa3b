package io.uploadgrants.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.PartPlan;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Files in parts, as both generations of Uppy send them to a Companion. */
abstract class UppyPartsRules {

  private static final int PART = (int) PartPlan.MIN_PART_SIZE;
  private static final byte[] FILE = new byte[PART + 20];

  private final UppyEndpointContract contract;

  UppyPartsRules(UppyEndpointContract contract) {
    this.contract = contract;
  }

  static String listed(String... etags) {
    StringBuilder parts = new StringBuilder();
    for (int i = 0; i < etags.length; i++) {
      parts
          .append(i == 0 ? "" : ",")
          .append("{\"PartNumber\":")
          .append(i + 1)
          .append(",\"ETag\":\"")
          .append(etags[i].replace("\"", "\\\""))
          .append("\",\"Size\":7}");
    }
    return "{\"parts\":[" + parts + "],\"more\":null}";
  }

  @Test
  void partsAreSignedListedAndCompleted() {
    UppySite site = contract.site();
    UppySite.Upload upload = site.start("alice", FILE.length);
    assertThat(upload.id()).matches("[A-Za-z0-9._~-]+");

    JsonNode signed = site.get("alice", upload.path("/2")).json();
    assertThat(signed.propertyNames()).containsExactlyInAnyOrder("url", "expires");
    assertThat(signed.path("expires").asInt()).isPositive();
    String first = site.send(upload, 1, Arrays.copyOf(FILE, PART));
    JsonNode list = site.get("alice", upload.path("")).json();
    assertThat(list.isArray()).isTrue();
    assertThat(list.size()).isEqualTo(1);
    assertThat(list.path(0).path("PartNumber").isIntegralNumber()).isTrue();
    assertThat(list.path(0).path("PartNumber").asInt()).isEqualTo(1);
    assertThat(list.path(0).path("ETag").asString()).isEqualTo(first);
    assertThat(list.path(0).path("Size").asLong()).isEqualTo(PART);
    String second = site.send(upload, 2, Arrays.copyOfRange(FILE, PART, FILE.length));

    // After a resume, version 6 sends quoted and unquoted ones together.
    Reply completed =
        site.post("alice", upload.path("/complete"), listed(first, second.replace("\"", "")));
    assertThat(completed.status()).as(completed.text()).isEqualTo(200);
    JsonNode answer = completed.json();
    assertThat(answer.propertyNames())
        .containsExactlyInAnyOrder("location", "key", "bucket", "receipt");
    assertThat(answer.path("key").asString()).isEqualTo(upload.key());
    assertThat(answer.path("bucket").asString()).isEqualTo(site.server().bucket());
    String receipt = answer.path("receipt").asString();
    assertThat(answer.path("location").asString())
        .startsWith("http")
        .endsWith(upload.key() + "#receipt=" + receipt);
    assertThat(site.receipts().verify(receipt, "alice").key()).isEqualTo(upload.key());
    assertThat(site.has(upload.key())).isTrue();
  }

  @Test
  void severalPartsAreSignedAtOnce() {
    UppySite site = contract.site();
    UppySite.Upload upload = site.start("alice", FILE.length);

    JsonNode urls =
        site.get("alice", upload.path("/batch") + "&partNumbers=2,1").json().path("presignedUrls");

    assertThat(urls.propertyNames()).containsExactlyInAnyOrder("1", "2");
    assertThat(site.put(urls.path("2").asString(), Map.of(), new byte[20]).accepted()).isTrue();
  }

  @Test
  void partsHaveTheSizeThatUppyCutsThem() {
    UppySite site = contract.site();
    UppySite.Upload upload = site.start("alice", FILE.length);
    String url = site.get("alice", upload.path("/2")).json().path("url").asString();

    assertThat(site.put(url, Map.of(), new byte[21]).accepted()).isFalse();
    assertThat(site.put(url, Map.of(), new byte[20]).accepted()).isTrue();
    site.get("alice", upload.path("/3")).problem(400, "invalid-request");
  }

  @Test
  void withoutASizeThePartsAreUppysAndTheirSumIsCheckedAtTheEnd() {
    UppySite site = contract.site();
    UppySite.Upload upload =
        site.start("alice", "{\"size\":\"large\",\"n\":1.5,\"b\":true,\"o\":null}");

    String first = site.send(upload, 1, new byte[6 << 20]);
    String second = site.send(upload, 2, new byte[7]);
    site.get("alice", upload.path("/5")).problem(400, "invalid-request");

    Reply completed = site.post("alice", upload.path("/complete"), listed(first, second));
    assertThat(completed.status()).as(completed.text()).isEqualTo(200);
    String receipt = completed.json().path("receipt").asString();
    assertThat(site.receipts().verify(receipt, "alice").size()).isEqualTo((6 << 20) + 7);
    assertThat(site.get("alice", upload.path("")).json().size()).isEqualTo(4);
    assertThat(site.post("alice", upload.path("/complete"), listed(first, second)).status())
        .isEqualTo(200);
  }

  @Test
  void whatIsTooLargeInSumIsRemovedAndToldSo() {
    UppySite site = contract.site();
    UppySite.Upload upload = site.start("alice", "{}");
    String first = site.send(upload, 1, new byte[15 << 20]);
    String second = site.send(upload, 2, new byte[(5 << 20) + 1]);

    JsonNode problem =
        site.post("alice", upload.path("/complete"), listed(first, second))
            .problem(422, "object-differs");

    assertThat(problem.path("message").asString()).contains("20971520").contains("20971521");
    assertThat(site.has(upload.key())).isFalse();
    site.get("alice", upload.path("")).problem(404, "no-such-upload");
  }

  @Test
  void anAcceptedObjectThatIsMovedIsToldByItsNewKey() {
    UppySite site = contract.site();
    UppySite.Upload upload = site.start("alice", "{\"profile\":\"checked\"}");
    String etag = site.send(upload, 1, new byte[40]);

    JsonNode answer = site.post("alice", upload.path("/complete"), listed(etag)).json();

    String key = answer.path("key").asString();
    assertThat(key).startsWith("accepted/");
    assertThat(answer.path("location").asString()).contains(key);
    assertThat(site.has(key)).isTrue();
    assertThat(site.has(upload.key())).isFalse();
  }

  @Test
  void aForcedUploadOfASmallFileIsOnePart() {
    UppySite site = contract.site();
    UppySite.Upload upload = site.start("alice", 40);

    String etag = site.send(upload, 1, new byte[40]);

    assertThat(site.post("alice", upload.path("/complete"), listed(etag)).status()).isEqualTo(200);
  }

  @Test
  void anUploadThatIsCancelledLeavesNoPart() {
    UppySite site = contract.site();
    UppySite.Upload upload = site.start("alice", FILE.length);
    site.send(upload, 1, Arrays.copyOf(FILE, PART));

    for (int twice = 0; twice < 2; twice++) {
      Reply cancelled = site.delete("alice", upload.path(""));
      assertThat(cancelled.status()).as(cancelled.text()).isEqualTo(200);
      assertThat(cancelled.text()).isEqualTo("{}");
    }
    site.get("alice", upload.path("")).problem(404, "no-such-upload");
  }

  @Test
  void missingPartsAreToldAndNothingIsLost() {
    UppySite site = contract.site();
    UppySite.Upload upload = site.start("alice", FILE.length);
    String first = site.send(upload, 1, Arrays.copyOf(FILE, PART));

    site.post("alice", upload.path("/complete"), listed(first)).problem(422, "parts-missing");

    String second = site.send(upload, 2, Arrays.copyOfRange(FILE, PART, FILE.length));
    assertThat(site.post("alice", upload.path("/complete"), listed(first, second)).status())
        .isEqualTo(200);
  }

  @Test
  void whoseAnswerGotLostIsListedAllPartsAndCompletesAgain() {
    UppySite site = contract.site();
    UppySite.Upload upload = site.start("alice", 40);
    String etag = site.send(upload, 1, new byte[40]);
    String key =
        site.post("alice", upload.path("/complete"), listed(etag)).json().path("key").asString();

    JsonNode list = site.get("alice", upload.path("")).json();

    assertThat(list.size()).isEqualTo(1);
    Reply again =
        site.post("alice", upload.path("/complete"), listed(list.path(0).path("ETag").asString()));
    assertThat(again.json().path("key").asString()).isEqualTo(key);
    site.delete("alice", upload.path("")).problem(409, "already-completed");
  }
}
