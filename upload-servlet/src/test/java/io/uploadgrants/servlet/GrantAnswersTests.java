package io.uploadgrants.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

@ParameterizedClass
@EnumSource
class GrantAnswersTests {

  private final TestServer server;

  GrantAnswersTests(Container container) {
    server = TestServer.shared(container, TestGrants.class, TestGrants::servlet);
  }

  @Test
  void aPresignedPutHasItsMembersInOrderAndNoOther() {
    JsonNode grant =
        server
            .post(
                """
                {"profile":"avatar","fileName":"me.png","size":48213,"contentType":"image/png",
                 "checksum":{"algorithm":"SHA256","value":"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="},
                 "kind":"presigned-put"}
                """)
            .grant();

    assertThat(grant.propertyNames())
        .containsExactly(
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
        server
            .post("{\"profile\":\"avatar\",\"size\":1,\"contentType\":\"image/png\"}")
            .grant()
            .path("enforced");

    assertThat(enforced.propertyNames()).contains("key", "size", "content-type", "validity");
    assertThat(enforced.values()).allMatch(by -> by.asString().equals("storage"));
  }

  @Test
  void aFormHasItsMembersInOrderAndItsFieldsInTheOrderToSend() {
    JsonNode grant =
        server
            .post(
                "{\"profile\":\"avatar\",\"kind\":\"post-policy\",\"size\":5,\"contentType\":\"image/png\"}")
            .grant();

    assertThat(grant.propertyNames())
        .containsExactly(
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
  void theFirstKindThatFitsIsChosenWhenNoneIsWanted() {
    JsonNode sized =
        server.post("{\"profile\":\"avatar\",\"size\":5,\"contentType\":\"image/png\"}").grant();
    JsonNode unsized =
        server.post("{\"profile\":\"avatar\",\"contentType\":\"image/png\"}").grant();

    assertThat(sized.path("kind").asString()).isEqualTo("presigned-put");
    assertThat(unsized.path("kind").asString()).isEqualTo("post-policy");
  }

  @Test
  void aFormForAFolderNamesTheFieldsThatTheClientCompletes() {
    JsonNode grant = server.post("{\"profile\":\"folder\"}").grant();

    assertThat(grant.propertyNames()).last().isEqualTo("openFields");
    assertThat(grant.path("openFields").path("Content-Type").asString()).isEqualTo("image/");
  }

  @Test
  void membersThatAreNullOrUnknownCountAsAbsent() {
    JsonNode grant =
        server
            .post(
                """
                {"profile":"any","fileName":null,"size":null,"contentType":null,"checksum":null,
                 "kind":null,"relativePath":null,"lastModified":12.5,"more":{"a":[1,{"b":2}]}}
                """)
            .grant();

    assertThat(grant.path("kind").asString()).isEqualTo("presigned-put");
  }

  @Test
  void noClientSetsAKeyMetadataTagsOrASubject() {
    Answered answer =
        server.post(
            """
            {"profile":"any","key":"mine/evil","metadata":{"role":"evil"},"tags":{"t":"evil"},
             "tag":"evil","subject":"evil","bucket":"evil","acl":"evil","maxSize":1,
             "headers":{"x-amz-acl":"evil"},"openToGuests":true,"validity":"evil","url":"evil"}
            """);

    assertThat(answer.grant().path("key").asString()).startsWith("any/alice/");
    assertThat(answer.text()).doesNotContain("evil").doesNotContain("x-amz-meta-role");
  }

  @Test
  void aGuestGetsAGrantOnlyOfAProfileThatIsOpenToGuests() {
    JsonNode grant = server.postAsGuest("{\"profile\":\"any\"}").grant();
    Answered refused = server.postAsGuest("{\"profile\":\"avatar\",\"size\":1}");

    assertThat(grant.path("key").asString()).startsWith("any/!guest/");
    refused.problem(401, "authentication-required");
    assertThat(refused.headers()).doesNotContainKey("www-authenticate");
  }

  @Test
  void anEmptySubjectIsAGuest() {
    server.post("", "{\"profile\":\"avatar\",\"size\":1}").problem(401, "authentication-required");
  }
}
