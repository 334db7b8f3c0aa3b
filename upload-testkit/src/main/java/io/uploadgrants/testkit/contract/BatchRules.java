package io.uploadgrants.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Grants for several files by one request. */
abstract class BatchRules extends ServedRules {

  private static final String AVATAR =
      "{\"profile\":\"avatar\",\"size\":%d,\"contentType\":\"image/png\",\"fileName\":\"%s\"}";

  BatchRules(UploadEndpointContract contract) {
    super(contract);
  }

  @Test
  void eachFileGetsWhatItWouldHaveGotAlone() {
    List<JsonNode> results =
        results(
            "alice",
            AVATAR.formatted(5, "a.png"),
            AVATAR.formatted(9_999_999, "b.png"),
            "{\"profile\":\"sized\",\"size\":\"11\"}",
            "{\"profile\":\"nothing\"}",
            AVATAR.formatted(5, "denied"),
            AVATAR.formatted(6, "c.png"));

    assertThat(results).hasSize(6);
    assertGranted(results.get(0), "a.png");
    assertThat(alone("alice", AVATAR.formatted(9_999_999, "b.png"))).isEqualTo(results.get(1));
    assertRefused(results.get(1), 413, "too-large");
    assertThat(results.get(1).path("limit").asLong()).isEqualTo(5_242_880);
    assertThat(results.get(1).path("given").asLong()).isEqualTo(9_999_999);
    assertRefused(results.get(2), 400, "invalid-request");
    assertRefused(results.get(3), 404, "unknown-profile");
    assertRefused(results.get(4), 403, "denied");
    assertGranted(results.get(5), "c.png");
  }

  @Test
  void eachFileHasAKeyOfItsOwn() {
    String file = AVATAR.formatted(5, "same.png");

    List<JsonNode> results =
        results("alice", IntStream.range(0, 100).mapToObj(i -> file).toArray(String[]::new));

    assertThat(results.stream().map(result -> result.path("key").asString()))
        .hasSize(100)
        .doesNotHaveDuplicates()
        .allMatch(key -> key.startsWith("avatars/alice/"));
  }

  @Test
  void aGuestGetsOnlyWhatIsOpenToGuests() {
    List<JsonNode> results =
        results(null, "{\"profile\":\"any\"}", AVATAR.formatted(5, "a.png"), "{\"profile\":\"x\"}");

    assertThat(results.get(0).path("key").asString()).startsWith("any/!guest/");
    assertRefused(results.get(1), 401, "authentication-required");
    assertRefused(results.get(2), 401, "authentication-required");
  }

  @ParameterizedTest
  @CsvSource({
    "issuance, 503, issuance-failed",
    "configuration, 500, invalid-configuration",
    "runtime, 500, internal-error",
    "quota:PT5S, 429, over-quota"
  })
  void whatFailsForOneFileFailsForItAlone(String name, int status, String code) {
    List<JsonNode> results =
        results("alice", AVATAR.formatted(5, name), AVATAR.formatted(5, "a.png"));

    assertRefused(results.get(0), status, code);
    assertThat(results.toString()).doesNotContain(ContractGrants.INNER);
    assertGranted(results.get(1), "a.png");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"files\":null}",
        "{\"files\":{}}",
        "{\"files\":\"x\"}",
        "{\"files\":[]}",
        "{\"files\":[{\"profile\":\"any\"},null]}",
        "{\"files\":[{\"profile\":\"any\"},[]]}",
        "{\"files\":[\"any\"]}",
        "{\"file\":[{\"profile\":\"any\"}]}",
        "{\"Files\":[{\"profile\":\"any\"}]}",
        "{\"uploads\":[{\"profile\":\"any\"}]}"
      })
  void whatIsNoListOfFilesIsRefusedAsAWhole(String body) {
    post("alice", body).problem(400, "invalid-request");
  }

  @Test
  void moreThanAHundredFilesAreRefusedAsAWhole() {
    String files = "{\"profile\":\"any\"},".repeat(101);

    JsonNode problem =
        post("alice", "{\"files\":[" + files.substring(0, files.length() - 1) + "]}")
            .problem(400, "invalid-request");

    assertThat(problem.path("detail").asString()).contains("101", "100");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{\"files\":[{\"profile\":\"any\"}]", "{\"files\":[],\"files\":[]}"})
  void whatIsNoObjectIsMalformed(String body) {
    post("alice", body).problem(400, "malformed-request");
  }

  @Test
  void aBodyOfMoreThanAMebibyteIsRefused() {
    JsonNode problem =
        post("alice", "{\"files\":[]" + " ".repeat(1 << 20) + "}")
            .problem(413, "request-too-large");

    assertThat(problem.path("limit").asLong()).isEqualTo(1 << 20);
  }

  @Test
  void aFormOfAnotherSiteGetsNothing() {
    endpoint()
        .send("POST", "/batch", "Content-Type", "text/plain")
        .problem(415, "unsupported-media-type");
  }

  private List<JsonNode> results(@Nullable String subject, String... files) {
    Reply reply = post(subject, "{\"files\":[" + String.join(",", files) + "]}");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    reply.assertJson("application/json");
    List<JsonNode> results = new ArrayList<>();
    reply.json().required("results").forEach(results::add);
    return results;
  }

  private Reply post(@Nullable String subject, String json) {
    return endpoint().post("/batch", subject, json.getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode alone(String subject, String file) {
    return endpoint().post(subject, file).problem();
  }

  private static void assertGranted(JsonNode result, String fileName) {
    assertThat(result.path("kind").asString()).as("%s", result).isEqualTo("presigned-put");
    assertThat(result.path("key").asString()).startsWith("avatars/alice/").endsWith(fileName);
    assertThat(result.path("url").asString()).startsWith("https://");
    assertThat(result.has("code")).isFalse();
  }

  private static void assertRefused(JsonNode result, int status, String code) {
    assertThat(result.path("status").asInt()).as("%s", result).isEqualTo(status);
    assertThat(result.path("code").asString()).isEqualTo(code);
    assertThat(result.path("message").asString()).isNotBlank();
    assertThat(result.has("url")).isFalse();
  }
}
