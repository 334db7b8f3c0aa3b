package io.uploadgrants.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The browser client, which pages load from where they ask for grants. */
abstract class ScriptRules extends ServedRules {

  private static final String SCRIPT = "/client.js";

  ScriptRules(UploadEndpointContract contract) {
    super(contract);
  }

  @Test
  void theClientIsAModuleThatBrowsersAskForAgain() {
    Reply reply = endpoint().send("GET", SCRIPT);

    assertScript(reply);
    assertThat(reply.text()).contains("export{", "as upload");
    assertThat(reply.header("cache-control")).isEqualTo("no-cache");
  }

  @Test
  void theClientWithAHashInItsNameIsKeptByBrowsers() throws Exception {
    Reply reply = endpoint().send("GET", hashed());

    assertScript(reply);
    assertThat(reply.text()).isEqualTo(endpoint().send("GET", SCRIPT).text());
    assertThat(reply.header("cache-control")).isEqualTo("public, max-age=31536000, immutable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "W/%s", "\"other\", %s", "*"})
  void aClientThatIsKnownIsNotSentAgain(String form) {
    String tag = endpoint().send("GET", SCRIPT).header("etag");

    Reply reply = endpoint().send("GET", SCRIPT, "If-None-Match", form.formatted(tag));

    assertThat(reply.status()).isEqualTo(304);
    assertThat(reply.header("etag")).isEqualTo(tag);
    assertThat(reply.text()).isEmpty();
  }

  /** It imports the client by its name beside it. */
  @Test
  void theElementIsServedBesideTheClient() {
    Reply reply = endpoint().send("GET", "/upload-drop.js");

    assertScript(reply);
    assertThat(reply.text()).contains("\"./client.js\"", "customElements.define(\"upload-drop\"");
  }

  @Test
  void anotherVersionIsSent() {
    assertScript(endpoint().send("GET", SCRIPT, "If-None-Match", "\"other\""));
  }

  @Test
  void headHasTheSameHeadersAlone() {
    Reply reply = endpoint().send("HEAD", SCRIPT);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("etag")).isEqualTo(endpoint().send("GET", SCRIPT).header("etag"));
    assertThat(reply.text()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/client-0000000000000000.js", "/client-.js", "/client.js/x", "/Client.js"})
  void anotherNameIsNotFound(String path) {
    assertThat(endpoint().send("GET", path).status()).isEqualTo(404);
  }

  @Test
  void anotherMethodIsRefused() {
    Reply reply = endpoint().send("POST", SCRIPT, "Content-Type", "application/json");

    reply.problem(405, "method-not-allowed");
    assertThat(reply.allowed()).containsExactlyInAnyOrder("GET", "HEAD", "OPTIONS");
  }

  private String hashed() throws Exception {
    byte[] content = endpoint().send("GET", SCRIPT).text().getBytes(StandardCharsets.UTF_8);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
    return "/client-" + HexFormat.of().formatHex(digest, 0, 8) + ".js";
  }

  private static void assertScript(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.header("content-type"))
        .isEqualToIgnoringWhitespace("text/javascript;charset=UTF-8");
    assertThat(reply.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(reply.header("etag")).matches("\"[0-9a-f]+\"");
  }
}
