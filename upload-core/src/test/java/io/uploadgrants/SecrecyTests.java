package io.uploadgrants;

import static io.uploadgrants.TestGrants.NOW;
import static io.uploadgrants.TestGrants.any;
import static io.uploadgrants.TestGrants.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.uploadgrants.equipment.logs.RecordedLogs;
import io.uploadgrants.sigv4.PresignRequest;
import io.uploadgrants.sigv4.SigV4Signer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** No secret, token, signature, policy or presigned URL stands in a text that may be logged. */
@Isolated("It reads the log, which is everybody's")
class SecrecyTests {

  private static final String SECRET = "S3cr3tK3yThatNobodyMayS33";
  private static final String TOKEN = "S3ss10nT0k3nThatNobodyMayS33";
  private static final AwsSessionCredentials CREDENTIALS =
      AwsSessionCredentials.builder()
          .accessKeyId("AKIDS")
          .secretAccessKey(SECRET)
          .sessionToken(TOKEN)
          .expirationTime(NOW.plus(Duration.ofHours(1)))
          .build();

  private final List<String> forbidden = new ArrayList<>(List.of(SECRET, TOKEN));
  private final List<String> texts = new ArrayList<>();

  private UploadGrants grants(GrantKind kind, Duration validity) {
    return TestGrants.builder()
        .credentials(StaticCredentialsProvider.create(CREDENTIALS))
        .listener(
            new GrantListener() {
              @Override
              public void granted(UploadRequest request, UploadGrant grant) {
                texts.add(request + " " + grant);
              }
            })
        .profile(any(kind).maxSize(10).contentTypes("image/*").validFor(validity).build())
        .build();
  }

  /** Issues one grant of each kind; what they sign is forbidden from then on. */
  private void issue() {
    PresignedPut put =
        (PresignedPut)
            grants(GrantKind.PRESIGNED_PUT, Duration.ofMinutes(5)).grant(request().build());
    PostPolicy form =
        (PostPolicy) grants(GrantKind.POST_POLICY, Duration.ofMinutes(5)).grant(request().build());
    assertThat(put.url()).contains(TOKEN);
    assertThat(form.fields()).containsEntry("x-amz-security-token", TOKEN);
    forbidden.add(put.url());
    forbidden.add(URI.create(put.url()).getRawQuery());
    forbidden.add(TestGrants.parameter(put, "X-Amz-Signature"));
    forbidden.add(Objects.requireNonNull(form.fields().get("x-amz-signature")));
    forbidden.add(Objects.requireNonNull(form.fields().get("policy")));
    forbidden.add(TestGrants.policyText(form));
    texts.add(put.toString());
    texts.add(form.toString());
    texts.add(String.valueOf(List.of(put, form)));
  }

  private void provoke(ThrowingCallable call) {
    Throwable failure = catchThrowable(call);
    assertThat(failure).isInstanceOf(UploadException.class);
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    texts.add(failure.getMessage());
    texts.add(trace.toString());
  }

  private void assertNothingShows() {
    assertThat(texts).isNotEmpty();
    for (String text : texts) {
      assertThat(text).doesNotContain(forbidden.toArray(String[]::new));
    }
  }

  @Test
  void valuesShowNothing() {
    issue();
    SigV4Signer signer = new SigV4Signer("eu-west-1", "s3");
    SigningCredentials wrapped =
        SigningCredentials.of(StaticCredentialsProvider.create(CREDENTIALS));
    SigningCredentials renewing =
        SigningCredentials.renewing(() -> StaticCredentialsProvider.create(CREDENTIALS));
    wrapped.until(NOW, NOW, UploadRequest.of("p").build());
    renewing.until(NOW, NOW, UploadRequest.of("p").build());
    UploadGrants grants = grants(GrantKind.PRESIGNED_PUT, Duration.ofMinutes(5));
    List<Object> values =
        List.of(
            grants,
            grants.profiles(),
            grants.target(),
            UploadGrants.builder().credentials(StaticCredentialsProvider.create(CREDENTIALS)),
            wrapped,
            renewing,
            signer,
            signer.key(CREDENTIALS, NOW),
            new PresignRequest("PUT", "https://x", "/k", "", List.of("host", "x")),
            request().build(),
            any().build(),
            any().build().settings(),
            any().build().constraints(),
            ObjectKeyPolicy.random("x"));
    values.forEach(value -> texts.add(value.toString()));
    assertNothingShows();
  }

  @Test
  void requestsShowNeitherTheSubjectNorTheFilesName() {
    String text = request().by("subject-x").fileName("name-x").metadata("m", "meta-x").build() + "";
    assertThat(text).contains("any", "image/png").doesNotContain("subject-x", "name-x", "meta-x");
  }

  @Test
  void failuresShowNothing() {
    issue();
    for (GrantKind kind : List.of(GrantKind.PRESIGNED_PUT, GrantKind.POST_POLICY)) {
      UploadGrants grants = grants(kind, Duration.ofMinutes(5));
      for (UploadRequest.Builder each :
          List.of(
              request().size(11L),
              request().size(0L),
              request().contentType("text/html"),
              request().kind(other(kind)),
              UploadRequest.of("nope"))) {
        provoke(() -> grants.grant(each.build()));
      }
      UploadGrants late =
          TestGrants.builder()
              .credentials((needed, now, request) -> CREDENTIALS)
              .clock(() -> NOW.plus(Duration.ofHours(1)))
              .profile(any(kind).build())
              .build();
      provoke(() -> late.grant(request().build()));
    }
    provoke(() -> UploadTarget.bucket("a").endpoint(URI.create("https://u:" + SECRET + "@x")));
    provoke(
        () -> UploadTarget.bucket("photos").endpoint(URI.create("https://u:" + SECRET + "@x.org")));
    assertNothingShows();
  }

  private static GrantKind other(GrantKind kind) {
    return kind == GrantKind.PRESIGNED_PUT ? GrantKind.POST_POLICY : GrantKind.PRESIGNED_PUT;
  }

  @Test
  void aProvidersTextStaysOutOfTheMessage() {
    UploadGrants grants =
        TestGrants.builder()
            .credentials(
                SigningCredentials.of(
                    (AwsCredentialsProvider)
                        () -> {
                          throw SdkClientException.create("refused " + SECRET + " " + TOKEN);
                        }))
            .profile(any().build())
            .build();
    Throwable failure = catchThrowable(() -> grants.grant(request().build()));
    assertThat(failure).isInstanceOf(IssuanceFailedException.class);
    assertThat(failure.toString()).doesNotContain(SECRET, TOKEN);
  }

  @Test
  void theLogShowsNothingDownToTrace() {
    RecordedLogs.clear();
    issue();
    failuresShowNothing();
    SigningCredentials renewing =
        SigningCredentials.renewing(() -> StaticCredentialsProvider.create(CREDENTIALS));
    renewing.until(NOW.plus(Duration.ofDays(1)), NOW, UploadRequest.of("p").build());
    aFailingRenewal();
    assertThat(RecordedLogs.lines()).anyMatch(line -> line.startsWith("WARN io.uploadgrants"));
    texts.addAll(RecordedLogs.lines());
    assertNothingShows();
  }

  private static void aFailingRenewal() {
    boolean[] made = new boolean[1];
    SigningCredentials.renewing(
            () -> {
              if (made[0]) {
                throw SdkClientException.create("refused " + SECRET + " " + TOKEN);
              }
              made[0] = true;
              return StaticCredentialsProvider.create(CREDENTIALS);
            })
        .until(NOW.plus(Duration.ofDays(1)), NOW, UploadRequest.of("p").build());
  }

  @Test
  void aWayOfLookingThatFindsNothingWouldProveNothing() {
    RecordedLogs.clear();
    LoggerFactory.getLogger("io.uploadgrants.Canary").trace("canary {}", SECRET);
    assertThat(RecordedLogs.lines()).singleElement().asString().contains(SECRET);
    RecordedLogs.clear();
  }
}
