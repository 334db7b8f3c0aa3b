package io.uploadgrants.samples.cognito;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.equipment.browser.Chromium;
import io.uploadgrants.samples.cognito.LoginPage.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drives the page in Chromium, against the application, moto, and the store in this JVM. */
@Needs({Equipment.MOTO, Equipment.CHROMIUM})
class CognitoBrowserTests extends RunningSample {

  @AutoClose private static Chromium chromium;

  private LoginPage page;

  @BeforeAll
  static void startChromium() throws IOException {
    chromium = Chromium.start();
  }

  @BeforeEach
  void openPage() {
    chromium.problems(); // the last test's
    page = LoginPage.open(chromium.driver(), "localhost", PORT);
  }

  private LoginPage logInAsAnn() {
    return page.logIn(ANN.username(), ANN.password()).awaitShown("inside");
  }

  @Test
  void annUploadsBelowHerIdentitysPrefix(@TempDir Path folder) throws IOException {
    byte[] bytes = new byte[300_000];
    new Random(42).nextBytes(bytes);
    Path file = Files.write(folder.resolve("picture.png"), bytes);
    logInAsAnn();
    assertThat(page.text("who")).isEqualTo("ann");
    String identity = page.text("identity");
    assertThat(identity).matches("us-east-1:[0-9a-f-]{36}");
    assertThat(page.text("folder")).isEqualTo("uploads/" + identity + "/");
    assertThat(page.text("enforced")).contains("key", "no overwrite", "validity");

    page.part("chooser").sendKeys(file.toString());

    Row row = page.row(0).awaitState("done");
    assertThat(row.text("key")).isEqualTo("uploads/" + identity + "/picture.png");
    assertThat(keys()).containsExactly(row.text("key"));
    assertThat(stored(row.text("key"))).isEqualTo(bytes);
    assertThat(chromium.problems()).as("errors and policy violations").isEmpty();
  }

  @Test
  void theAddressThatTheConsoleNamesMayUploadToo() {
    page = LoginPage.open(chromium.driver(), "127.0.0.1", PORT);
    logInAsAnn();

    page.choose("a.txt", "a").awaitState("done");
  }

  @Test
  void aWrongPasswordAndAnUnknownUserShowTheSame() {
    String wrong = page.logIn(ANN.username(), "Wrong-passw0rd").awaitError();
    LoginPage again = LoginPage.open(chromium.driver(), "localhost", PORT);
    String unknown = again.logIn("nobody", "Wrong-passw0rd").awaitError();

    assertThat(unknown).isEqualTo(wrong).contains("user name, password");
    assertThat(again.part("inside").isDisplayed()).isFalse();
  }

  @Test
  void benMustChooseANewPassword() {
    page.logIn(BEN.username(), BEN.password());
    page.choosePassword("short");
    assertThat(page.awaitError()).contains("doesn't meet the pool's policy");
    page.choosePassword("Chosen-by-ben-1");
    page.awaitShown("inside");
    assertThat(page.text("who")).isEqualTo("ben");
    page.choose("hello.txt", "hello").awaitState("done");

    page.part("log-out").click();
    page.logIn(BEN.username(), "Chosen-by-ben-1").awaitShown("inside");
    assertThat(keys()).containsExactly(page.text("folder") + "hello.txt");
  }

  @Test
  void writingBesideTheOwnFolderIsRefused() {
    logInAsAnn();

    page.part("beside").click();

    Row row = page.row(0).awaitState("refused");
    assertThat(row.text("state")).isEqualTo("Refused by S3");
    assertThat(row.text("reason")).contains(page.text("folder"), "403 AccessDenied");
    assertThat(row.text("key"))
        .startsWith("uploads/us-east-1:")
        .endsWith("/beside.txt")
        .doesNotStartWith(page.text("folder"));
    assertThat(keys()).isEmpty();
    page.choose("own.txt", "still works").awaitState("done");
  }

  @Test
  void namesOfEveryKindAreSignedRight() {
    List<String> names =
        List.of(
            "two  spaces.txt",
            "a+b=c&d.txt",
            "Grüße.txt",
            "#1?.txt",
            "100%25.txt",
            "\uD83D\uDE00.txt",
            "it's (1)!*~.txt",
            "<b>.txt");
    logInAsAnn();

    List<Row> rows = names.stream().map(name -> page.choose(name, "I am " + name)).toList();

    for (int i = 0; i < names.size(); i++) {
      rows.get(i).awaitState("done");
      String key = page.text("folder") + names.get(i);
      assertThat(new String(stored(key), StandardCharsets.UTF_8)).isEqualTo("I am " + names.get(i));
    }
    assertThat(keys()).hasSize(names.size());
  }

  @Test
  void aFileIsNotReplaced() {
    logInAsAnn();
    page.choose("once.txt", "first").awaitState("done");

    Row second = page.choose("once.txt", "second").awaitState("refused");

    assertThat(second.text("reason")).contains("of this name already", "412");
    assertThat(stored(page.text("folder") + "once.txt")).asString().isEqualTo("first");
  }

  @Test
  void nothingOfTheLoginOutlivesThePage() {
    logInAsAnn();
    page.choose("a.txt", "a").awaitState("done");

    assertThat(
            chromium
                .driver()
                .executeAsyncScript(
                    """
                    const done = arguments[0];
                    indexedDB.databases().then((databases) => done([
                      localStorage.length, sessionStorage.length, databases.length,
                      document.cookie, history.state, location.search]));
                    """))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .containsExactly(0L, 0L, 0L, "", null, "");
    assertThat(chromium.driver().getPageSource()).doesNotContain("eyJ");
    chromium.driver().navigate().refresh();
    page.awaitShown("login");
    assertThat(page.part("inside").isDisplayed()).isFalse();
  }

  @Test
  void anotherUserHasAnotherFolderAndOnesOwnComesBack() {
    logInAsAnn();
    String anns = page.text("folder");
    page.part("log-out").click();
    page.awaitShown("login");
    assertThat(page.part("who").getDomProperty("textContent")).isEmpty();

    page.logIn(invite(), BEN.password()).choosePassword("Chosen-by-me-1");
    page.awaitShown("inside");
    assertThat(page.text("folder")).startsWith("uploads/us-east-1:").isNotEqualTo(anns);
    page.part("log-out").click();

    logInAsAnn();
    assertThat(page.text("folder")).isEqualTo(anns);
  }

  /**
   * The example "PUT Object" of <a
   * href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html">S3's
   * documentation</a>.
   */
  @Test
  void thePublishedExampleIsSignedAsPublished() {
    Object signed =
        chromium
            .driver()
            .executeAsyncScript(
                """
                const [headers, done] = arguments;
                import('/sigv4.js').then(({ objectUrl, sign }) => sign('PUT',
                    objectUrl({ bucket: 'examplebucket', region: 'us-east-1',
                                endpoint: 'https://s3.amazonaws.com', pathStyle: false }, 'test$file.text'),
                    'us-east-1',
                    { accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
                      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
                    headers, new Date('2013-05-24T00:00:00Z')))
                  .then(done, (error) => done(String(error)));
                """,
                Map.of(
                    "date", "Fri, 24 May 2013 00:00:00 GMT",
                    "x-amz-storage-class", "REDUCED_REDUNDANCY",
                    "x-amz-content-sha256",
                        "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"));

    assertThat(signed)
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("x-amz-date", "20130524T000000Z")
        .containsEntry(
            "authorization",
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + "SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,"
                + "Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
  }

  @Test
  void anObjectIsAtItsEndpointOrElseAtAws() {
    assertThat(
            chromium
                .driver()
                .executeAsyncScript(
                    """
                    const done = arguments[0];
                    import('/sigv4.js').then(({ objectUrl }) => done([
                      objectUrl({ bucket: 'photos', region: 'eu-west-1', pathStyle: false }, 'a/b c'),
                      objectUrl({ bucket: 'photos', region: 'cn-north-1', pathStyle: true }, 'ü'),
                      objectUrl({ bucket: 'photos', region: 'eu-west-1', pathStyle: true,
                                  endpoint: 'https://gateway/storage/' }, 'a')]));
                    """))
        .isEqualTo(
            List.of(
                "https://photos.s3.eu-west-1.amazonaws.com/a/b%20c",
                "https://s3.cn-north-1.amazonaws.com.cn/photos/%C3%BC",
                "https://gateway/storage/photos/a"));
  }

  @Test
  void credentialsAreRenewedAndALoginThatHasExpiredLeadsBackToTheForm() {
    page.alterGrants(
        """
        window.asked = (window.asked ?? 0) + 1;
        if (window.asked < 3) grant.expiresAt = new Date(Date.now() + 10_000).toISOString();
        else return Response.json({ detail: 'The token has expired' }, { status: 401 });
        """);
    logInAsAnn();
    page.choose("renewed.txt", "a").awaitState("done");

    page.add("expired.txt", "b");

    assertThat(page.awaitError()).contains("login has expired");
    assertThat(page.part("login").isDisplayed()).isTrue();
    assertThat(keys()).singleElement().asString().endsWith("/renewed.txt");
  }

  @Test
  void loggingOutEndsAnUploadOnItsWay() {
    logInAsAnn();
    chromium.uploadAtMost(50_000);
    try {
      page.choose("long.txt", "a".repeat(1 << 20)).awaitState("uploading");
      page.part("log-out").click();
      page.awaitShown("login");
    } finally {
      chromium.uploadAtMost(-1);
    }

    logInAsAnn();
    page.choose("after.txt", "b").awaitState("done");
    assertThat(keys()).containsExactly(page.text("folder") + "after.txt");
  }

  @Test
  void aFileNameIsShownAsTextOnly() {
    logInAsAnn();
    String hostile = "<img src=x onerror=document.title='owned'>.txt";

    Row row = page.choose(hostile, "a").awaitState("done");

    assertThat(row.text("name")).isEqualTo(hostile);
    assertThat(chromium.driver().getTitle()).isEqualTo("Upload Grants with Cognito");
  }

  @Test
  void aPhonesWidthIsEnough() {
    chromium.resize(375, 800);
    try {
      logInAsAnn();
      page.choose("a".repeat(120) + ".txt", "a").awaitState("done");
      assertThat(
              (Long) chromium.driver().executeScript("return document.documentElement.scrollWidth"))
          .isLessThanOrEqualTo(375);
    } finally {
      chromium.resize(1000, 900);
    }
  }
}
