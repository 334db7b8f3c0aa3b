package io.uploadgrants.testkit.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.GrantKind;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.testkit.UploadServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;

/**
 * A form is sent again, or its upload completed or aborted again, while it is looked at and moved,
 * by two nodes with one secret. Core's tests force the orders of the store's calls; here they come
 * as they come. {@code -Duploads.rounds=1000} tries harder.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RacedMoveSuite {

  private static final int ROUNDS = Integer.getInteger("uploads.rounds", 20);
  private static final byte[] FILE = "twenty bytes of text".getBytes(StandardCharsets.UTF_8);
  private static final byte[] OTHER = "twenty bytes of mine".getBytes(StandardCharsets.UTF_8);
  private static final byte[] PAGE = "<html><script></scri".getBytes(StandardCharsets.UTF_8);

  @AutoClose private final MovedUploads uploads = new MovedUploads(open());
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final UploadGrants grants = uploads.grants(GrantKind.POST_POLICY, profile -> profile);
  private final UploadCompletions one = uploads.completions(grants);
  private final UploadCompletions two = uploads.completions(grants);

  abstract UploadServer open();

  @AfterAll
  void endThreads() {
    threads.shutdownNow();
  }

  @AfterEach
  void nothingIsLeftBehind() {
    assertThat(uploads.everything()).noneMatch(key -> key.startsWith("started "));
    uploads.empty();
  }

  private static String outcome(Supplier<String> call) {
    try {
      return call.get();
    } catch (UploadException refused) {
      return refused.code().id();
    }
  }

  private String complete(UploadCompletions node, UploadGrant grant, List<CompletedUpload> all) {
    CompletedUpload upload = node.complete(MovedUploads.ticket(grant), "alice");
    synchronized (all) {
      all.add(upload);
    }
    return "completed";
  }

  private String atOnce(Supplier<String> first, Supplier<String> second) throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    List<Callable<String>> calls = new ArrayList<>();
    for (Supplier<String> call : List.of(first, second)) {
      calls.add(
          () -> {
            start.await();
            return outcome(call);
          });
    }
    List<String> outcomes = new ArrayList<>();
    for (Future<String> done : threads.invokeAll(calls)) {
      outcomes.add(done.get());
    }
    return String.join(" and ", outcomes);
  }

  /** What one call does, and another at the same time. */
  private interface Calls {
    String made(UploadGrant grant, List<CompletedUpload> accepted);
  }

  /** Returns how often the calls ended how. */
  private Map<String, Integer> race(Calls first, Calls second) throws Exception {
    Map<String, Integer> ends = new TreeMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      UploadGrant grant = grants.grant(MovedUploads.request(FILE).build());
      uploads.upload(grant, FILE);
      List<CompletedUpload> accepted = new ArrayList<>();
      String end = atOnce(() -> first.made(grant, accepted), () -> second.made(grant, accepted));
      assertSound(grant, accepted);
      ends.merge(end, 1, Integer::sum);
    }
    return ends;
  }

  /** One object at most was accepted, and it is what its receipt says, also when asked again. */
  private void assertSound(UploadGrant grant, List<CompletedUpload> accepted) {
    assertThat(accepted.stream().distinct()).hasSizeLessThanOrEqualTo(1);
    for (CompletedUpload upload : accepted) {
      assertThat(uploads.bytes(upload.key())).isIn(FILE, OTHER);
      assertThat(etag(upload.key())).isEqualTo(upload.etag());
      assertThat(two.complete(MovedUploads.ticket(grant), "alice")).isEqualTo(upload);
      assertThat(uploads.keys(grant.key())).isEmpty();
    }
  }

  private @Nullable String etag(String key) {
    return uploads
        .server
        .client()
        .headObject(head -> head.bucket(uploads.server.bucket()).key(key))
        .eTag();
  }

  private String send(UploadGrant grant, byte[] file) {
    uploads.upload(grant, file);
    return "sent";
  }

  @Test
  void whoCompletesTwiceAtOnceGetsOneAnswer(TestReporter reporter) throws Exception {
    Map<String, Integer> ends =
        race((grant, all) -> complete(one, grant, all), (grant, all) -> complete(two, grant, all));

    assertThat(ends).containsOnlyKeys("completed and completed");
    reporter.publishEntry(ends.toString());
  }

  @Test
  void anotherFileSentMeanwhileIsAcceptedInsteadOrNotAtAll(TestReporter reporter) throws Exception {
    Map<String, Integer> ends =
        race((grant, all) -> complete(one, grant, all), (grant, all) -> send(grant, OTHER));

    assertThat(ends).containsOnlyKeys("completed and sent");
    reporter.publishEntry(ends.toString());
  }

  @Test
  void aPageSentMeanwhileIsNeverAccepted(TestReporter reporter) throws Exception {
    Map<String, Integer> ends =
        race((grant, all) -> complete(one, grant, all), (grant, all) -> send(grant, PAGE));

    assertThat(ends.keySet())
        .isSubsetOf("completed and sent", ErrorCode.OBJECT_DIFFERS.id() + " and sent");
    reporter.publishEntry(ends.toString());
  }

  @Test
  void ofCompletingAndAbortingOneWins(TestReporter reporter) throws Exception {
    Map<String, Integer> ends =
        race(
            (grant, all) -> complete(one, grant, all),
            (grant, all) -> {
              two.abort(MovedUploads.ticket(grant), "alice");
              return "aborted";
            });

    assertThat(ends.keySet())
        .isSubsetOf(
            "completed and " + ErrorCode.ALREADY_COMPLETED.id(),
            ErrorCode.NO_SUCH_UPLOAD.id() + " and aborted",
            ErrorCode.ISSUANCE_FAILED.id() + " and aborted");
    reporter.publishEntry(ends.toString());
  }
}
