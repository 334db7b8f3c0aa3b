package io.uploadgrants.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Files in one piece, which both generations of Uppy send by forms. */
abstract class UppyFormRules {

  private static final String PNG = "/s3/params?filename=a+b.png&type=image%2Fpng";

  private final UppyEndpointContract contract;

  UppyFormRules(UppyEndpointContract contract) {
    this.contract = contract;
  }

  @Test
  void paramsAreAFormThatTheStoreTakes() {
    UppySite site = contract.site();
    Reply reply =
        site.get("alice", PNG + "&metadata%5Bname%5D=a+b.png&metadata%5BrelativePath%5D=null");

    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    reply.assertJson("application/json");
    JsonNode params = reply.json();
    assertThat(params.propertyNames())
        .containsExactlyInAnyOrder("method", "url", "fields", "expires");
    assertThat(params.path("method").asString()).isEqualTo("POST");
    assertThat(params.path("url").asString()).startsWith("http").endsWith("/");
    assertThat(params.path("expires").asInt()).isPositive();
    JsonNode fields = params.path("fields");
    String key = fields.path("key").asString();
    assertThat(key).startsWith("photos/alice/").doesNotContain("${filename}");
    assertThat(fields.path("success_action_status").asString()).isEqualTo("201");
    assertThat(fields.propertyNames())
        .map(String::toLowerCase)
        .doesNotContain("file", "redirect", "success_action_redirect");
    assertThat(site.form(params, new byte[] {1, 2, 3}).accepted()).isTrue();
    assertThat(site.has(key)).isTrue();
  }

  @Test
  void whereNoSizeIsSentTheFormCarriesTheProfilesRange() {
    UppySite site = contract.site();
    JsonNode params = site.get("alice", PNG).json();

    assertThat(site.form(params, new byte[(20 << 20) + 1]).code()).isEqualTo("EntityTooLarge");
    assertThat(site.form(params, new byte[0]).code()).isEqualTo("EntityTooSmall");
    assertThat(site.form(params, new byte[20 << 20]).accepted()).isTrue();
  }

  @Test
  void aSizeThatThePageSaysIsTheOnlyOneThatIsTaken() {
    UppySite site = contract.site();
    JsonNode params = site.get("alice", PNG + "&metadata%5Bsize%5D=3").json();

    assertThat(site.form(params, new byte[4]).accepted()).isFalse();
    assertThat(site.form(params, new byte[3]).accepted()).isTrue();
    site.get("alice", PNG + "&metadata%5Bsize%5D=20971521").problem(413, "too-large");
  }

  @Test
  void anotherTypeThanTheProfilesIsRefusedWithATextForPeople() {
    JsonNode problem =
        contract
            .site()
            .get("alice", "/s3/params?filename=a.exe&type=application%2Fx-msdownload")
            .problem(415, "type-not-allowed");

    assertThat(problem.path("message").asString()).contains("application/x-msdownload");
  }

  @Test
  void aProfileWithCompletionIsNotPassedByAFormThatNobodyCompletes() {
    UppySite site = contract.site();
    String checked = "/s3/params?filename=a.bin&type=&metadata%5Bprofile%5D=checked";

    assertThat(
            site.get("alice", checked).problem(422, "kind-not-allowed").path("message").asString())
        .contains("shouldUseMultipart");
    JsonNode params = site.get("alice", checked + "&completes=true").json();
    String key = params.path("fields").path("key").asString();
    assertThat(site.form(params, new byte[5]).accepted()).isTrue();
    String ticket = params.path("ticket").asString();
    assertThat(site.completions().complete(ticket, "alice").key()).startsWith("accepted/");
    assertThat(site.has(key)).isFalse();
  }

  @Test
  void aProfileForManyFilesHasNoFormForOne() {
    UppySite site = contract.site();

    assertThat(
            site.get("alice", PNG + "&metadata%5Bprofile%5D=folder")
                .problem(422, "kind-not-allowed")
                .path("message")
                .asString())
        .contains("a prefix for many files");
  }

  @Test
  void temporaryCredentialsAreWrittenForBothGenerationsAndForOneUser() {
    Reply reply = contract.site().get("alice", "/s3/sts");

    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.header("cache-control")).isEqualTo("private");
    JsonNode answer = reply.json();
    JsonNode credentials = answer.path("credentials");
    for (String name : new String[] {"ccessKeyId", "ecretAccessKey", "essionToken", "xpiration"}) {
      char first = "AsSe".charAt("cesx".indexOf(name.charAt(0)));
      String small = Character.toLowerCase(first) + name;
      assertThat(credentials.path(small).asString())
          .isNotEmpty()
          .isEqualTo(credentials.path(Character.toUpperCase(first) + name).asString());
    }
    assertThat(credentials.path("SecretAccessKey").asString())
        .isEqualTo(HandedCredentials.SECRET_KEY);
    assertThat(answer.path("bucket").asString()).isEqualTo(contract.site().server().bucket());
    assertThat(answer.path("region").asString()).isNotEmpty();
    assertThat(answer.path("keyPrefix").asString()).startsWith("folders/alice/").endsWith("/");
  }
}
