package io.uploadgrants.testkit.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.embedded.SignedRequest.Answer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a developer reads where a signature, or a form's size, isn't right. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignatureMismatchTests {

  private static final String OTHER_SECRET = "another-secret";

  @AutoClose private final UploadServer server = UploadServer.embedded();
  private final Keys root = Keys.root(server);
  private final Keys forged = new Keys(root.id(), OTHER_SECRET, null);
  private final String path = "/" + server.bucket() + "/a%20b";

  private static String element(Answer answer, String name) {
    Matcher element =
        Pattern.compile("(?s)<" + name + ">(.*?)</" + name + ">").matcher(answer.body());
    assertThat(element.find()).as("%s in %s", name, answer.body()).isTrue();
    return element.group(1).replace("&amp;", "&");
  }

  private void assertExplained(Answer answer) throws Exception {
    assertThat(answer.code()).isEqualTo("SignatureDoesNotMatch");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(element(answer, "AWSAccessKeyId")).isEqualTo(root.id());
    assertThat(element(answer, "SignatureProvided")).matches("[0-9a-f]{64}");
    assertBytes(answer, "StringToSign");
    assertThat(answer.body()).doesNotContain(OTHER_SECRET, root.secret());
  }

  private static void assertBytes(Answer answer, String name) {
    assertThat(element(answer, name + "Bytes"))
        .isEqualTo(HexFormat.ofDelimiter(" ").formatHex(element(answer, name).getBytes(UTF_8)));
  }

  private void assertCanonical(Answer answer, String... lines) throws Exception {
    assertExplained(answer);
    assertBytes(answer, "CanonicalRequest");
    String canonical = element(answer, "CanonicalRequest");
    assertThat(canonical.lines()).contains(lines);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(UTF_8));
    assertThat(element(answer, "StringToSign").lines().toList())
        .startsWith("AWS4-HMAC-SHA256")
        .endsWith(HexFormat.of().formatHex(hash));
  }

  @Test
  void aPresignedRequestIsShownAsItWasToBeSigned() throws Exception {
    assertCanonical(
        new SignedRequest(server, forged, "PUT", path)
            .header("x-amz-meta-a", "one")
            .body("hello")
            .sendPresigned(Duration.ofMinutes(5)),
        "PUT",
        path,
        "host:" + server.endpoint().getAuthority(),
        "x-amz-meta-a:one",
        "host;x-amz-meta-a",
        "UNSIGNED-PAYLOAD");
  }

  @Test
  void aRequestSignedInItsHeaderIsShownWithTheHashOfItsBody() throws Exception {
    assertCanonical(
        new SignedRequest(server, forged, "PUT", path)
            .header("content-type", "text/plain")
            .body("hello")
            .sendSigned(),
        "content-type:text/plain",
        "content-type;host;x-amz-content-sha256;x-amz-date",
        "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
  }

  @Test
  void whatXmlCantCarryIsReplaced() throws Exception {
    assertExplained(
        new SignedRequest(server, forged, "GET", path)
            .query("response-content-type", "a\u0001<b>")
            .sendPresigned(Duration.ofMinutes(5)));
  }

  @Test
  void ofAFormThePolicyIsShown() throws Exception {
    Answer answer =
        new SignedForm(server, forged)
            .conditionsOnItself()
            .condition("{\"key\":\"k\"}")
            .field("key", "k")
            .signature()
            .file("f")
            .send();

    assertExplained(answer);
    assertThat(element(answer, "StringToSign")).matches("[A-Za-z0-9+/]+=*");
    assertThat(answer.body()).doesNotContain("<CanonicalRequest>");
  }

  @Test
  void ofAFormsSizeTheBoundIsTold() {
    Answer large = sized("[\"content-length-range\",1,4]");
    assertThat(large.code()).as(large.body()).isEqualTo("EntityTooLarge");
    assertThat(large.body())
        .contains("<ProposedSize>5</ProposedSize>", "<MaxSizeAllowed>4</MaxSizeAllowed>");

    Answer small = sized("[\"content-length-range\",\"6\",\"9\"]");
    assertThat(small.code()).as(small.body()).isEqualTo("EntityTooSmall");
    assertThat(small.body())
        .contains("<ProposedSize>5</ProposedSize>", "<MinSizeAllowed>6</MinSizeAllowed>");
  }

  private Answer sized(String range) {
    return new SignedForm(server, root)
        .conditionsOnItself()
        .condition("{\"key\":\"k\"}")
        .condition(range)
        .field("key", "k")
        .signature()
        .file("f")
        .send();
  }
}
