package io.uploadgrants.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.net.httpserver.HttpExchange;
import io.uploadgrants.GrantKind;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.StorePreset;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.probe.StoreFinding.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** What the probe makes of stores, real or not; ServerChecksSuite has it on the real ones. */
@Timeout(60)
class StoreProbeTests {

  private static final StaticCredentialsProvider KEYS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("access", "very-secret"));

  private static UploadTarget.Builder target(URI endpoint) {
    return UploadTarget.bucket("photos").region("eu-west-1").endpoint(endpoint).pathStyle(true);
  }

  private static StoreProbe.Builder probe(UploadTarget target) {
    return StoreProbe.of(target).credentials(KEYS).timeout(Duration.ofSeconds(10));
  }

  private static StoreProbeException failure(StoreProbe.Builder probe) {
    StoreProbe built = probe.build();
    return catchThrowableOfType(StoreProbeException.class, built::run);
  }

  @Nested
  class OfAStore {

    @Test
    void saysWhatItHasAndWhatItIgnoresAndWhatItRefuses() throws IOException {
      try (StubStore store = new StubStore(exchange -> false)) {
        StoreReport report = probe(target(store.endpoint()).build()).build().run();
        assertThat(report.present()).contains(StoreFeature.CONDITIONAL_WRITES);
        assertThat(report.finding(StoreFeature.CHECKSUMS))
            .isEqualTo(
                StoreFinding.ignored(
                    "other bytes than those of the signed x-amz-checksum-crc32 answered 200"));
        assertThat(report.finding(StoreFeature.POST_POLICY))
            .isEqualTo(StoreFinding.refused("the unaltered upload answered 501 NotImplemented"));
        assertThat(report.finding(StoreFeature.POLICY_ESCAPES).outcome())
            .isEqualTo(Outcome.UNKNOWN);
        assertThat(report.findings()).containsOnlyKeys(StoreFeature.values());
      }
    }

    @Test
    void leavesNothingAndTouchesNothingElseAndNeverLists() throws IOException {
      try (StubStore store = new StubStore(exchange -> false)) {
        store.objects().put("/photos/mine", new byte[] {1});
        StoreReport report = probe(target(store.endpoint()).build()).build().run();
        assertThat(report.left()).isEmpty();
        assertThat(store.objects()).containsOnlyKeys("/photos/mine");
        assertThat(store.requests())
            .filteredOn(request -> !request.startsWith("POST"))
            .isNotEmpty()
            .allMatch(request -> request.contains(" /photos/upload-grants-probe/"));
      }
    }

    /** Other than by a preset, by which nobody would notice. */
    @Test
    void noticesAClaimThatIsntTrueAndTheProfilesThatLeanOnIt() throws IOException {
      try (StubStore store = new StubStore(exchange -> false)) {
        UploadTarget claimed = target(store.endpoint()).store(StorePreset.GARAGE).build();
        UploadGrants grants =
            UploadGrants.builder()
                .target(claimed)
                .credentials(KEYS)
                .profile(UploadProfile.named("doc").maxSize(1).build())
                .profile(UploadProfile.named("form").kinds(GrantKind.POST_POLICY).build())
                .build();
        StoreReport report = probe(claimed).build().run();
        assertThat(report.untrue()).contains(StoreFeature.CHECKSUMS, StoreFeature.POST_POLICY);
        assertThat(report.measured().supports(StoreFeature.CHECKSUMS)).isFalse();
        assertThat(report.measured().supports(StoreFeature.CONDITIONAL_WRITES)).isTrue();
        assertThat(grants.refusedAt(claimed)).isEmpty();
        assertThat(grants.refusedAt(report.measured())).containsKey("form");
        assertThat(grants.refusedAt(report.measured()).get("form"))
            .hasMessageContaining("post-policy");
      }
    }

    @Test
    void noticesAStoreThatChangesItsMind() throws IOException {
      try (StubStore store = new StubStore(exchange -> false)) {
        UploadTarget claimed =
            target(store.endpoint()).with(StoreFeature.CONDITIONAL_WRITES).build();
        StoreProbe probe = probe(claimed).build();
        assertThat(probe.run().untrue()).doesNotContain(StoreFeature.CONDITIONAL_WRITES);
        store.heedNothing();
        assertThat(probe.run().untrue()).contains(StoreFeature.CONDITIONAL_WRITES);
      }
    }

    @Test
    void takesARefusalOfTheKeysForNoWordOfTheStore() throws IOException {
      StubStore.Instead mayNotTag =
          exchange ->
              exchange.getRequestHeaders().containsKey("x-amz-tagging")
                  && StubStore.error(exchange, 403, "AccessDenied");
      try (StubStore store = new StubStore(mayNotTag)) {
        StoreReport report =
            probe(target(store.endpoint()).with(StoreFeature.TAGS).build()).build().run();
        assertThat(report.finding(StoreFeature.TAGS))
            .isEqualTo(StoreFinding.unknown("presigned-put with tags answered 403 AccessDenied"));
        assertThat(report.untrue()).doesNotContain(StoreFeature.TAGS);
        assertThat(report.measured().supports(StoreFeature.TAGS)).isTrue();
      }
    }

    /** As s3s-fs does with a wrong checksum. */
    @Test
    void seesWhatIsStoredThoughItWasRefused() throws IOException {
      AtomicInteger checked = new AtomicInteger();
      try (StubStore store = new StubStore(exchange -> false)) {
        store.afterStoring(
            exchange ->
                exchange.getRequestHeaders().containsKey("x-amz-checksum-crc32")
                    && checked.getAndIncrement() > 0
                    && StubStore.error(exchange, 400, "BadDigest"));
        StoreReport report = probe(target(store.endpoint()).build()).build().run();
        assertThat(report.finding(StoreFeature.CHECKSUMS))
            .isEqualTo(
                StoreFinding.ignored(
                    "other bytes than those of the signed x-amz-checksum-crc32 answered 400 BadDigest, and its object was stored all the same"));
        assertThat(store.objects()).isEmpty();
      }
    }
  }

  @Nested
  class OfWhatIsNoStoreOrNoneForUs {

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.uploadgrants.probe.StoreProbeTests#strangers")
    void endsInTimeWithOneSentenceThatNamesTheStep(
        String name, StubStore.Instead instead, String step, String text) throws IOException {
      try (StubStore store = new StubStore(instead)) {
        StoreProbeException failed =
            failure(probe(target(store.endpoint()).build()).timeout(Duration.ofSeconds(2)));
        assertThat(failed).as(name).isNotNull();
        assertThat(failed.step()).isEqualTo(step);
        assertThat(failed)
            .hasMessageContaining("'" + step + "'")
            .hasMessageContaining(text)
            .hasMessageContaining(store.endpoint().toString())
            .hasMessageNotContainingAny("very-secret", "X-Amz-Signature", "\n");
      }
    }

    @Test
    void tellsAClockThatIsWrongAndByHowMuch() throws IOException {
      StubStore.Instead skewed = exchange -> StubStore.error(exchange, 403, "RequestTimeTooSkewed");
      try (StubStore store = new StubStore(skewed)) {
        StoreProbe.Builder probe = probe(target(store.endpoint()).build());
        assertThat(failure(probe.clock(() -> Instant.now().plus(Duration.ofHours(2)))))
            .hasMessageContaining("the store's clock is slower than this machine's by 7")
            .hasMessageContaining(" s; set both by NTP");
        assertThat(failure(probe.clock(() -> Instant.now().minus(Duration.ofHours(2)))))
            .hasMessageContaining("the store's clock is faster than this machine's by 7");
      }
    }

    @Test
    void saysThatThereIsNobody() throws IOException {
      URI nobody;
      try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        nobody = URI.create("http://127.0.0.1:" + closed.getLocalPort());
      }
      assertThat(failure(probe(target(nobody).build())))
          .hasMessageContaining("'put': no connection could be made");
    }

    @Test
    void endsInTimeWhereNothingIsSaidAndNothingIsRead() throws IOException {
      try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        URI endpoint = URI.create("http://127.0.0.1:" + mute.getLocalPort());
        StoreProbeException failed =
            failure(probe(target(endpoint).build()).timeout(Duration.ofSeconds(1)));
        assertThat(failed).hasMessageContaining("'put': it didn't answer within");
        assertThat(failed.left()).hasSize(1);
        assertThat(failed).hasMessageContaining("It may have left upload-grants-probe/");
      }
    }

    @Test
    void namesTheFeatureAtWhichItEndedAndRemovesWhatItWrote() throws IOException {
      StubStore.Instead dropsTags =
          exchange -> exchange.getRequestHeaders().containsKey("x-amz-tagging");
      try (StubStore store = new StubStore(dropsTags)) {
        StoreProbeException failed = failure(probe(target(store.endpoint()).build()));
        assertThat(failed.step()).isEqualTo("tags");
        assertThat(failed.left()).isEmpty();
        assertThat(store.objects()).isEmpty();
      }
    }

    @Test
    void namesWhatTheStoreDoesntRemove() throws IOException {
      StubStore.Instead keepsAll =
          exchange ->
              exchange.getRequestMethod().equals("DELETE")
                  && StubStore.error(exchange, 403, "AccessDenied");
      try (StubStore store = new StubStore(keepsAll)) {
        StoreProbeException failed = failure(probe(target(store.endpoint()).build()));
        assertThat(failed.step()).isEqualTo("remove");
        assertThat(failed).hasMessageContaining("s3:DeleteObject").hasMessageContaining("left");
        assertThat(failed.left()).hasSize(1);
        assertThat(store.objects()).containsOnlyKeys("/photos/" + failed.left().get(0));
      }
    }
  }

  static Stream<Arguments> strangers() {
    return Stream.of(
        stranger("hangs", exchange -> sleep(), "put", "it didn't answer within"),
        stranger("answers a page", exchange -> page(exchange, 200), "read", "as a page of HTML"),
        stranger(
            "answers a page of a login",
            exchange -> page(exchange, 403),
            "put",
            "403 and a page of HTML, and that is no answer of S3's"),
        stranger(
            "redirects",
            exchange -> {
              exchange.getResponseHeaders().set("Location", "https://photos.s3.example.com/x?y=z");
              return StubStore.error(exchange, 301, "PermanentRedirect");
            },
            "put",
            "sends it on to photos.s3.example.com; give the store's own endpoint"),
        stranger("closes the connection", exchange -> true, "put", "closed the connection"),
        stranger(
            "has no such bucket",
            exchange -> StubStore.error(exchange, 404, "NoSuchBucket"),
            "put",
            "make the bucket 'photos'"),
        stranger(
            "doesn't know the keys",
            exchange -> StubStore.error(exchange, 403, "InvalidAccessKeyId"),
            "put",
            "check the access key and its secret"),
        stranger(
            "fails",
            exchange -> StubStore.error(exchange, 500, "InternalError"),
            "put",
            "500 InternalError"),
        stranger(
            "lets nobody read",
            exchange ->
                exchange.getRequestMethod().equals("GET")
                    && StubStore.error(exchange, 403, "AccessDenied"),
            "read",
            "s3:GetObject"),
        stranger(
            "answers at length",
            exchange -> StubStore.answer(exchange, 200, "x".repeat(70_000)),
            "put",
            "no answer that is one of HTTP"),
        stranger(
            "takes forged signatures",
            exchange -> forged(exchange) && StubStore.answer(exchange, 200, ""),
            "signature",
            "a PUT with a forged signature answered 200"));
  }

  private static boolean forged(HttpExchange exchange) {
    return String.valueOf(exchange.getRequestURI().getQuery())
        .contains("X-Amz-Signature=0000000000");
  }

  private static Arguments stranger(
      String name, StubStore.Instead instead, String step, String text) {
    return arguments(name, instead, step, text);
  }

  private static boolean page(HttpExchange exchange, int status) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    return StubStore.answer(exchange, status, "<html><body>Log in</body></html>");
  }

  private static boolean sleep() {
    try {
      Thread.sleep(30_000);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  @Test
  void signsByTheTimeThatItIsGiven() throws IOException {
    AtomicBoolean dated = new AtomicBoolean();
    StubStore.Instead seen =
        exchange -> {
          dated.compareAndSet(
              false,
              String.valueOf(exchange.getRequestURI().getQuery())
                  .contains("X-Amz-Date=20300102T030405Z"));
          return false;
        };
    try (StubStore store = new StubStore(seen)) {
      probe(target(store.endpoint()).build())
          .clock(() -> Instant.parse("2030-01-02T03:04:05Z"))
          .build()
          .run();
      assertThat(dated).isTrue();
    }
  }

  @Test
  void usesTheApplicationsOwnEndpointNotThePublicOne() throws IOException {
    try (StubStore store = new StubStore(exchange -> false)) {
      UploadTarget target =
          target(store.endpoint())
              .publicEndpoint(URI.create("https://uploads.example.invalid"))
              .build();
      assertThat(probe(target).build().run().present()).contains(StoreFeature.CONDITIONAL_WRITES);
    }
  }

  @Test
  void refusesATimeLimitThatIsNone() {
    for (Duration odd : new Duration[] {Duration.ZERO, Duration.ofMinutes(11)}) {
      assertThatThrownBy(() -> probe(target(URI.create("http://127.0.0.1:1")).build()).timeout(odd))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("give one second to ten minutes");
    }
  }
}
