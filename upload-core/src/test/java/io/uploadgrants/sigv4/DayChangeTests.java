package io.uploadgrants.sigv4;

import static io.uploadgrants.TestGrants.any;
import static io.uploadgrants.TestGrants.parameter;
import static io.uploadgrants.TestGrants.request;
import static io.uploadgrants.TestGrants.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.GrantKind;
import io.uploadgrants.Overwrite;
import io.uploadgrants.PostPolicy;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.TestGrants;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** A key is derived once for each day and credentials; grants of either never mix. */
@Timeout(120)
class DayChangeTests {

  private static final Instant BEFORE = Instant.parse("2026-11-24T23:59:59.999Z");
  private static final Instant AFTER = Instant.parse("2026-11-25T00:00:00Z");
  private static final List<Instant> TIMES = List.of(BEFORE, AFTER);
  private static final List<AwsCredentialsIdentity> CREDENTIALS =
      List.of(
          TestGrants.CREDENTIALS,
          session("AKIDS", Instant.parse("2027-01-01T00:00:00Z")),
          // The same id with another secret, as after a rotation.
          session("AKIDEXAMPLE", Instant.parse("2027-01-01T00:00:00Z")));

  private static UploadGrants grants(
      GrantKind kind, InstantSource clock, Supplier<AwsCredentialsIdentity> credentials) {
    return TestGrants.builder()
        .credentials((needed, now, request) -> credentials.get())
        .clock(clock)
        .profile(any(kind).overwrite(Overwrite.ALLOWED).keys((request, now, random) -> "k").build())
        .build();
  }

  private static String signed(UploadGrant grant) {
    return grant instanceof PresignedPut put ? put.url() : ((PostPolicy) grant).fields().toString();
  }

  @Test
  void theScopeNamesTheDayInUtc() {
    Instant[] now = {BEFORE};
    UploadGrants grants =
        grants(GrantKind.PRESIGNED_PUT, () -> now[0], () -> TestGrants.CREDENTIALS);
    PresignedPut last = (PresignedPut) grants.grant(request().build());
    now[0] = AFTER;
    PresignedPut first = (PresignedPut) grants.grant(request().build());
    now[0] = BEFORE;
    PresignedPut lastAgain = (PresignedPut) grants.grant(request().build());

    assertThat(parameter(last, "X-Amz-Credential")).contains("/20261124/");
    assertThat(parameter(last, "X-Amz-Date")).isEqualTo("20261124T235959Z");
    assertThat(parameter(first, "X-Amz-Credential")).contains("/20261125/");
    assertThat(parameter(first, "X-Amz-Date")).isEqualTo("20261125T000000Z");
    assertThat(lastAgain).as("a clock that goes back").isEqualTo(last);
  }

  @Test
  void aFormAfterMidnightHasTheNewDay() {
    PostPolicy form =
        (PostPolicy)
            grants(GrantKind.POST_POLICY, () -> AFTER, () -> TestGrants.CREDENTIALS)
                .grant(request().build());
    assertThat(form.fields())
        .containsEntry("x-amz-date", "20261125T000000Z")
        .containsEntry("x-amz-credential", "AKIDEXAMPLE/20261125/eu-west-1/s3/aws4_request");
  }

  /** What one thread signs with. */
  private record Wanted(Instant time, AwsCredentialsIdentity credentials) {}

  @Test
  void urlsAndFormsOfManyThreadsAreThoseOfAFreshSigner() throws Exception {
    for (GrantKind kind : TestGrants.SIGNED_KINDS) {
      Map<Wanted, String> fresh = new HashMap<>();
      for (Instant time : TIMES) {
        for (AwsCredentialsIdentity credentials : CREDENTIALS) {
          UploadGrants grants = grants(kind, () -> time, () -> credentials);
          fresh.put(new Wanted(time, credentials), signed(grants.grant(request().build())));
        }
      }
      assertThat(new HashSet<>(fresh.values())).hasSize(TIMES.size() * CREDENTIALS.size());
      hammer(kind, fresh);
    }
  }

  private static void hammer(GrantKind kind, Map<Wanted, String> fresh) throws Exception {
    int threads = 8;
    List<Wanted> all = List.copyOf(fresh.keySet());
    ThreadLocal<Wanted> wanted = ThreadLocal.withInitial(() -> all.get(0));
    UploadGrants shared = grants(kind, () -> wanted.get().time(), () -> wanted.get().credentials());
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(
            pool.submit(
                () -> {
                  start.await();
                  for (int n = 0; n < 2_000; n++) {
                    Wanted next = all.get(ThreadLocalRandom.current().nextInt(all.size()));
                    wanted.set(next);
                    assertThat(signed(shared.grant(request().build()))).isEqualTo(fresh.get(next));
                  }
                  return null;
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
