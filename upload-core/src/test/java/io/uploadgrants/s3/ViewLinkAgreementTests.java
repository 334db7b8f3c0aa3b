package io.uploadgrants.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.ObjectSettings.Disposition;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadTarget;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedGetObjectRequest;

/** The AWS SDK's own presigner is the judge: same inputs, same second, same URL. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class ViewLinkAgreementTests {

  private static final int LINKS = 1_000;
  private static final Pattern DATE = Pattern.compile("X-Amz-Date=([0-9TZ]+)");
  private static final DateTimeFormatter AMZ_DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX").withZone(ZoneOffset.UTC);
  private static final String[] PARTS = {
    "a", "Z9", " ", "+", "%", "%2F", "~", "/x", "&", "=", "'", "\"", "$", "${x}", "\\", ";", ":",
    ",", "@", "!", "*", "(", ")", "[", "]", "{", "}", "<", ">", "#", "?", "|", "^", "`", "ığüşöçİ",
    "مرحبا", "日本", "😀", "é", "."
  };
  private static final List<String> TYPES =
      List.of(
          "image/png",
          "text/html",
          "text/plain;charset=utf-8",
          "text/plain; charset=\"utf-8\"",
          "image/svg+xml",
          "video/webm;codecs=vp8,opus",
          "application/vnd.a+json");

  /** For us-east-1 the SDK still prefers the old global endpoint unless told; links don't. */
  private static final String REGIONAL = "aws.s3UseUsEast1RegionalEndpoint";

  private final Random random = new Random(20261129);

  @BeforeAll
  static void useRegionalEndpoints() {
    System.setProperty(REGIONAL, "regional");
  }

  @AfterAll
  static void useDefaultEndpoints() {
    System.clearProperty(REGIONAL);
  }

  private record Sample(
      UploadTarget target,
      String key,
      @Nullable String versionId,
      String type,
      String fileName,
      AwsCredentials credentials) {}

  private Sample sample() {
    boolean custom = random.nextInt(4) == 0;
    UploadTarget target =
        UploadTarget.bucket(pick(List.of("photos", "my.dotted.bucket", "a-b-c")))
            .region(pick(List.of("us-east-1", "eu-west-1", "cn-north-1", "us-gov-west-1")))
            .endpoint(
                custom
                    ? URI.create(
                        pick(
                            List.of(
                                "http://127.0.0.1:9000",
                                "https://s3.example.com",
                                "https://example.com/s3")))
                    : null)
            .pathStyle(custom || random.nextBoolean())
            .build();
    String id = "AKID" + random.nextInt(5);
    String secret = "wJalrXUtnFEMI/K7MDENG+" + random.nextInt(5);
    return new Sample(
        target,
        text("k"),
        random.nextBoolean() ? text("v") : null,
        pick(TYPES),
        text("n"),
        random.nextBoolean()
            ? AwsBasicCredentials.create(id, secret)
            : AwsSessionCredentials.create(id, secret, "to/ken+=" + random.nextInt(5)));
  }

  private String text(String start) {
    StringBuilder text = new StringBuilder(start);
    for (int n = random.nextInt(12); n > 0; n--) {
      text.append(PARTS[random.nextInt(PARTS.length)]);
    }
    return text.toString();
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  @Test
  void aThousandRandomLinksAreThoseOfTheAwsSdk() {
    for (int i = 0; i < LINKS; i++) {
      Sample sample = sample();
      // Links start at multiples of half of their validity, the SDK's now.
      long second = Instant.now().getEpochSecond();
      long step = step(second);
      Duration asked = Duration.ofSeconds(2 * step + random.nextInt(2));
      PresignedGetObjectRequest theirs = presignWithSdk(sample, asked.plusSeconds(step));
      if (!signedAt(theirs).equals(Instant.ofEpochSecond(second))) {
        i--; // The clock went on in between.
        continue;
      }

      ViewLink ours = link(sample, Instant.ofEpochSecond(second + step, -1), asked);

      assertThat(parts(ours.url().toString()))
          .as("link of %s", sample)
          .isEqualTo(parts(theirs.url().toString()));
      assertThat(ours.expiresAt()).isEqualTo(theirs.expiration().truncatedTo(ChronoUnit.SECONDS));
    }
  }

  /** Returns a URL's address and parameters as they are written; the SDK has another order. */
  private static Set<String> parts(String url) {
    return new TreeSet<>(List.of(url.split("[?&]", -1)));
  }

  /** Returns one of the divisors, of which links for a time three times as long are still S3's. */
  private long step(long second) {
    List<Long> divisors =
        LongStream.rangeClosed(1, 200_000).filter(each -> second % each == 0).boxed().toList();
    return pick(divisors);
  }

  private static Instant signedAt(PresignedGetObjectRequest request) {
    Matcher date = DATE.matcher(request.url().toString());
    assertThat(date.find()).isTrue();
    return AMZ_DATE.parse(date.group(1), Instant::from);
  }

  private static ViewLink link(Sample sample, Instant now, Duration asked) {
    UploadGrants grants =
        UploadGrants.builder()
            .target(sample.target())
            .profile(UploadProfile.named("photo").build())
            .clock(() -> now)
            .build();
    SigningCredentials credentials = (needed, present, request) -> sample.credentials();
    return ViewLinks.of(grants, credentials)
        .viewLink(
            new CompletedUpload(
                "id",
                "photo",
                "alice",
                sample.target().bucket(),
                sample.key(),
                1,
                sample.type(),
                "\"e\"",
                sample.versionId(),
                null,
                now),
            asked,
            sample.fileName());
  }

  private static PresignedGetObjectRequest presignWithSdk(Sample sample, Duration expires) {
    UploadTarget target = sample.target();
    boolean shown = sample.type().matches("image/png|text/plain.*|video/webm.*");
    String disposition =
        ContentDispositions.of(
            shown ? Disposition.INLINE : Disposition.ATTACHMENT,
            sample.fileName().replace("=?", "=_"),
            1_024);
    try (S3Presigner presigner =
        S3Presigner.builder()
            .region(Region.of(target.region()))
            .endpointOverride(target.publicEndpoint())
            .credentialsProvider(StaticCredentialsProvider.create(sample.credentials()))
            .serviceConfiguration(
                S3Configuration.builder().pathStyleAccessEnabled(target.pathStyle()).build())
            .build()) {
      return presigner.presignGetObject(
          presign ->
              presign
                  .signatureDuration(expires)
                  .getObjectRequest(
                      get ->
                          get.bucket(target.bucket())
                              .key(sample.key())
                              .versionId(sample.versionId())
                              .responseContentType(sample.type())
                              .responseContentDisposition(disposition)));
    }
  }
}
