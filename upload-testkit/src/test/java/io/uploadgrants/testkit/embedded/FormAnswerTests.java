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
import org.junit.jupiter.params.provider.ValueSource;

/** What S3 answers to a form that it takes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormAnswerTests {

  private static final String ETAG = "\"5d41402abc4b2a76b9719d911017c592\"";
  private static final String KEY = "users/u1/a b+ü&.txt";
  private static final String ENCODED = "users%2Fu1%2Fa%20b%2B%C3%BC%26.txt";

  @AutoClose private final UploadServer server = UploadServer.embedded();
  private final Keys root = Keys.root(server);

  private Answer post(String... fields) {
    SignedForm form =
        new SignedForm(server, root)
            .conditionsOnItself()
            .condition("[\"starts-with\",\"$key\",\"users/u1/\"]")
            .field("key", KEY);
    for (int i = 0; i < fields.length; i += 2) {
      form.condition("[\"starts-with\",\"$%s\",\"\"]".formatted(fields[i]));
      form.field(fields[i], fields[i + 1]);
    }
    return form.signature().file("f").send();
  }

  private String location() {
    return server.endpoint() + "/" + server.bucket() + "/" + ENCODED;
  }

  private static void assertHeaders(Answer answer, int status, String location) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers())
        .containsEntry("location", List.of(location))
        .containsEntry("etag", List.of(ETAG));
  }

  @ParameterizedTest
  @CsvSource({"200, 200", "204, 204", "'', 204", "999, 204", "301, 204"})
  void theObjectsAddressIsInTheHeaders(String asked, int status) {
    Answer answer = post("success_action_status", asked);

    assertHeaders(answer, status, location());
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void aFormThatAsksForNoStatusGetsNoDocument() {
    assertHeaders(post(), 204, location());
  }

  @Test
  void aDocumentHasTheSameAddressAndTheKeyAsItIs() {
    Answer answer = post("success_action_status", "201");

    assertHeaders(answer, 201, location());
    assertThat(answer.headers())
        .hasEntrySatisfying(
            "content-type", type -> assertThat(type.get(0)).startsWith("application/xml"));
    assertThat(answer.body())
        .contains(
            "<PostResponse><Location>" + location() + "</Location>",
            "<Bucket>" + server.bucket() + "</Bucket>",
            "<Key>users/u1/a b+ü&amp;.txt</Key>",
            "<ETag>&quot;5d41402abc4b2a76b9719d911017c592&quot;</ETag></PostResponse>");
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.com/done, http://example.com/done?",
    "https://example.com/done?from=form, https://example.com/done?from=form&"
  })
  void aRedirectSaysWhatWasStored(String asked, String start) {
    Answer answer = post("success_action_status", "201", "success_action_redirect", asked);

    assertHeaders(
        answer,
        303,
        start
            + "bucket="
            + server.bucket()
            + "&key="
            + ENCODED
            + "&etag=%225d41402abc4b2a76b9719d911017c592%22");
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no address", "/relative", "javascript:alert(1)", "http://[", ""})
  void aRedirectThatIsNoAddressIsAsNone(String asked) {
    assertHeaders(
        post("success_action_status", "200", "success_action_redirect", asked), 200, location());
  }
}
