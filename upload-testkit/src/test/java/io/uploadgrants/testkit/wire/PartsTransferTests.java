package io.uploadgrants.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.PartPlan;
import io.uploadgrants.completion.UploadedPart;
import io.uploadgrants.testkit.FileSource;
import io.uploadgrants.testkit.MultipartTransfer;
import io.uploadgrants.testkit.PartRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which parts are sent, how many at a time and how often; what arrives is for real stores. */
class PartsTransferTests {

  private static final int MIN = 5 << 20;

  private static PartPlan plan(int parts) {
    return new PartPlan("id", (long) parts * MIN, MIN);
  }

  private static FileSource file(PartPlan plan) {
    return FileSource.generated((long) plan.count() * MIN, 1);
  }

  private static MultipartTransfer transfer(PartSink sink, PartPlan plan, int lacking) {
    return PartsTransfer.of(PartSink.lacking(plan, lacking), file(plan))
        .moreParts(numbers -> sink.parts(plan, numbers));
  }

  private static List<Integer> numbers(List<UploadedPart> parts) {
    return parts.stream().map(UploadedPart::partNumber).toList();
  }

  private static List<Integer> range(int first, int last) {
    return IntStream.rangeClosed(first, last).boxed().toList();
  }

  @Test
  void onlyTheMissingPartsAreSentAndAllAreReturned() {
    try (PartSink sink = new PartSink(n -> 200)) {
      MultipartTransfer transfer = transfer(sink, plan(20), 3);
      assertThat(transfer.missing()).containsExactly(18, 19, 20);

      List<UploadedPart> parts = transfer.send();

      assertThat(numbers(parts)).isEqualTo(range(1, 20));
      assertThat(parts.get(19).etag()).isEqualTo("\"20\"");
      assertThat(sink.sent()).containsExactlyInAnyOrder(18, 19, 20);
      assertThat(transfer.missing()).isEmpty();
      assertThat(transfer.send()).isEqualTo(parts);
      assertThat(sink.sent()).hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void noMorePartsAreSentAtATimeThanAllowed(int parallel) {
    try (PartSink sink = new PartSink(n -> 200)) {
      transfer(sink, plan(12), 12).parallel(parallel).send();

      assertThat(sink.most()).isBetween(parallel == 1 ? 1 : 2, parallel);
      assertThat(sink.sent()).hasSize(12);
    }
  }

  @Test
  void urlsAreAskedForAHundredAtATime() {
    List<List<Integer>> asked = Collections.synchronizedList(new ArrayList<>());
    try (PartSink sink = new PartSink(n -> 200)) {
      PartPlan plan = plan(250);
      MultipartTransfer transfer = transfer(sink, plan, 240);
      transfer
          .moreParts(
              numbers -> {
                asked.add(numbers);
                return sink.parts(plan, numbers);
              })
          .onPart(part -> transfer.pause())
          .send();
    }
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0)).hasSize(100).contains(11).doesNotContain(10).doesNotHaveDuplicates();
  }

  @Test
  void aPausedTransferGoesOn() {
    try (PartSink sink = new PartSink(n -> 200)) {
      MultipartTransfer transfer = transfer(sink, plan(12), 12);
      List<UploadedPart> first = transfer.onPart(part -> transfer.pause()).send();

      assertThat(first).isNotEmpty().hasSizeLessThanOrEqualTo(4);
      assertThat(transfer.missing()).hasSize(12 - first.size());

      assertThat(numbers(transfer.onPart(part -> {}).send())).isEqualTo(range(1, 12));
    }
  }

  @Test
  void aPauseDoesNotWaitForAServerThatDoesNotAnswer() throws Exception {
    CountDownLatch arrived = new CountDownLatch(4);
    CountDownLatch never = new CountDownLatch(1);
    IntUnaryOperator hanging =
        n -> {
          arrived.countDown();
          try {
            never.await();
          } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
          }
          return 200;
        };
    try (PartSink sink = new PartSink(hanging)) {
      MultipartTransfer transfer = transfer(sink, plan(6), 6);
      CompletableFuture<List<UploadedPart>> sending = CompletableFuture.supplyAsync(transfer::send);
      arrived.await();
      assertThatThrownBy(transfer::send)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("being sent");

      transfer.pause();

      assertThat(sending.get(20, TimeUnit.SECONDS)).isEmpty();
      assertThat(transfer.missing()).isEqualTo(range(1, 6));
      never.countDown();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 429, 408, 403})
  void whatMayPassIsSentAgain(int status) {
    try (PartSink sink = new PartSink(n -> n < 2 ? status : 200)) {
      assertThat(transfer(sink, plan(3), 1).send()).hasSize(3);
      assertThat(sink.sent()).containsExactly(3, 3, 3);
    }
  }

  @Test
  void whatIsRefusedAgainAndAgainIsToldWithItsAnswer() {
    try (PartSink sink = new PartSink(n -> n < 2 ? 503 : n < 3 ? 400 : 200)) {
      MultipartTransfer transfer = transfer(sink, plan(3), 1).attempts(2);

      refused(transfer, 3, 503);
      assertThat(sink.sent()).hasSize(2);
      refused(transfer, 3, 400);
      assertThat(sink.sent()).hasSize(3);
      assertThat(numbers(transfer.send())).containsExactly(1, 2, 3);
    }
  }

  private static void refused(MultipartTransfer transfer, int number, int status) {
    assertThatThrownBy(transfer::send)
        .isInstanceOfSatisfying(
            PartRefusedException.class,
            refused -> {
              assertThat(refused.partNumber()).isEqualTo(number);
              assertThat(refused.answer().status()).isEqualTo(status);
            })
        .hasMessageContaining("Part 3 was refused with " + status);
  }

  @Test
  void theSameUrlIsNotRefusedTwice() {
    try (PartSink sink = new PartSink(n -> 403)) {
      PartPlan plan = plan(1);
      MultipartTransfer transfer = transfer(sink, plan, 1).attempts(10);
      transfer.moreParts(numbers -> sink.parts(plan, sink.sent().isEmpty() ? numbers : List.of()));

      assertThatThrownBy(transfer::send)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("The URL of part 1 isn't known");
      assertThat(sink.sent()).hasSize(1);
    }
  }

  @Test
  void aListenersFailureEndsIt() {
    try (PartSink sink = new PartSink(n -> 200)) {
      MultipartTransfer transfer = transfer(sink, plan(9), 9);
      AtomicBoolean failed = new AtomicBoolean();
      transfer.onPart(
          part -> {
            if (!failed.getAndSet(true)) {
              throw new AssertionError("of the test");
            }
          });

      assertThatThrownBy(transfer::send)
          .isInstanceOf(AssertionError.class)
          .hasMessage("of the test");
      assertThat(sink.sent()).hasSizeLessThan(9);
    }
  }

  @Test
  void aFileThatCannotBeReadIsNoFaultOfTheServer() {
    FileSource torn =
        new FileSource() {
          @Override
          public long size() {
            return MIN;
          }

          @Override
          public InputStream open(long offset, long length) {
            return InputStream.nullInputStream();
          }
        };
    try (PartSink sink = new PartSink(n -> 200)) {
      PartPlan plan = plan(1);
      assertThatThrownBy(
              () ->
                  PartsTransfer.of(PartSink.lacking(plan, 1), torn)
                      .moreParts(numbers -> sink.parts(plan, numbers))
                      .send())
          .isInstanceOf(UncheckedIOException.class)
          .hasMessage("The file can't be read for part 1")
          .rootCause()
          .hasMessageContaining("too short");
      assertThat(sink.sent()).isEmpty();
    }
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    PartPlan plan = plan(2);
    FileSource short1 = FileSource.of(new byte[3]);
    assertThatThrownBy(() -> PartsTransfer.of(PartSink.lacking(plan, 1), short1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The file has 3 bytes, but 10485760 were declared");
    MultipartTransfer transfer = PartsTransfer.of(PartSink.lacking(plan, 1), file(plan));
    assertThatThrownBy(() -> transfer.parallel(0)).hasMessage("0 parts at a time: give 1 to 32.");
    assertThatThrownBy(() -> transfer.attempts(11)).hasMessage("11 attempts: give 1 to 10.");
    assertThatThrownBy(transfer::send)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("The URL of part 2 isn't known; give moreParts(…)");
  }

  /** In a JVM of its own, whose heap has no room for a part. */
  @Test
  void noPartIsHeldInMemory() throws IOException, InterruptedException {
    try (PartSink sink = new PartSink(n -> 200)) {
      Process java =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx32m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  SendsMuch.class.getName(),
                  Integer.toString(sink.port()))
              .redirectErrorStream(true)
              .start();
      String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(java.waitFor()).as(said).isZero();
      assertThat(said).contains(SendsMuch.PARTS + " parts");
      assertThat(sink.sent()).containsExactlyInAnyOrder(1, 2, 3, 4);
    }
  }
}
