package io.uploadgrants.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What a request may say of its file, and what of it reaches the grant. */
abstract class MemberRules extends ServedRules {

  MemberRules(UploadEndpointContract contract) {
    super(contract);
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
}
