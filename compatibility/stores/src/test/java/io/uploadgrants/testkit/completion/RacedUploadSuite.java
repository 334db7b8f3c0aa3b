package io.uploadgrants.testkit.completion;

import static io.uploadgrants.CompletionSettings.completion;
import static io.uploadgrants.GrantSettings.multipart;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.MultipartUpload;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.completion.UploadedPart;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;

/**
 * Calls for one upload at the same time, by two nodes with one secret. Core's tests force each
 * order of the store's calls; here they come as they come. {@code -Duploads.rounds=1000} tries
 * harder.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RacedUploadSuite {

  private static final int ROUNDS = Integer.getInteger("uploads.rounds", 20);
  private static final byte[] FILE = "twenty bytes of text".getBytes(StandardCharsets.UTF_8);
  private static final byte[] OTHER = "twenty bytes of mine".getBytes(StandardCharsets.UTF_8);
  private static final TokenSecrets SECRETS = TokenSecrets.of("Vh0yG1k8b2mQwz7LrXc5TnPd4sJf9aEu");

  @AutoClose private final UploadServer server = open();
  private final Receipts receipts =
      Receipts.of(SECRETS, Duration.ofHours(1), InstantSource.system());
  private final PartSender sender = new PartSender();
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final UploadGrants grants = grants();
  private final UploadCompletions one = completions();
  private final UploadCompletions two = completions();

  abstract UploadServer open();

  private UploadGrants grants() {
    return UploadGrants.builder()
        .target(server.target())
        .credentials(server.credentials())
        .tickets(EncryptedTickets.of(SECRETS))
        .profile(
            UploadProfile.named("video")
                .kinds(multipart())
                .maxSize(100)
                .completion(completion())
                .build())
        .build();
  }

  private UploadCompletions completions() {
    return UploadCompletions.builder(grants(), receipts).clients(target -> server.client()).build();
  }

  @AfterAll
  void endThreads() {
    threads.shutdownNow();
  }

  /** One upload with its only part sent. */
  private record Sent(MultipartUpload grant, List<UploadedPart> parts) {

    String ticket() {
      return Objects.requireNonNull(grant.ticket()).value();
    }
  }

  private Sent sent() {
    UploadRequest request =
        UploadRequest.of("video").by("alice").file("a.txt", FILE.length, "text/plain").build();
    MultipartUpload grant = (MultipartUpload) grants.grant(request);
    return new Sent(grant, List.of(new UploadedPart(1, sender.send(grant.parts().get(0), FILE))));
  }

  /** What a call came to: an upload, a code, or nothing. */
  private record Outcome(@Nullable CompletedUpload upload, @Nullable ErrorCode code) {

    static Outcome of(Supplier<@Nullable CompletedUpload> call) {
      try {
        return new Outcome(call.get(), null);
      } catch (UploadException refused) {
        return new Outcome(null, refused.code());
      }
    }

    @Override
    public String toString() {
      return code != null ? code.id() : upload != null ? "completed" : "done";
    }
  }

  private List<Outcome> atOnce(
      Supplier<@Nullable CompletedUpload> first, Supplier<@Nullable CompletedUpload> second)
      throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    List<Callable<Outcome>> calls = new ArrayList<>();
    for (Supplier<@Nullable CompletedUpload> call : List.of(first, second)) {
      calls.add(
          () -> {
            start.await();
            return Outcome.of(call);
          });
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (Future<Outcome> done : threads.invokeAll(calls)) {
      outcomes.add(done.get());
    }
    return outcomes;
  }

  private boolean isThere(Sent sent) {
    return server
        .client()
        .listObjectsV2(list -> list.bucket(server.bucket()).prefix(sent.grant().key()))
        .hasContents();
  }

  private void noUploadIsOpen() {
    assertThat(server.client().listMultipartUploads(list -> list.bucket(server.bucket())).uploads())
        .isEmpty();
  }

  @Test
  void twoThatCompleteAreAnsweredAlike(TestReporter reporter) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Sent sent = sent();

      List<Outcome> outcomes =
          atOnce(
              () -> one.complete(sent.ticket(), sent.parts(), "alice"),
              () -> two.complete(sent.ticket(), sent.parts(), "alice"));

      assertThat(outcomes.get(0).upload()).isNotNull().isEqualTo(outcomes.get(1).upload());
      assertThat(isThere(sent)).isTrue();
    }
    noUploadIsOpen();
    reporter.publishEntry("rounds", Integer.toString(ROUNDS));
  }

  @Test
  void anUploadIsCompletedOrAbortedAndNothingBetween(TestReporter reporter) throws Exception {
    Map<ErrorCode, Integer> lost = new EnumMap<>(ErrorCode.class);
    for (int round = 0; round < ROUNDS; round++) {
      Sent sent = sent();

      List<Outcome> outcomes =
          atOnce(
              () -> one.complete(sent.ticket(), sent.parts(), "alice"),
              () -> {
                two.abort(sent.ticket(), "alice");
                return null;
              });

      Outcome completion = outcomes.get(0);
      Outcome abortion = outcomes.get(1);
      boolean completed = completion.upload() != null;
      assertThat(isThere(sent)).as(outcomes.toString()).isEqualTo(completed);
      assertThat(abortion.code())
          .as(outcomes.toString())
          .isEqualTo(completed ? ErrorCode.ALREADY_COMPLETED : null);
      lost.merge(
          Objects.requireNonNull(completed ? abortion.code() : completion.code()), 1, Integer::sum);
    }
    noUploadIsOpen();
    reporter.publishEntry("lost by", lost.toString());
  }

  /** The part is sent again, with other bytes, while the upload is completed. */
  @Test
  void aPartThatIsSentAgainMeanwhileCountsOrDoesNot(TestReporter reporter) throws Exception {
    int swapped = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Sent sent = sent();

      List<Outcome> outcomes =
          atOnce(
              () -> one.complete(sent.ticket(), sent.parts(), "alice"),
              () -> {
                sender.status(sent.grant().parts().get(0), OTHER);
                return null;
              });

      CompletedUpload upload = outcomes.get(0).upload();
      if (upload == null) {
        swapped++;
        assertThat(outcomes.get(0).code()).isEqualTo(ErrorCode.PARTS_MISSING);
        assertThat(isThere(sent)).isFalse();
        one.abort(sent.ticket(), "alice");
      } else {
        var stored =
            server.client().getObjectAsBytes(get -> get.bucket(server.bucket()).key(upload.key()));
        assertThat(stored.asByteArray()).isEqualTo(FILE);
        assertThat(stored.response().eTag()).isEqualTo(upload.etag());
      }
    }
    reporter.publishEntry("sent again in time", Integer.toString(swapped));
  }
}
