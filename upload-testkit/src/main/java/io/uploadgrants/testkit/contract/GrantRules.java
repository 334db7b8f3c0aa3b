package io.uploadgrants.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Grants, as they are told. */
abstract class GrantRules extends ServedRules {

  GrantRules(UploadEndpointContract contract) {
    super(contract);
  }

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
}
