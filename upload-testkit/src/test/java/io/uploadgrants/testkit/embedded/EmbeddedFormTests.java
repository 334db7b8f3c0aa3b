package io.uploadgrants.testkit.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.embedded.SignedRequest.Answer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Forms that S3 reads otherwise than a lenient reader. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedFormTests {

  private static final String BELOW = "[\"starts-with\",\"$key\",\"users/u1/\"]";

  @AutoClose private final UploadServer server = UploadServer.embedded();
  private final Keys root = Keys.root(server);

  private SignedForm form(Keys keys) {
    return new SignedForm(server, keys).condition(BELOW);
  }

  private SignedForm form() {
    return form(root).conditionsOnItself();
  }

  private static void assertRefused(Answer answer, String code, String text) {
    assertThat(answer.code()).as(answer.body()).isEqualTo(code);
    assertThat(answer.body()).contains(text);
  }

  private String stored(String key) {
    return new SignedRequest(server, root, "GET", "/" + server.bucket() + "/" + key)
        .sendSigned()
        .body();
  }

  @Test
  void aPolicyNamesTheFieldsWithWhichItIsSigned() {
    assertRefused(
        form(root).field("key", "users/u1/f").signature().file("f").send(),
        "AccessDenied",
        "Extra input fields: x-amz-");
    assertRefused(
        form()
            .field("key", "users/u1/f")
            .field("x-amz-checksum-sha256", "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=")
            .signature()
            .file("f")
            .send(),
        "AccessDenied",
        "Extra input fields: x-amz-checksum-sha256");
    Answer named = form().field("key", "users/u1/f").signature().file("f").send();
    assertThat(named.status()).as(named.body()).isEqualTo(204);
  }

  @Test
  void aPolicyOfASessionNamesItsToken() {
    Keys session = Keys.session(server, assume -> assume.durationSeconds(900));
    assertRefused(
        form(session).conditionsOnItself().field("key", "users/u1/t").signature().file("f").send(),
        "AccessDenied",
        "Extra input fields: x-amz-security-token");
    Answer named =
        form(session)
            .conditionsOnItself()
            .condition("{\"x-amz-security-token\":\"" + session.token() + "\"}")
            .field("key", "users/u1/t")
            .signature()
            .file("f")
            .send();
    assertThat(named.status()).as(named.body()).isEqualTo(204);
  }

  @Test
  void whatFollowsTheFileDoesNotCount() {
    assertRefused(
        form().signature().file("f").field("key", "users/u1/late").send(),
        "InvalidArgument",
        "check the order of the fields");
    assertThat(form().file("f").field("key", "users/u1/late").signature().send().status())
        .isEqualTo(400);
    Answer button =
        form().field("key", "users/u1/b").signature().file("f").field("submit", "Go").send();
    assertThat(button.status()).as(button.body()).isEqualTo(204);
    form()
        .field("key", "users/u1/first")
        .signature()
        .file("f")
        .field("key", "users/u1/last")
        .send();
    assertThat(stored("users/u1/first")).isEqualTo("hello");
    assertThat(stored("users/u1/last")).contains("NoSuchKey");
  }

  @Test
  void aFieldThatIsThereTwiceIsRefused() {
    assertRefused(
        form().field("key", "users/u1/a").field("Key", "users/u1/b").signature().file("f").send(),
        "InvalidArgument",
        "more than once");
    assertRefused(
        form().field("key", "users/u1/a").signature().file("f").file("g").send(),
        "InvalidArgument",
        "exactly one file");
  }

  @Test
  void aFilesNameIsWhatFollowsItsLastSlash() {
    for (String name : new String[] {"../u2/n.txt", "C:\\\\dir\\\\n.txt", "/n.txt", "n.txt"}) {
      Answer answer = form().field("key", "users/u1/${filename}").signature().file(name).send();
      assertThat(answer.status()).as(name + answer.body()).isEqualTo(204);
      assertThat(stored("users/u1/n.txt")).isEqualTo("hello");
    }
    assertThat(stored("users/u2/n.txt")).contains("NoSuchKey");
    String once = "${filename}";
    form().field("key", "users/u1/${filename}").signature().file(once).send();
    assertThat(stored("users/u1/%24%7Bfilename%7D")).isEqualTo("hello");
  }

  @Test
  void aFormsKeyCantLeadOutOfItsPrefix() {
    for (String key : new String[] {"users/u1/../u2/o", "users/u1/./../u2/o", "users/u1//o"}) {
      assertThat(form().field("key", key).signature().file("f").send().status()).isEqualTo(204);
      assertThat(stored(key)).isEqualTo("hello");
    }
    assertThat(stored("users/u2/o")).contains("NoSuchKey");
    assertThat(stored("users/u1/o")).contains("NoSuchKey");
    assertRefused(
        form().field("key", "users/u1/../../../f").signature().file("f").send(),
        "InvalidURI",
        "segments");
  }
}
