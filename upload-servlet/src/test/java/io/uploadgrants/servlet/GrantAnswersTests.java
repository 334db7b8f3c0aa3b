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
  void aGrantTellsWhatItIsBeforeWhatToSend() {
    JsonNode put = server.post("{\"profile\":\"any\"}").grant();
    JsonNode form = server.post("{\"profile\":\"folder\"}").grant();

    assertThat(put.propertyNames())
        .containsExactly(
            "kind", "key", "expiresAt", "enforced", "method", "url", "headers", "implicitHeaders");
    assertThat(form.propertyNames())
        .containsExactly(
            "kind",
            "key",
            "expiresAt",
            "enforced",
            "method",
            "url",
            "fields",
            "fileField",
            "openFields");
  }

  @Test
  void howToLogInIsLeftToTheApplication() {
    Answered refused = server.postAsGuest("{\"profile\":\"avatar\",\"size\":1}");

    refused.problem(401, "authentication-required");
    assertThat(refused.headers()).doesNotContainKey("www-authenticate");
  }

  @Test
  void aHeadOfTheProfilesTellsTheLengthOfTheBody() {
    Answered get = server.send("GET", "/uploads/profiles");
    Answered head = server.send("HEAD", "/uploads/profiles");

    assertThat(get.header("content-length")).isEqualTo("" + get.length());
    assertThat(head.header("content-length")).isEqualTo(get.header("content-length"));
  }
}
