package io.uploadgrants.testkit.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.embedded.SignedRequest.Answer;
import io.uploadgrants.testkit.embedded.query.QueryForm;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        .condition("[\"starts-with\",\"$success_action_status\",\"\"]")
        .condition("[\"starts-with\",\"$success_action_redirect\",\"\"]")
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

  /** As S3 does with a form for a prefix, where a page's user has chosen no file. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void withoutANameTheObjectIsAtThePrefixItself(boolean named) {
    String prefix = "users/u1/of " + named + "/";
    SignedForm form = form(prefix + "${filename}").field("success_action_status", "201");
    Answer answer = (named ? form.file("") : form.fileWithoutName()).send();

    String location = server.endpoint() + "/" + server.bucket() + "/" + QueryForm.encode(prefix);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(answer.headers()).containsEntry("location", List.of(location));
    assertThat(answer.body())
        .contains("<Location>" + location + "</Location>", "<Key>" + prefix + "</Key>");
    Answer stored = request("GET", HostileKeys.encoded(prefix)).sendSigned();
    assertThat(stored.body()).isEqualTo("hello");
    assertThat(stored.headers()).containsEntry("content-length", List.of("5"));
    assertThat(request("GET", HostileKeys.encoded(prefix + "n")).sendSigned().status())
        .isEqualTo(404);
  }

  @Test
  void aRedirectNamesTheKeyThatEndsInASlash() {
    String done = "http://example.com/done";
    Answer answer =
        form("users/u1/to/${filename}").field("success_action_redirect", done).file("").send();

    assertThat(answer.status()).as(answer.body()).isEqualTo(303);
    assertThat(answer.headers())
        .hasEntrySatisfying(
            "location",
            to ->
                assertThat(to.get(0)).startsWith(done + "?").contains("&key=users%2Fu1%2Fto%2F&"));
    assertThat(request("GET", "users/u1/to/").sendSigned().body()).isEqualTo("hello");
  }
}
