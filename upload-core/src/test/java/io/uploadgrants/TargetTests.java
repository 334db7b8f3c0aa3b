package io.uploadgrants;

import static io.uploadgrants.TestGrants.any;
import static io.uploadgrants.TestGrants.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.s3.PresignedPutStrategy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Where the objects of a profile, or of a request, go. */
class TargetTests {

  private static UploadTarget bucket(String name) {
    return UploadTarget.bucket(name).region("eu-central-1").build();
  }

  private static String host(UploadGrant grant) {
    return URI.create(((PresignedPut) grant).url()).getHost();
  }

  @Test
  void aProfileHasATargetOfItsOwnOrThatOfAll() {
    UploadTarget documents = bucket("documents");
    UploadGrants grants =
        TestGrants.of(
            any(), UploadProfile.named("document").target(documents), UploadProfile.named("other"));
    assertThat(host(grants.grant(request().build())))
        .isEqualTo("photos.s3.eu-west-1.amazonaws.com");
    assertThat(host(grants.grant(UploadRequest.of("document").by("alice").build())))
        .isEqualTo("documents.s3.eu-central-1.amazonaws.com");
    assertThat(grants.profiles())
        .extracting(grants::target)
        .containsExactly(TestGrants.target(), documents, TestGrants.target());
  }

  @Test
  void aProfileIsHeldAgainstItsOwnTargetWhenItIsBuilt() {
    UploadTarget plain = bucket("documents").toBuilder().without(StoreFeature.SSE_S3).build();
    UploadProfile.Builder encrypted = any().encryption(Encryption.sseS3());
    TestGrants.of(encrypted);
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> TestGrants.of(encrypted.target(plain)))
        .withMessageContainingAll("'any'", "encryption", "sse-s3");
  }

  @Test
  void targetsAreEqualWhenTheyAreTheSamePlaceWithTheSameFeatures() {
    UploadTarget one = bucket("documents");
    assertThat(bucket("documents")).isEqualTo(one).hasSameHashCodeAs(one);
    assertThat(one.toBuilder().build()).isEqualTo(one);
    List<UploadTarget> others =
        List.of(
            bucket("photos"),
            UploadTarget.bucket("documents").region("eu-west-1").build(),
            one.toBuilder().without(StoreFeature.TAGS).build(),
            one.toBuilder().endpoint(URI.create("https://s3.example.com")).build(),
            one.toBuilder().publicEndpoint(URI.create("https://s3.example.com")).build(),
            one.toBuilder().pathStyle(true).build(),
            one.toBuilder().dualStack(true).build(),
            one.toBuilder().fips(true).build(),
            one.toBuilder().accelerate(true).build(),
            one.toBuilder().allowBucketNameInEndpoint(true).build(),
            one.toBuilder().expectedBucketOwner("123456789012").build());
    assertThat(others).doesNotContain(one).doesNotHaveDuplicates();
  }

  @Nested
  class AResolver {

    /** Prepares what it is asked for, and says for which targets. */
    private static final class CountingPuts implements GrantStrategy {

      private final GrantStrategy puts = new PresignedPutStrategy();
      private final List<UploadTarget> prepared = new ArrayList<>();

      @Override
      public GrantKind kind() {
        return puts.kind();
      }

      @Override
      public Map<UploadConstraint, EnforcedBy> enforces(
          UploadProfile profile, UploadTarget target) {
        return puts.enforces(profile, target);
      }

      @Override
      public synchronized GrantIssuer prepare(
          UploadProfile profile, UploadTarget target, SigningCredentials credentials) {
        prepared.add(target);
        return puts.prepare(profile, target, credentials);
      }

      private synchronized long times(String bucket) {
        return prepared.stream().filter(target -> target.bucket().equals(bucket)).count();
      }
    }

    private final CountingPuts puts = new CountingPuts();

    private UploadGrants grants(TargetResolver resolver, UploadProfile.Builder... profiles) {
      UploadGrants.Builder builder = TestGrants.builder().strategy(puts).targetResolver(resolver);
      for (UploadProfile.Builder profile : profiles) {
        builder.profile(profile.build());
      }
      return builder.build();
    }

    private static UploadRequest by(@Nullable String subject) {
      return request().by(subject).build();
    }

    @Test
    void choosesBySubjectAndProfile() {
      UploadGrants grants =
          grants(
              (subject, profile) ->
                  subject == null ? null : bucket(profile.name() + "-of-" + subject),
              any(),
              UploadProfile.named("doc").target(bucket("documents")).openToGuests());
      assertThat(host(grants.grant(by("alice")))).startsWith("any-of-alice.");
      assertThat(host(grants.grant(by("bob")))).startsWith("any-of-bob.");
      assertThat(host(grants.grant(by(null)))).startsWith("photos.");
      assertThat(host(grants.grant(UploadRequest.of("doc").by("bob").build())))
          .startsWith("doc-of-bob.");
      assertThat(host(grants.grant(UploadRequest.of("doc").by(null).build())))
          .startsWith("documents.");
    }

    @Test
    void hasEachProfileCompiledOnceForEqualTargets() {
      UploadGrants grants =
          grants(
              (subject, profile) -> bucket(Objects.requireNonNull(subject)),
              any(),
              UploadProfile.named("doc"));
      for (int i = 0; i < 3; i++) {
        grants.grant(by("tenant-a"));
        grants.grant(by("tenant-b"));
        grants.grant(UploadRequest.of("doc").by("tenant-a").build());
      }
      assertThat(puts.times("photos")).isEqualTo(2);
      assertThat(puts.times("tenant-a")).isEqualTo(2);
      assertThat(puts.times("tenant-b")).isOne();
    }

    @Test
    void compilesNothingForTheTargetThatTheProfileHasAnyway() {
      UploadGrants grants = grants((subject, profile) -> TestGrants.target(), any());
      grants.grant(by("alice"));
      assertThat(puts.times("photos")).isOne();
    }

    @Test
    void fillsNoMemoryWithTargets() {
      UploadGrants grants =
          grants((subject, profile) -> bucket(Objects.requireNonNull(subject)), any());
      for (int i = 0; i < 3 * ResolvedTargets.GENERATION; i++) {
        grants.grant(by("tenant-" + i));
        grants.grant(by("regular"));
      }
      assertThat(puts.times("regular")).as("asked for all the time").isOne();
      grants.grant(by("tenant-" + (3 * ResolvedTargets.GENERATION - 1)));
      assertThat(puts.times("tenant-" + (3 * ResolvedTargets.GENERATION - 1))).isOne();
      grants.grant(by("tenant-0"));
      assertThat(puts.times("tenant-0")).as("long forgotten").isEqualTo(2);
    }

    @Test
    void servesManyThreadsEachItsOwn() throws Exception {
      UploadGrants grants =
          grants((subject, profile) -> bucket(Objects.requireNonNull(subject)), any());
      ExecutorService threads = Executors.newFixedThreadPool(8);
      try {
        List<Callable<Boolean>> calls =
            IntStream.range(0, 4_000)
                .<Callable<Boolean>>mapToObj(
                    i ->
                        () ->
                            host(grants.grant(by("tenant-" + i % 1_100)))
                                .startsWith("tenant-" + i % 1_100 + "."))
                .toList();
        for (var done : threads.invokeAll(calls)) {
          assertThat(done.get()).isTrue();
        }
      } finally {
        threads.shutdownNow();
      }
    }

    @Test
    void isNotAskedForWhatNobodyGets() {
      AtomicInteger asked = new AtomicInteger();
      UploadGrants grants =
          grants(
              (subject, profile) -> {
                asked.incrementAndGet();
                return null;
              },
              UploadProfile.named("closed"));
      assertThatExceptionOfType(UploadRefusedException.class)
          .isThrownBy(() -> grants.grant(UploadRequest.of("closed").by(null).build()));
      assertThatExceptionOfType(UploadRefusedException.class)
          .isThrownBy(() -> grants.grant(UploadRequest.of("absent").by("alice").build()));
      assertThat(asked).hasValue(0);
    }

    @Test
    void thatChoosesAPlaceWhereAConstraintIsOpenGrantsNothing() {
      UploadTarget unknown =
          UploadTarget.bucket("photos")
              .region("eu-west-1")
              .endpoint(URI.create("https://s3.example.com"))
              .build();
      List<String> told = new ArrayList<>();
      UploadGrants grants =
          TestGrants.builder()
              .targetResolver((subject, profile) -> unknown)
              .profile(any().encryption(Encryption.sseS3()).build())
              .listener(
                  new GrantListener() {
                    @Override
                    public void granted(UploadRequest request, UploadGrant grant) {
                      told.add("granted");
                    }

                    @Override
                    public void refused(UploadRequest request, UploadException reason) {
                      told.add(reason.code().id());
                    }
                  })
              .build();
      assertThatExceptionOfType(UploadConfigurationException.class)
          .isThrownBy(() -> grants.grant(by("alice")))
          .withMessageContainingAll("'any'", "encryption");
      assertThat(told).containsExactly(ErrorCode.INVALID_CONFIGURATION.id());
    }

    @Test
    void refusesAndFailsAsItSays() {
      UploadRefusedException none = UploadRefusedException.denied("alice has no bucket; buy one.");
      IllegalStateException broken = new IllegalStateException("directory is down");
      UploadGrants refusing =
          grants(
              (subject, profile) -> {
                throw none;
              },
              any());
      UploadGrants failing =
          grants(
              (subject, profile) -> {
                throw broken;
              },
              any());
      assertThatExceptionOfType(UploadRefusedException.class)
          .isThrownBy(() -> refusing.grant(by("alice")))
          .isSameAs(none);
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> failing.grant(by("alice")))
          .isSameAs(broken);
    }
  }
}
