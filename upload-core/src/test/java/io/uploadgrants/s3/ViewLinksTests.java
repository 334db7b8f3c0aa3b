package io.uploadgrants.s3;

import static io.uploadgrants.TestGrants.CREDENTIALS;
import static io.uploadgrants.TestGrants.NOW;
import static io.uploadgrants.TestGrants.any;
import static io.uploadgrants.TestGrants.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.TestGrants;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadTarget;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

class ViewLinksTests {

  private static final DateTimeFormatter AMZ_DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX").withZone(ZoneOffset.UTC);
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  private Instant now = NOW;
  private final List<Instant> needed = new ArrayList<>();
  private AwsCredentialsIdentity signing = CREDENTIALS;

  private final SigningCredentials credentials =
      (until, present, request) -> {
        needed.add(until);
        return signing;
      };

  private ViewLinks links(UploadGrants.Builder grants) {
    return ViewLinks.of(grants.clock(() -> now).build(), credentials);
  }

  private ViewLinks links() {
    return links(TestGrants.builder().profile(any().build()));
  }

  private static CompletedUpload upload(String key, String type) {
    return upload("any", "photos", key, type, null);
  }

  private static CompletedUpload upload(
      String profile, String bucket, String key, String type, @Nullable String versionId) {
    return new CompletedUpload(
        "id", profile, "alice", bucket, key, 5, type, "\"e\"", versionId, null, NOW);
  }

  private static CompletedUpload picture() {
    return upload("photo/cat.png", "image/png");
  }

  private static Map<String, String> query(ViewLink link) {
    Map<String, String> query = new TreeMap<>();
    for (String parameter : link.url().getRawQuery().split("&", -1)) {
      int equals = parameter.indexOf('=');
      query.put(
          parameter.substring(0, equals),
          URLDecoder.decode(
              parameter.substring(equals + 1).replace("+", "%2B"), StandardCharsets.UTF_8));
    }
    return query;
  }

  private static String parameter(ViewLink link, String name) {
    return query(link).getOrDefault(name, "there is no " + name);
  }

  private static Instant signedStart(ViewLink link) {
    return AMZ_DATE.parse(parameter(link, "X-Amz-Date"), Instant::from);
  }

  private String disposition(String type, String fileName) {
    ViewLink link = links().viewLink(upload("k", type), TEN_MINUTES, fileName);
    return parameter(link, "response-content-disposition");
  }

  @Nested
  class Time {

    @Test
    void callsWithinHalfOfTheValidityReturnTheSameLink() {
      ViewLinks links = links();
      ViewLink first = links.viewLink(picture(), TEN_MINUTES);

      now = NOW.plus(Duration.ofMinutes(5)).minusNanos(1);
      assertThat(links.viewLink(picture(), TEN_MINUTES)).isEqualTo(first);
      assertThat(links().viewLink(picture(), TEN_MINUTES)).as("of another node").isEqualTo(first);
      now = NOW.plus(Duration.ofMinutes(5));
      assertThat(links.viewLink(picture(), TEN_MINUTES)).isNotEqualTo(first);
      assertThat(first.expiresAt()).isEqualTo(NOW.plus(Duration.ofMinutes(15)));
    }

    /** By S3's own arithmetic: the date that is signed, and the seconds that are signed. */
    @Test
    void everyLinkIsValidForTheTimeAskedForAndHalfOfItMoreAtMost() {
      Random random = new Random(7);
      long max = Duration.ofDays(7).toSeconds();
      for (int i = 0; i < 20_000; i++) {
        now = NOW.plusMillis(random.nextLong(Duration.ofDays(30).toMillis()));
        long asked =
            switch (i % 3) {
              case 0 -> 1 + random.nextInt(100);
              case 1 -> 1 + random.nextLong(max);
              default -> max - random.nextInt(100);
            };

        ViewLink link = links().viewLink(picture(), Duration.ofSeconds(asked));

        long seconds = Long.parseLong(parameter(link, "X-Amz-Expires"));
        Instant end = signedStart(link).plusSeconds(seconds);
        assertThat(seconds).isBetween(1L, max);
        assertThat(signedStart(link)).isBeforeOrEqualTo(now);
        assertThat(link.expiresAt()).isEqualTo(end);
        // The last second can't be rounded up beyond seven days.
        Instant least = asked == max ? now.minusSeconds(1) : now;
        assertThat(Duration.between(least, end)).isGreaterThanOrEqualTo(Duration.ofSeconds(asked));
        assertThat(Duration.between(now, end))
            .isLessThanOrEqualTo(Duration.ofSeconds(asked + Math.max(1, asked / 2)));
      }
    }

    @Test
    void aFractionOfASecondCountsAsAWholeOne() {
      assertThat(links().viewLink(picture(), Duration.ofMillis(9_001)))
          .isEqualTo(links().viewLink(picture(), Duration.ofSeconds(10)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT-0.5S", "PT168H0.000000001S", "P8D", "P365000D"})
    void aValidityOutsideOfS3sBoundsIsRefused(Duration validity) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> links().viewLink(picture(), validity))
          .withMessageContaining("S3 accepts 1 second to 7 days");
    }

    @Test
    void aLinkEndsWithTheCredentialsThatSignIt() {
      signing = session("AKIDS", NOW.plusSeconds(90).plusMillis(700));

      ViewLink link = links().viewLink(picture(), TEN_MINUTES);

      assertThat(link.expiresAt()).isEqualTo(NOW.plusSeconds(90));
      assertThat(parameter(link, "X-Amz-Expires")).isEqualTo("90");
      assertThat(parameter(link, "X-Amz-Security-Token")).isEqualTo("token-of-AKIDS");
    }

    @Test
    void credentialsAreAskedForAllOfTheLinksTime() {
      now = NOW.plusSeconds(17);
      links().viewLink(picture(), TEN_MINUTES);
      assertThat(needed).containsExactly(NOW.plus(Duration.ofMinutes(15)));
    }

    /** Though they lived when the link's time began. */
    @ParameterizedTest
    @ValueSource(strings = {"PT-1M", "PT0S", "PT0.999S"})
    void deadCredentialsSignNothing(Duration life) {
      now = NOW.plus(Duration.ofMinutes(4));
      signing = session("AKIDS", now.plus(life));
      assertThatExceptionOfType(IssuanceFailedException.class)
          .isThrownBy(() -> links().viewLink(picture(), TEN_MINUTES))
          .withMessageContaining("check what renews them, and the clock")
          .withMessageNotContainingAny("secret-of", "token-of");
    }
  }

  @Nested
  class Place {

    private static UploadTarget.Builder elsewhere() {
      return UploadTarget.bucket("videos")
          .region("eu-central-1")
          .endpoint(URI.create("http://store.internal:9000"))
          .publicEndpoint(URI.create("https://files.example.com"))
          .pathStyle(true);
    }

    @Test
    void aLinkIsForTheEndpointThatBrowsersSee() {
      UploadProfile profile = any().target(elsewhere().build()).build();

      ViewLink link =
          links(TestGrants.builder().profile(profile))
              .viewLink(upload("any", "videos", "a b/ü.mp4", "video/mp4", null), TEN_MINUTES);

      assertThat(link.url().toString())
          .startsWith("https://files.example.com/videos/a%20b/%C3%BC.mp4?X-Amz-Algorithm=");
      assertThat(parameter(link, "X-Amz-Credential"))
          .isEqualTo("AKIDEXAMPLE/20261124/eu-central-1/s3/aws4_request");
      assertThat(parameter(link, "X-Amz-SignedHeaders")).isEqualTo("host");
    }

    @Test
    void aSubjectsTargetIsTheResolvers() {
      ViewLinks links =
          links(
              TestGrants.builder()
                  .profile(any().build())
                  .targetResolver(
                      (subject, profile) ->
                          "alice".equals(subject) ? elsewhere().pathStyle(false).build() : null));

      assertThat(
              links
                  .viewLink(upload("any", "videos", "k", "video/mp4", null), TEN_MINUTES)
                  .url()
                  .getHost())
          .isEqualTo("videos.files.example.com");
    }

    @Test
    void anUploadInAnotherBucketIsRefused() {
      CompletedUpload other = upload("any", "secrets", "k", "image/png", null);
      assertThatExceptionOfType(UploadRefusedException.class)
          .isThrownBy(() -> links().viewLink(other, TEN_MINUTES))
          .withMessageContaining("'secrets'")
          .withMessageContaining("'photos'")
          .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
      assertThat(needed).as("credentials").isEmpty();
    }

    @Test
    void anUploadOfAProfileThatIsGoneIsRefused() {
      CompletedUpload old = upload("old", "photos", "k", "image/png", null);
      assertThatExceptionOfType(UploadRefusedException.class)
          .isThrownBy(() -> links().viewLink(old, TEN_MINUTES))
          .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNKNOWN_PROFILE));
    }

    @Test
    void aVersionIsPinned() {
      ViewLink link =
          links().viewLink(upload("any", "photos", "k", "image/png", "3/L4+v=="), TEN_MINUTES);

      assertThat(parameter(link, "versionId")).isEqualTo("3/L4+v==");
      assertThat(query(links().viewLink(picture(), TEN_MINUTES))).doesNotContainKey("versionId");
    }

    @Test
    void manyTargetsAreServedInTurn() {
      ViewLinks links =
          links(
              TestGrants.builder()
                  .profile(any().build())
                  .targetResolver(
                      (subject, profile) ->
                          UploadTarget.bucket("tenant-" + needed.size())
                              .region("eu-west-1")
                              .build()));
      for (int i = 0; i < 2_500; i++) {
        CompletedUpload upload = upload("any", "tenant-" + i, "k", "image/png", null);
        assertThat(links.viewLink(upload, TEN_MINUTES).url().getHost())
            .isEqualTo("tenant-" + i + ".s3.eu-west-1.amazonaws.com");
      }
    }
  }

  @Nested
  class Headers {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "image/png",
          "image/jpeg",
          "image/gif",
          "image/webp",
          "image/avif",
          "audio/mpeg",
          "audio/ogg; codecs=opus",
          "video/mp4",
          "video/webm;codecs=vp8,opus",
          "text/plain",
          "text/plain;charset=utf-8",
          "application/pdf"
        })
    void whatIsSafeIsShown(String type) {
      ViewLink link = links().viewLink(upload("k", type), TEN_MINUTES, "a.b");

      assertThat(parameter(link, "response-content-disposition"))
          .isEqualTo("inline; filename=\"a.b\"");
      assertThat(parameter(link, "response-content-type")).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "text/html",
          "text/html;charset=utf-8",
          "TEXT/HTML",
          "image/svg+xml",
          "image/svg",
          "text/xml",
          "application/xml",
          "application/xhtml+xml",
          "application/rss+xml",
          "text/javascript",
          "application/javascript",
          "text/css",
          "text/markdown",
          "text/plainer",
          "image/pngx",
          "image/unknown",
          "audio/unknown",
          "multipart/x-mixed-replace",
          "message/rfc822",
          "application/octet-stream",
          "application/x-shockwave-flash"
        })
    void allElseIsDownloaded(String type) {
      assertThat(disposition(type, "a.b")).isEqualTo("attachment; filename=\"a.b\"");
    }

    @Test
    void theDocumentedTypesAreThoseThatAreShown() throws IOException {
      String page = Files.readString(Path.of("../docs/completion.md"));
      int start = page.indexOf("| shown |");
      assertThat(start).isPositive();
      assertThat(
              Pattern.compile("`([^`]+)`")
                  .matcher(page.substring(start, page.indexOf("\n\n", start)))
                  .results()
                  .map(found -> found.group(1)))
          .containsExactlyInAnyOrderElementsOf(ShownTypes.ALL);
    }

    /** Neither reaches a header, whatever an application has in its table. */
    @ParameterizedTest
    @ValueSource(
        strings = {
          "image/png\r\nSet-Cookie: a=b",
          "image/png\n",
          "image/png\0",
          "image/png, text/html",
          "image/png;x=\"a,text/html\"",
          "image/png;x=\"\r\n\"",
          "image/ü",
          "nonsense"
        })
    void whatIsNoTypeIsRefused(String type) {
      assertThatExceptionOfType(UploadRefusedException.class)
          .isThrownBy(() -> links().viewLink(upload("k", type), TEN_MINUTES))
          .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }

    @Test
    void anEmptyTypeIsOfBytes() {
      ViewLink link = links().viewLink(upload("k", ""), TEN_MINUTES);

      assertThat(parameter(link, "response-content-type")).isEqualTo("application/octet-stream");
      assertThat(parameter(link, "response-content-disposition")).startsWith("attachment");
    }

    @Test
    void theNameIsTheKeysLastSegmentUnlessOneIsGiven() {
      assertThat(
              parameter(links().viewLink(picture(), TEN_MINUTES), "response-content-disposition"))
          .isEqualTo("inline; filename=\"cat.png\"");
      assertThat(
              parameter(
                  links().viewLink(picture(), TEN_MINUTES, "Zoë.png"),
                  "response-content-disposition"))
          .isEqualTo("inline; filename=\"Zo_.png\"; filename*=UTF-8''Zo%C3%AB.png");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "../../etc/passwd            | attachment; filename=\"passwd\"",
          "C:\\boot.ini                | attachment; filename=\"boot.ini\"",
          "a\"; filename=\"b.exe       | attachment; filename=\"a_; filename=_b.exe\"; filename*=UTF-8''a%22%3B%20filename%3D%22b.exe",
          "=?UTF-8?B?Li4vYS5leGU=?=    | attachment; filename=\"=_UTF-8?B?Li4vYS5leGU=_=\"",
          "/                           | attachment",
          "``                          | attachment",
        })
    void aHostileNameIsANameOnly(String name, String header) {
      assertThat(disposition("text/html", name)).isEqualTo(header);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "a\r\nSet-Cookie: b=c.png",
          "a\nb.png",
          "a\0b.png",
          "a\u001b[31m.png",
          "a\u0085b.png",
          "photo\u202egnp.exe",
          "a\u2066b.png",
          "half \ud83d.png",
          "snow ☃ 😀.png"
        })
    void noNameBreaksTheHeader(String name) {
      String header = disposition("image/png", name);

      assertThat(header)
          .matches("inline; filename=\"[ -~&&[^\"\\\\]]+\"(; filename\\*=UTF-8''[!-~]+)?");
      assertThat(URLDecoder.decode(header.replaceFirst(".*''", ""), StandardCharsets.UTF_8))
          .doesNotContainPattern("[\\p{Cntrl}\\x{80}-\\x{9f}\u202a-\u202e\u2066-\u2069]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "é", "日", "😀", "%", "\""})
    void aNameThatIsTooLongKeepsItsExtension(String letter) {
      String header = disposition("image/png", letter.repeat(10_000) + ".png");

      assertThat(header).hasSizeBetween(300, 1_024).contains(".png");
      ViewLink link = links().viewLink(picture(), TEN_MINUTES, letter.repeat(10_000) + ".png");
      assertThat(link.url().toString()).hasSizeLessThan(4_096);
    }
  }

  @Test
  void aLinksTextHasNoUrl() {
    signing = session("AKIDS", Duration.ofHours(9));
    ViewLink link = links().viewLink(picture(), TEN_MINUTES);
    assertThat(link.toString())
        .contains(link.expiresAt().toString())
        .doesNotContain("AKIDS", "token-of", "Signature", "cat.png", "photos");
  }
}
