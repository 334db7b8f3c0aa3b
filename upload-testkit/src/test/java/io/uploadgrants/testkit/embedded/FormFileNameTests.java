package io.uploadgrants.testkit.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.embedded.SignedRequest.Answer;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a form says <code>${filename}</code>. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormFileNameTests {

  @AutoClose private final UploadServer server = UploadServer.embedded();
  private final Keys root = Keys.root(server);

  private SignedForm form(String key) {
    return new SignedForm(server, root)
        .conditionsOnItself()
        .condition("[\"starts-with\",\"$key\",\"users/u1/\"]")
        .condition("[\"starts-with\",\"$x-amz-meta-name\",\"\"]")
        .field("key", key)
        .field("x-amz-meta-name", "of ${filename}")
        .signature();
  }

  private SignedRequest request(String method, String encodedKey) {
    return new SignedRequest(server, root, method, "/" + server.bucket() + "/" + encodedKey);
  }

  @ParameterizedTest
  @CsvSource({
    "n.png, n.png",
    "C:\\new\\table\\n.png, n.png",
    "a/b/n.png, n.png",
    "日本語.png, %E6%97%A5%E6%9C%AC%E8%AA%9E.png",
    "a%22b.png, a%2522b.png",
    "two  words.png, two%20%20words.png",
    "${filename}, %24%7Bfilename%7D"
  })
  void theKeyHasWhatFollowsTheLastSlash(String name, String encoded) {
    Answer answer = form("users/u1/${filename}").file(name).send();

    assertThat(answer.status()).as(answer.body()).isEqualTo(204);
    assertThat(request("GET", "users/u1/" + encoded).sendSigned().body()).isEqualTo("hello");
  }

  @Test
  void itMayStandSeveralTimesAndInOtherFields() {
    form("users/u1/${filename}/of-${filename}").file("m.png").send();

    Answer stored = request("GET", "users/u1/m.png/of-m.png").sendSigned();
    assertThat(stored.body()).isEqualTo("hello");
    assertThat(stored.headers()).containsEntry("x-amz-meta-name", List.of("of m.png"));
  }

  @Test
  void withoutANameNothingTakesItsPlace() {
    form("users/u1/unnamed-${filename}").file("").send();
    form("users/u1/nameless-${filename}").fileWithoutName().send();

    for (String key : List.of("users/u1/unnamed-", "users/u1/nameless-")) {
      Answer stored = request("GET", key).sendSigned();
      assertThat(stored.body()).isEqualTo("hello");
      assertThat(stored.headers())
          .hasEntrySatisfying(
              "x-amz-meta-name", name -> assertThat(name.get(0).strip()).isEqualTo("of"));
    }
  }

  /** S3 stores them; what a file system can't keep is refused, never dropped. */
  @Test
  void bytesAtAKeyThatEndsInASlashAreRefused() {
    for (SignedForm form :
        List.of(
            form("users/u1/${filename}").file(""),
            form("users/u1/${filename}").fileWithoutName(),
            form("users/u1/folder/").file("n.png"))) {
      assertRefused(form.send());
    }
    assertRefused(request("PUT", "users/u1/folder/").body("hello").sendSigned());
    assertRefused(request("POST", "users/u1/folder/").query("uploads", "").sendSigned());
    assertThat(request("PUT", "users/u1/full").body("hello").sendSigned().status()).isEqualTo(200);
    assertRefused(
        request("PUT", "users/u1/folder/")
            .header("x-amz-copy-source", "/" + server.bucket() + "/users/u1/full")
            .sendSigned());

    assertThat(request("PUT", "users/u1/folder/").sendSigned().status()).isEqualTo(200);
  }

  private static void assertRefused(Answer answer) {
    assertThat(answer.code()).as(answer.body()).isEqualTo("InvalidArgument");
    assertThat(answer.body()).contains("ends in a slash");
  }
}
