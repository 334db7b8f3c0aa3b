package io.uploadgrants.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Grants, as they are told. */
abstract class GrantRules extends ServedRules {

  GrantRules() {}

  @Test
  void aPresignedPutHasItsMembersAndNoOther() {
    JsonNode grant =
        endpoint()
            .post(
                """
                {"profile":"avatar","fileName":"me.png","size":48213,"contentType":"image/png",
                 "checksum":{"algorithm":"SHA256","value":"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="},
                 "kind":"presigned-put"}
                """)
            .grant();

    assertThat(grant.propertyNames())
        .containsExactlyInAnyOrder(
            "kind", "key", "expiresAt", "enforced", "method", "url", "headers", "implicitHeaders");
    assertThat(grant.path("kind").asString()).isEqualTo("presigned-put");
    assertThat(grant.path("key").asString()).matches("avatars/alice/[0-9a-f]{32}-me\\.png");
    assertThat(grant.path("expiresAt").asString()).isEqualTo("2026-11-24T10:20:30Z");
    assertThat(grant.path("method").asString()).isEqualTo("PUT");
    assertThat(grant.path("url").asString())
        .startsWith(
            "https://photos.s3.eu-west-1.amazonaws.com/" + grant.path("key").asString() + "?")
        .contains("X-Amz-Signature=");
    assertThat(grant.path("headers").path("content-type").asString()).isEqualTo("image/png");
    assertThat(grant.path("headers").path("if-none-match").asString()).isEqualTo("*");
    assertThat(grant.path("headers").path("x-amz-checksum-sha256").asString()).startsWith("47DE");
    assertThat(grant.path("implicitHeaders").propertyNames())
        .containsExactlyInAnyOrder("host", "content-length");
    assertThat(grant.path("implicitHeaders").path("content-length").asString()).isEqualTo("48213");
  }

  @Test
  void aGrantSaysWhoEnforcesEachConstraint() {
    JsonNode enforced =
        endpoint()
            .post("{\"profile\":\"avatar\",\"size\":1,\"contentType\":\"image/png\"}")
            .grant()
            .path("enforced");

    assertThat(enforced.propertyNames()).contains("key", "size", "content-type", "validity");
    assertThat(enforced.values()).allMatch(by -> by.asString().equals("storage"));
  }

  @Test
  void aFormHasItsMembersAndItsFieldsInTheOrderToSend() {
    JsonNode grant =
        endpoint()
            .post(
                "{\"profile\":\"avatar\",\"kind\":\"post-policy\",\"size\":5,\"contentType\":\"image/png\"}")
            .grant();

    assertThat(grant.propertyNames())
        .containsExactlyInAnyOrder(
            "kind", "key", "expiresAt", "enforced", "method", "url", "fields", "fileField");
    assertThat(grant.path("kind").asString()).isEqualTo("post-policy");
    assertThat(grant.path("method").asString()).isEqualTo("POST");
    assertThat(grant.path("url").asString()).endsWith("amazonaws.com/");
    assertThat(grant.path("fileField").asString()).isEqualTo("file");
    JsonNode fields = grant.path("fields");
    assertThat(fields.path("key")).isEqualTo(grant.path("key"));
    assertThat(fields.propertyNames()).contains("Content-Type", "policy", "x-amz-signature");
    assertThat(fields.propertyNames()).last().isEqualTo("x-amz-signature");
  }

  @Test
  void aFormForAFolderNamesTheFieldsThatTheClientCompletes() {
    JsonNode grant = endpoint().post("{\"profile\":\"folder\"}").grant();

    assertThat(grant.path("key").asString()).endsWith("/${filename}");
    assertThat(grant.path("openFields").path("Content-Type").asString()).isEqualTo("image/");
  }

  @Test
  void theFirstKindThatFitsIsChosenWhenNoneIsWanted() {
    JsonNode sized =
        endpoint()
            .post("{\"profile\":\"avatar\",\"size\":5,\"contentType\":\"image/png\"}")
            .grant();
    JsonNode unsized =
        endpoint().post("{\"profile\":\"avatar\",\"contentType\":\"image/png\"}").grant();

    assertThat(sized.path("kind").asString()).isEqualTo("presigned-put");
    assertThat(unsized.path("kind").asString()).isEqualTo("post-policy");
  }

  @ParameterizedTest
  @CsvSource({
    "CRC32, AAAAAA==",
    "CRC32C, AAAAAA==",
    "CRC64NVME, AAAAAAAAAAA=",
    "SHA1, AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    "SHA256, AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
  })
  void aChecksumOfTheRightLengthIsBound(String algorithm, String value) {
    JsonNode grant =
        endpoint()
            .post(
                "{\"profile\":\"any\",\"checksum\":{\"algorithm\":\"%s\",\"value\":\"%s\",\"x\":1}}"
                    .formatted(algorithm, value))
            .grant();

    assertThat(grant.path("headers").toString()).contains(value);
    assertThat(grant.path("enforced").path("checksum").asString()).isEqualTo("storage");
  }

  @Test
  void membersThatAreNullOrUnknownCountAsAbsent() {
    JsonNode grant =
        endpoint()
            .post(
                """
                {"profile":"any","fileName":null,"size":null,"contentType":null,"checksum":null,
                 "kind":null,"relativePath":null,"lastModified":12.5,"more":{"a":[1,{"b":2}]}}
                """)
            .grant();

    assertThat(grant.path("kind").asString()).isEqualTo("presigned-put");
  }

  @Test
  void aTypeOrNameThatTheBrowserDoesNotKnowCountsAsAbsent() {
    endpoint().post("{\"profile\":\"any\",\"contentType\":\"\",\"fileName\":\"\"}").grant();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "IMG_0001.HEIC||image/heic",
        "IMG_0001.HEIC|application/octet-stream|image/heic",
        "photo.jpg|image/jpg|image/jpeg",
        "photo.png|IMAGE/PNG ;a=b;|image/png;a=b",
      })
  void theGrantTellsTheTypeToSendWhateverTheBrowserCallsIt(
      String name, @Nullable String type, String told) {
    String file =
        "\"size\":1,\"fileName\":\"%s\",\"contentType\":\"%s\"}"
            .formatted(name, type == null ? "" : type);

    JsonNode put = endpoint().post("{\"profile\":\"avatar\"," + file).grant();
    assertThat(put.path("headers").path("content-type").asString()).isEqualTo(told);
    JsonNode form =
        endpoint().post("{\"profile\":\"avatar\",\"kind\":\"post-policy\"," + file).grant();
    assertThat(form.path("fields").path("Content-Type").asString()).isEqualTo(told);
  }

  @Test
  void noClientSetsAKeyMetadataTagsOrASubject() {
    Reply reply =
        endpoint()
            .post(
                """
                {"profile":"any","key":"mine/evil","metadata":{"role":"evil"},"tags":{"t":"evil"},
                 "tag":"evil","subject":"evil","bucket":"evil","acl":"evil","maxSize":1,
                 "headers":{"x-amz-acl":"evil"},"openToGuests":true,"validity":"evil","url":"evil"}
                """);

    assertThat(reply.grant().path("key").asString()).startsWith("any/alice/");
    assertThat(reply.text()).doesNotContain("evil").doesNotContain("x-amz-meta-role");
  }

  @Test
  void aGuestGetsAGrantOnlyOfAProfileThatIsOpenToGuests() {
    JsonNode grant = endpoint().postAsGuest("{\"profile\":\"any\"}").grant();

    assertThat(grant.path("key").asString()).startsWith("any/!guest/");
    endpoint()
        .postAsGuest("{\"profile\":\"avatar\",\"size\":1}")
        .problem(401, "authentication-required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"avatars", "nothing", "Avatar"})
  void aGuestCannotTellAClosedProfileFromOneThatDoesNotExist(String unknown) {
    String request = "{\"profile\":\"%s\",\"size\":9999999,\"kind\":\"temporary-credentials\"}";

    JsonNode closed =
        endpoint().postAsGuest(request.formatted("avatar")).problem(401, "authentication-required");
    JsonNode missing =
        endpoint().postAsGuest(request.formatted(unknown)).problem(401, "authentication-required");

    assertThat(missing.toString().replace("'" + unknown + "'", "#"))
        .isEqualTo(closed.toString().replace("'avatar'", "#"));
  }

  @Test
  void anEmptySubjectIsAGuest() {
    endpoint()
        .post("", "{\"profile\":\"avatar\",\"size\":1}")
        .problem(401, "authentication-required");
  }

  @Test
  void requestsAtTheSameTimeGetGrantsOfTheirOwn() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<List<String>>> running = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String subject = "user" + i;
        running.add(threads.submit(() -> keysOf(subject)));
      }
      List<String> keys = new ArrayList<>();
      for (Future<List<String>> each : running) {
        keys.addAll(each.get());
      }
      assertThat(keys).hasSize(8 * 25).doesNotHaveDuplicates();
    } finally {
      threads.shutdownNow();
    }
  }

  private List<String> keysOf(String subject) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      JsonNode grant =
          endpoint()
              .post(subject, "{\"profile\":\"any\",\"fileName\":\"%s-%d\"}".formatted(subject, i))
              .grant();
      String key = grant.path("key").asString();
      assertThat(key).startsWith("any/" + subject + "/").endsWith("-%s-%d".formatted(subject, i));
      assertThat(grant.path("url").asString()).contains(key);
      keys.add(key);
    }
    return keys;
  }
}
