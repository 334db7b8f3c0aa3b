package io.uploadgrants.testkit.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.UploadConstraint;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.Tampering;
import io.uploadgrants.testkit.Tampering.Outcome;
import io.uploadgrants.testkit.Tampering.Verdict;
import io.uploadgrants.testkit.UploadAnswer;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.attack.Judge.Attempt;
import io.uploadgrants.testkit.bucket.BucketView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Servers that lie, and attempts that do harm, are seen through. */
class JudgeTests {

  private static final String KEY = "granted";
  private static final int TAKEN = 200;
  private static final int REFUSED = 403;

  @AutoClose private final UploadServer server = UploadServer.embedded();
  private final BucketView bucket = new BucketView(server.client(), server.bucket());
  private final Judge judge =
      new Judge(
          bucket,
          new ReentrantLock(),
          new Claims(
              EnumSet.of(UploadConstraint.KEY, UploadConstraint.SIZE, UploadConstraint.METADATA)));

  @AfterEach
  void nothingIsLeft() {
    assertThat(bucket.listing()).isEmpty();
  }

  @Test
  void refusedAndNothingStored() {
    assertThat(outcome(REFUSED, () -> {})).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void refusedButStored() {
    assertThat(outcome(REFUSED, () -> bucket.put(KEY, "file"))).isEqualTo(Outcome.HARMFUL);
  }

  @Test
  void refusedButSomebodyElsesObjectIsGone() {
    assertThat(outcome(REFUSED, () -> bucket.delete(judge.victim()))).isEqualTo(Outcome.HARMFUL);
  }

  @Test
  void takenWithTheEffectOfTheGrant() {
    assertThat(outcome(TAKEN, () -> bucket.put(KEY, "file"))).isEqualTo(Outcome.HARMLESS);
  }

  @Test
  void takenAndNothingStored() {
    assertThat(outcome(TAKEN, () -> {})).isEqualTo(Outcome.HARMFUL);
  }

  @Test
  void takenAndTheOwnObjectIsGone() {
    Verdict verdict =
        afterItsUpload(
            () -> {
              bucket.delete(KEY);
              return answer(204);
            });

    assertThat(verdict.outcome()).isEqualTo(Outcome.HARMFUL);
    assertThat(verdict.broken()).hasSize(3);
  }

  @Test
  void answeredWithWhatIsThere() {
    Verdict verdict = afterItsUpload(() -> answer(TAKEN));

    assertThat(verdict.outcome()).isEqualTo(Outcome.HARMFUL);
    assertThat(verdict.broken()).hasSize(3);
  }

  @Test
  void takenWithOtherBytes() {
    assertThat(outcome(TAKEN, () -> bucket.put(KEY, "fil"))).isEqualTo(Outcome.HARMFUL);
  }

  @Test
  void takenUnderAnotherKey() {
    assertThat(outcome(TAKEN, () -> bucket.put("other", "file"))).isEqualTo(Outcome.HARMFUL);
  }

  @Test
  void takenTwice() {
    Runnable both =
        () -> {
          bucket.put(KEY, "file");
          bucket.put("other", "file");
        };
    assertThat(outcome(TAKEN, both)).isEqualTo(Outcome.HARMFUL);
  }

  @Test
  void takenAndSomebodyElsesObjectIsOverwritten() {
    Runnable both =
        () -> {
          bucket.put(KEY, "file");
          bucket.put(judge.victim(), "file");
        };
    assertThat(outcome(TAKEN, both)).isEqualTo(Outcome.HARMFUL);
  }

  @Test
  void aServerThatIsTooBusyHasJudgedNothing() {
    assertThatThrownBy(() -> outcome(503, () -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("503");
    assertThat(outcome(500, () -> {})).isEqualTo(Outcome.FAILED);
    assertThat(outcome(500, () -> bucket.put(KEY, "other"))).isEqualTo(Outcome.HARMFUL);
    assertThat(outcome(501, () -> {})).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void ofWhatIsClaimedOnlyThatIsBrokenWhichDiffers() {
    assertThat(verdict(TAKEN, () -> bucket.put(KEY, "file")).broken()).isEmpty();
    assertThat(verdict(REFUSED, () -> {}).broken()).isEmpty();
    assertThat(verdict(TAKEN, () -> bucket.put(KEY, "fil")).broken())
        .containsExactly(UploadConstraint.SIZE);
    assertThat(verdict(TAKEN, () -> put(put -> put.metadata(Map.of("more", "1")))).broken())
        .containsExactly(UploadConstraint.METADATA);
    assertThat(verdict(TAKEN, () -> bucket.put("other", "file")).broken())
        .containsExactlyInAnyOrder(
            UploadConstraint.KEY, UploadConstraint.SIZE, UploadConstraint.METADATA);
  }

  /** Nothing of the profile's speaks of a language, and this one's says nothing of the bytes. */
  @Test
  void harmThatNoConstraintSpeaksOfBreaksNone() {
    for (Runnable deed :
        List.<Runnable>of(
            () -> bucket.put(KEY, "elif"), () -> put(put -> put.contentLanguage("tlh")))) {
      Verdict verdict = verdict(TAKEN, deed);
      assertThat(verdict.outcome()).isEqualTo(Outcome.HARMFUL);
      assertThat(verdict.broken()).isEmpty();
    }
  }

  private void put(Consumer<PutObjectRequest.Builder> more) {
    server
        .client()
        .putObject(
            put -> more.accept(put.bucket(server.bucket()).key(KEY)),
            RequestBody.fromString("file"));
  }

  private Outcome outcome(int status, Runnable deed) {
    return verdict(status, deed).outcome();
  }

  @Test
  void thoseThatAreRefusedTogetherAreRefusedEach() {
    assertThat(together(List.of(refused(), refused(), refused())))
        .containsExactly(Outcome.REFUSED, Outcome.REFUSED, Outcome.REFUSED);
    assertThat(together(List.of())).isEmpty();
  }

  @Test
  void oneThatStoresAmongThoseThatAreRefusedIsFound() {
    Supplier<Attempt> lying = attempt("second", REFUSED, () -> bucket.put("second", "file"));

    assertThat(together(List.of(refused(), lying, refused(), lying)))
        .containsExactly(Outcome.REFUSED, Outcome.HARMFUL, Outcome.REFUSED, Outcome.HARMFUL);
  }

  @Test
  void oneThatRemovesWhatIsSomebodyElsesAmongThoseThatAreRefusedIsFound() {
    Supplier<Attempt> removing = attempt(KEY, REFUSED, () -> bucket.delete(judge.victim()));

    assertThat(together(List.of(refused(), removing, refused())))
        .containsExactly(Outcome.REFUSED, Outcome.HARMFUL, Outcome.REFUSED);
  }

  @Test
  void thoseThatAreTakenOrFailAreJudgedEach() {
    Supplier<Attempt> harmless = attempt("new", TAKEN, () -> bucket.put("new", "file"));
    Supplier<Attempt> harmful = attempt("new", TAKEN, () -> bucket.put("new", "other"));
    Supplier<Attempt> failing = attempt("new", 500, () -> {});

    assertThat(
            together(
                List.of(refused(), harmless, harmless, refused(), harmful, failing, refused())))
        .containsExactly(
            Outcome.REFUSED,
            Outcome.HARMLESS,
            Outcome.HARMLESS,
            Outcome.REFUSED,
            Outcome.HARMFUL,
            Outcome.FAILED,
            Outcome.REFUSED);
  }

  @Test
  void oneThatIsTakenDoesNotHideWhatARefusedOneStoredUnderItsKey() {
    Supplier<Attempt> lying = attempt(KEY, REFUSED, () -> bucket.put(KEY, "file"));
    Supplier<Attempt> taken = attempt(KEY, TAKEN, () -> bucket.put(KEY, "file"));

    assertThat(together(List.of(lying, taken))).containsExactly(Outcome.HARMFUL, Outcome.HARMLESS);
  }

  @Test
  void oneThatIsTakenMakesNoRefusedOneOfTheSameKeyHarmful() {
    Supplier<Attempt> taken = attempt(KEY, TAKEN, () -> bucket.put(KEY, "file"));

    assertThat(together(List.of(refused(), taken)))
        .containsExactly(Outcome.REFUSED, Outcome.HARMLESS);
  }

  @Test
  void whatOneThatIsTakenStoresElsewhereIsFound() {
    Supplier<Attempt> elsewhere = attempt(KEY, TAKEN, () -> bucket.put("other", "file"));

    assertThat(together(List.of(refused(), elsewhere)))
        .containsExactly(Outcome.REFUSED, Outcome.HARMFUL);
  }

  @Test
  void harmThatIsDoneOnceIsEverybodys() {
    for (Runnable harm :
        List.<Runnable>of(
            () -> bucket.put("second", "file"), () -> bucket.delete(judge.victim()))) {
      Supplier<Attempt> lying = attempt("second", REFUSED, once(harm));

      assertThat(together(List.of(refused(), lying, refused()))).containsOnly(Outcome.HARMFUL);
    }
  }

  @Test
  void whatIsTakenOnceOrStoredInAFailureIsHarmful() {
    AtomicBoolean sent = new AtomicBoolean();
    Supplier<Attempt> taken =
        () ->
            new Attempt(
                "new",
                true,
                Judge.NOTHING,
                () -> {
                  if (sent.getAndSet(true)) {
                    return answer(REFUSED);
                  }
                  bucket.put("new", "other");
                  return answer(TAKEN);
                },
                Judge.NO_EFFECT);
    Supplier<Attempt> failing = attempt("new", 500, once(() -> bucket.put("new", "other")));

    assertThat(together(List.of(refused(), taken, refused())))
        .containsExactly(Outcome.REFUSED, Outcome.HARMFUL, Outcome.REFUSED);
    assertThat(together(List.of(refused(), failing, refused())))
        .containsExactly(Outcome.REFUSED, Outcome.HARMFUL, Outcome.REFUSED);
  }

  private static Runnable once(Runnable deed) {
    AtomicBoolean done = new AtomicBoolean();
    return () -> {
      if (!done.getAndSet(true)) {
        deed.run();
      }
    };
  }

  @Test
  void attemptsOfSeveralGrantsKeepTheirOrder() {
    List<String> order = new ArrayList<>();
    Judge second =
        new Judge(bucket, new ReentrantLock(), new Claims(EnumSet.noneOf(UploadConstraint.class)));
    List<Tampering> all =
        List.of(
            recording(order, "a", judge),
            recording(order, "b", second),
            recording(order, "c", judge));

    assertThat(Tampering.verdicts(all).keySet()).containsExactlyElementsOf(all);
    assertThat(order).containsExactly("a", "b", "c");
  }

  private Tampering recording(List<String> order, String name, Judge by) {
    Supplier<Attempt> attempt = attempt(KEY, REFUSED, () -> order.add(name));
    return new AlteredCopy(name, ServerCheck.PUT_SIGNATURE, by, attempt);
  }

  @Test
  void whatTheGrantsMakerStoresStays() {
    AtomicInteger made = new AtomicInteger();
    Supplier<Attempt> attempt = refused();
    List<Supplier<Attempt>> all =
        Collections.nCopies(
            3,
            () -> {
              bucket.put("made/" + made.incrementAndGet(), "reserved");
              return attempt.get();
            });

    assertThat(together(all)).containsOnly(Outcome.REFUSED);
    assertThat(made).hasValue(3);
    assertThat(bucket.listing()).containsOnlyKeys("made/1", "made/2", "made/3");
    bucket.listing().keySet().forEach(bucket::delete);
  }

  @Test
  void moreThanOneLookTakesIn() {
    Supplier<Attempt> lying = attempt("new", REFUSED, () -> bucket.put("new", "file"));
    List<Supplier<Attempt>> all = new ArrayList<>(Collections.nCopies(70, refused()));
    all.set(69, lying);

    assertThat(together(all))
        .hasSize(70)
        .endsWith(Outcome.REFUSED, Outcome.HARMFUL)
        .containsOnlyOnce(Outcome.HARMFUL);
  }

  @Test
  void whatComesAfterAnUploadComesInItsTurn() {
    List<String> order = new ArrayList<>();
    Supplier<Attempt> first = attempt(KEY, REFUSED, () -> order.add("first"));
    Supplier<Attempt> second =
        () ->
            new Attempt(
                KEY,
                false,
                () -> order.add("before"),
                () -> {
                  order.add("second");
                  return answer(REFUSED);
                },
                Judge.NO_EFFECT);

    assertThat(together(List.of(first, second, first))).containsOnly(Outcome.REFUSED);
    assertThat(order).containsExactly("first", "before", "second", "first");
  }

  @Test
  void whatWasThereBeforeStays() {
    bucket.put("before", "file");

    assertThat(together(List.of(refused(), attempt("new", TAKEN, () -> bucket.put("new", "file")))))
        .containsExactly(Outcome.REFUSED, Outcome.HARMLESS);
    assertThat(bucket.listing()).containsOnlyKeys("before");
    bucket.delete("before");
  }

  private List<Outcome> together(List<Supplier<Attempt>> attempts) {
    List<Tampering> all =
        attempts.stream()
            .<Tampering>map(each -> new AlteredCopy("each", ServerCheck.PUT_SIGNATURE, judge, each))
            .toList();
    Map<Tampering, Verdict> verdicts = Tampering.verdicts(all);
    assertThat(verdicts.keySet()).containsExactlyElementsOf(all);
    return verdicts.values().stream().map(Verdict::outcome).toList();
  }

  private Supplier<Attempt> refused() {
    return attempt(KEY, REFUSED, () -> {});
  }

  private Supplier<Attempt> attempt(String key, int status, Runnable deed) {
    Map<String, String> effect = effect();
    return () ->
        new Attempt(
            key,
            true,
            Judge.NOTHING,
            () -> {
              deed.run();
              return answer(status);
            },
            effect);
  }

  private Verdict afterItsUpload(Supplier<UploadAnswer> send) {
    return judge.verdict(
        new Attempt(KEY, false, () -> bucket.put(KEY, "file"), send, Judge.NO_EFFECT));
  }

  private Verdict verdict(int status, Runnable deed) {
    return judge.verdict(attempt(KEY, status, deed).get());
  }

  private Map<String, String> effect() {
    bucket.put(KEY, "file");
    Map<String, String> effect = bucket.effect(KEY);
    bucket.delete(KEY);
    return effect;
  }

  private static UploadAnswer answer(int status) {
    return new UploadAnswer(status, "", "", Map.of("x", List.of()), Map.of());
  }
}
