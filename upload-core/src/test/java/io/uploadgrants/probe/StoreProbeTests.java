package io.uploadgrants.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.net.httpserver.HttpExchange;
import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantStrategy;
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
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
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
    return StoreProbe.of(target).credentials(KEYS).timeout(Duration.ofSeconds(20));
  }

  private static StoreProbeException failure(StoreProbe.Builder probe) {
    StoreProbe built = probe.build();
    return catchThrowableOfType(StoreProbeException.class, built::run);
  }

  @Nested
  @Execution(ExecutionMode.CONCURRENT)
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
            .isEqualTo(
                StoreFinding.refused("the upload with nothing wrong answered 501 NotImplemented"));
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
            // Whether it has versions.
            .filteredOn(request -> !request.equals("GET /photos/"))
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

    @Test
    void seesThatNothingIsKeptOfWhatBreaksOff() throws IOException {
      try (StubStore store = new StubStore(exchange -> false)) {
        assertThat(wholeUploads(store)).as("without parts").isEqualTo(StoreFinding.present());
        StubParts parts = new StubParts(false);
        store.have(parts);
        assertThat(wholeUploads(store)).isEqualTo(StoreFinding.present());
        assertThat(store.objects()).isEmpty();
        assertThat(parts.open()).isEmpty();
      }
    }

    /** As versitygw does with both. */
    @Test
    void seesWhatIsKeptOfWhatBreaksOff() throws IOException {
      try (StubStore store = new StubStore(exchange -> false)) {
        StubParts parts = new StubParts(true);
        store.have(parts);
        assertThat(wholeUploads(store))
            .isEqualTo(StoreFinding.ignored("a part that broke off was stored"));
        store.keepHalves();
        assertThat(wholeUploads(store))
            .isEqualTo(StoreFinding.ignored("a PUT that broke off was stored"));
        assertThat(store.objects()).isEmpty();
        assertThat(parts.open()).isEmpty();
      }
    }

    /** What comes whole is refused too, so that a half which isn't there proves nothing. */
    @Test
    void takesALimitOfThePutsSizeForNoWordOfThem() throws IOException {
      StubStore.Instead small =
          exchange ->
              Long.parseLong(
                          Objects.requireNonNullElse(
                              exchange.getRequestHeaders().getFirst("Content-Length"), "0"))
                      > 1_000
                  && StubStore.error(exchange, 413, "EntityTooLarge");
      try (StubStore store = new StubStore(small)) {
        assertThat(wholeUploads(store))
            .isEqualTo(StoreFinding.refused("a PUT of 100000 bytes answered 413 EntityTooLarge"));
      }
    }

    private StoreFinding wholeUploads(StubStore store) {
      StoreReport report = probe(target(store.endpoint()).build()).build().run();
      assertThat(report.left()).isEmpty();
      return report.finding(StoreFeature.WHOLE_UPLOADS);
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

  /** Where nothing is known, nothing is said; nor is anything left. */
  @Nested
  @Execution(ExecutionMode.CONCURRENT)
  class OfAStoreThatIsBusyOrOdd {

    private StoreReport report(StubStore store, StoreFeature... claimed) {
      return probe(target(store.endpoint()).with(claimed).build()).build().run();
    }

    @Test
    void takesNoThrottlingForARefusal() throws IOException {
      AtomicInteger puts = new AtomicInteger();
      try (StubStore store = new StubStore(exchange -> false)) {
        store.heedNothing();
        store.insteadOf(
            exchange ->
                exchange.getRequestHeaders().containsKey("If-None-Match")
                    && puts.incrementAndGet() % 2 == 0
                    && StubStore.error(exchange, 429, "SlowDown"));
        assertThat(report(store).finding(StoreFeature.CONDITIONAL_WRITES))
            .isEqualTo(
                StoreFinding.unknown("a second PUT with If-None-Match: * answered 429 SlowDown"));
      }
    }

    @Test
    void seesWhatIsReplacedThoughItWasRefused() throws IOException {
      try (StubStore store = new StubStore(exchange -> false)) {
        store.heedNothing();
        AtomicInteger puts = new AtomicInteger();
        store.afterStoring(
            exchange ->
                exchange.getRequestHeaders().containsKey("If-None-Match")
                    && puts.incrementAndGet() % 2 == 0
                    && StubStore.error(exchange, 412, "PreconditionFailed"));
        assertThat(report(store).finding(StoreFeature.CONDITIONAL_WRITES).detail())
            .endsWith("was refused, and replaced the object all the same");
      }
    }

    @Test
    void asksAgainWhereALookFailsForAMoment() throws IOException {
      AtomicInteger looks = new AtomicInteger();
      try (StubStore store =
          new StubStore(
              exchange ->
                  exchange.getRequestMethod().equals("HEAD")
                      && looks.incrementAndGet() % 5 == 0
                      && StubStore.error(exchange, 503, "SlowDown"))) {
        StoreReport report = report(store, StoreFeature.UNSIGNED_METADATA_REFUSED);
        assertThat(report.finding(StoreFeature.UNSIGNED_METADATA_REFUSED).outcome())
            .isEqualTo(Outcome.PRESENT);
        assertThat(report.left()).isEmpty();
        assertThat(store.objects()).isEmpty();
      }
    }

    @Test
    void endsWhereALookFailsForLong() throws IOException {
      AtomicInteger looks = new AtomicInteger();
      try (StubStore store =
          new StubStore(
              exchange ->
                  exchange.getRequestMethod().equals("HEAD")
                      && looks.incrementAndGet() > 9
                      && StubStore.error(exchange, 503, "SlowDown"))) {
        StoreProbeException failed = failure(probe(target(store.endpoint()).build()));
        assertThat(failed).hasMessageContaining("answered 503");
        // What may be there is named, whether it is or not.
        assertThat(failed.left()).isNotEmpty();
        assertThat(store.objects().keySet())
            .allMatch(path -> failed.left().contains(path.substring("/photos/".length())));
      }
    }

    @Test
    void saysNothingOfFormsFeaturesWhereTheKeysMayNotSendForms() throws IOException {
      try (StubStore store =
          new StubStore(
              exchange ->
                  exchange.getRequestMethod().equals("POST")
                      && StubStore.error(exchange, 403, "AccessDenied"))) {
        StoreReport report = report(store, StoreFeature.FORM_TAGS, StoreFeature.POST_POLICY);
        assertThat(report.untrue())
            .doesNotContain(StoreFeature.POST_POLICY, StoreFeature.FORM_TAGS);
        assertThat(report.finding(StoreFeature.FORM_TAGS).detail()).contains("403 AccessDenied");
      }
    }

    @Test
    void takesABucketThatIsOpenToEverybodyForNoAcl() throws IOException {
      try (StubStore store = new StubStore(exchange -> false)) {
        // The stub asks nobody for a signature.
        StoreReport report = report(store, StoreFeature.UNSIGNED_ACLS_REFUSED);
        assertThat(report.untrue()).doesNotContain(StoreFeature.UNSIGNED_ACLS_REFUSED);
      }
    }

    @Test
    void removesWhatWasStoredThoughTheFirstPutWasRefused() throws IOException {
      try (StubStore store = new StubStore(exchange -> false)) {
        store.afterStoring(exchange -> StubStore.error(exchange, 400, "BadDigest"));
        assertThat(failure(probe(target(store.endpoint()).build())).left()).isEmpty();
        assertThat(store.objects()).isEmpty();
      }
    }

    @Test
    void quotesNoSignatureThatTheStoreSendsBack() throws IOException {
      String hash = "0e0ba5c1".repeat(8);
      try (StubStore store = new StubStore(exchange -> StubStore.error(exchange, 403, hash))) {
        StoreProbeException failed = failure(probe(target(store.endpoint()).build()));
        assertThat(failed).hasMessageNotContaining(hash).hasNoCause();
      }
    }

    @Test
    void knowsTheOwnerThatTheTargetExpects() throws IOException {
      try (StubStore store = new StubStore(exchange -> false)) {
        UploadTarget target =
            target(store.endpoint())
                .with(StoreFeature.EXPECTED_BUCKET_OWNER)
                .expectedBucketOwner("123456789012")
                .build();
        assertThat(probe(target).build().run().untrue())
            .contains(StoreFeature.EXPECTED_BUCKET_OWNER);
      }
    }

    @Test
    void stopsWaitingForSlowCredentials() throws IOException {
      try (StubStore store = new StubStore(exchange -> false)) {
        StoreProbe.Builder slow =
            probe(target(store.endpoint()).build())
                .timeout(Duration.ofSeconds(1))
                .credentials(
                    (needed, now, request) -> {
                      sleep();
                      return KEYS.resolveCredentials();
                    });
        assertThat(failure(slow)).hasMessageContaining("'credentials': credentials weren't issued");
      }
    }

    @Test
    void asksAStrategyThatFailsOnceAndGoesOn() throws IOException {
      AtomicInteger asked = new AtomicInteger();
      GrantStrategy broken =
          new FailingStrategy(
              () -> {
                asked.incrementAndGet();
                throw new IllegalStateException("no network");
              });
      try (StubStore store = new StubStore(exchange -> false)) {
        StoreReport report =
            probe(target(store.endpoint()).build()).temporaryCredentials(broken).build().run();
        assertThat(report.finding(StoreFeature.POLICY_ESCAPES).detail())
            .contains("IllegalStateException");
        assertThat(asked).hasValue(1);
      }
    }
  }

  @Nested
  @Execution(ExecutionMode.CONCURRENT)
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
            .hasMessageContaining("the store's clock is 7")
            .hasMessageContaining(" s slower than this machine's, synchronize both.");
        assertThat(failure(probe.clock(() -> Instant.now().minus(Duration.ofHours(2)))))
            .hasMessageContaining(" s faster than this machine's");
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
        assertThat(failed)
            .hasMessageContaining(
                "'put': the store didn't answer, and the probe's time of 0 s was over");
        assertThat(failed.left()).hasSize(1);
        assertThat(failed)
            .hasMessageContaining("may still have what the probe wrote: upload-grants-probe/");
      }
    }

    @Test
    void namesTheFeatureAtWhichItEndedAndRemovesWhatItWrote() throws IOException {
      StubStore.Instead dropsTags =
          exchange -> exchange.getRequestHeaders().containsKey("x-amz-tagging");
      try (StubStore store = new StubStore(dropsTags)) {
        StoreProbeException failed = failure(probe(target(store.endpoint()).build()));
        assertThat(failed.step()).isEqualTo("tags");
        // The one whose answer was lost may come later.
        assertThat(failed.left()).hasSize(1);
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
        assertThat(failed)
            .hasMessageContaining("s3:DeleteObject")
            .hasMessageContaining("still have");
        assertThat(failed.left()).hasSize(1);
        assertThat(store.objects()).containsOnlyKeys("/photos/" + failed.left().get(0));
      }
    }
  }

  static Stream<Arguments> strangers() {
    return Stream.of(
        stranger("hangs", exchange -> sleep(), "put", "the store didn't answer"),
        stranger(
            "answers a page",
            exchange -> page(exchange, 200),
            "read",
            "the endpoint is no S3 store"),
        stranger(
            "answers a page of a login",
            exchange -> page(exchange, 403),
            "put",
            "403 and a page of HTML, without an error code of S3"),
        stranger(
            "redirects",
            exchange -> {
              exchange.getResponseHeaders().set("Location", "https://photos.s3.example.com/x?y=z");
              return StubStore.error(exchange, 301, "PermanentRedirect");
            },
            "put",
            "a redirect to photos.s3.example.com; give the store's own endpoint"),
        stranger(
            "closes the connection", exchange -> true, "put", "the store closed the connection"),
        stranger(
            "has no such bucket",
            exchange -> StubStore.error(exchange, 404, "NoSuchBucket"),
            "put",
            "create the bucket 'photos'"),
        stranger(
            "doesn't know the keys",
            exchange -> StubStore.error(exchange, 403, "InvalidAccessKeyId"),
            "put",
            "check the access key, its secret, and the region"),
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
            "something other than HTTP"),
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
