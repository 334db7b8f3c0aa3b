package io.uploadgrants.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.UploadConstraint;
import io.uploadgrants.testkit.Tampering.Outcome;
import io.uploadgrants.testkit.Tampering.Verdict;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
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
        judge.verdict(
            KEY,
            false,
            () -> bucket.put(KEY, "file"),
            () -> {
              bucket.delete(KEY);
              return new UploadAnswer(204, "", "", Map.of(), Map.of());
            },
            Judge.NO_EFFECT);

    assertThat(verdict.outcome()).isEqualTo(Outcome.HARMFUL);
    assertThat(verdict.broken()).hasSize(3);
  }

  @Test
  void answeredWithWhatIsThere() {
    Verdict verdict =
        judge.verdict(
            KEY,
            false,
            () -> bucket.put(KEY, "file"),
            () -> new UploadAnswer(TAKEN, "", "", Map.of(), Map.of()),
            Judge.NO_EFFECT);

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

  private Verdict verdict(int status, Runnable deed) {
    bucket.put(KEY, "file");
    Map<String, String> effect = bucket.effect(KEY);
    bucket.delete(KEY);
    return judge.verdict(
        KEY,
        true,
        Judge.NOTHING,
        () -> {
          deed.run();
          return new UploadAnswer(status, "", "", Map.of("x", List.of()), Map.of());
        },
        effect);
  }
}
