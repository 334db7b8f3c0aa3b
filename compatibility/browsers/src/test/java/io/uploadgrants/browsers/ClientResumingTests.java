package io.uploadgrants.browsers;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.browsers.ClientPage.Outcome;
import io.uploadgrants.browsers.ClientPage.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pauses, reloads and cancels an upload in parts. */
class ClientResumingTests extends ClientSuite {

  /** Five parts, of which three are sent at once. */
  private static final TestFile CLIP = TestFile.of("clip.mp4", 22 * MIB).as("video/mp4");

  /** More than the first three parts, and less than all. */
  private static final double FOURTH_PART = 0.72;

  private Running running;

  @BeforeEach
  void sendMoreThanThreeParts() {
    chromium().uploadAtMost(50 * MIB); // or the parts on their way would arrive all the same
    running = page.upload(CLIP, "video", Map.of("pauseAt", FOURTH_PART)).awaitState("paused");
  }

  private void beOnTheWay() {
    chromium().uploadAtMost(2 * MIB);
    running.resume();
    running.awaitState("uploading");
  }

  @Test
  void aPausedUploadGoesOnWhereItWas() {
    assertThat(store().unfinished()).hasSize(1);
    List<Long> before = page.partsSent();

    running.resume();

    assertStored(running.end(), CLIP);
    assertThat(sentAgain(before, page.partsSent()))
        .as("of the parts on their way at most")
        .hasSizeLessThan(4);
    assertThat(page.requestsFor("/uploads")).as("no other grant").isOne();
    assertThat(running.states().stream().map(String::valueOf))
        .contains("paused")
        .endsWith("completed");
  }

  /** The parts that were sent more than once, given all that was sent. */
  private static List<Long> sentAgain(List<Long> before, List<Long> all) {
    List<Long> after = new ArrayList<>(all.subList(before.size(), all.size()));
    after.retainAll(before);
    return after;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aReloadedPageSendsWhatIsMissing(boolean onTheWay) {
    if (onTheWay) {
      beOnTheWay();
    }
    List<Long> there = stored();
    page = openAgain();
    chromium().uploadAtMost(-1);
    assertThat(page.unfinished())
        .singleElement()
        .asString()
        .contains("clip.mp4", "video", String.valueOf(CLIP.size()))
        .doesNotContain("ticket");

    Outcome outcome = page.upload(CLIP, "video").end();

    assertStored(outcome, CLIP);
    assertReceipt(outcome);
    assertThat(page.partsSent())
        .isNotEmpty()
        .doesNotContainAnyElementsOf(there)
        .doesNotHaveDuplicates();
    assertThat(page.requestsFor("/uploads")).as("no other grant").isZero();
    assertThat(page.unfinished()).isEmpty();
    assertThat(store().unfinished()).isEmpty();
  }

  /** The parts that the store has. */
  private List<Long> stored() {
    return store().unfinished().stream()
        .flatMap(
            each ->
                store()
                    .client()
                    .listParts(
                        list -> list.bucket(Store.BUCKET).key(each.key()).uploadId(each.uploadId()))
                    .parts()
                    .stream())
        .map(part -> (long) part.partNumber())
        .toList();
  }

  @Test
  void theSameFileChosenTwiceIsUploadedTwice() {
    Outcome second = page.upload(CLIP, "video").end();
    running.resume();
    Outcome first = running.end();

    assertStored(first, CLIP);
    assertStored(second, CLIP);
    assertThat(first.text("key")).isNotEqualTo(second.text("key"));
  }

  @Test
  void anotherFileOfThatNameIsNoResumption() {
    page = openAgain();
    TestFile other = TestFile.of(CLIP.name(), 6 * MIB);

    assertStored(page.upload(other, "video").end(), other);

    assertThat(page.unfinished()).as("the first one's").hasSize(1);
  }

  @Test
  void aPageThatWantsNoResumptionBeginsAnew() {
    page = openAgain();

    assertStored(page.upload(CLIP, "video", Map.of("resume", false)).end(), CLIP);

    assertThat(page.requestsFor("/uploads")).isOne();
    assertThat(page.partsSent()).contains(1L, 2L, 3L);
  }

  @Test
  void anUploadThatTheStoreHasNoMoreBeginsAnew() {
    page = openAgain();
    store().abortAll();

    assertStored(page.upload(CLIP, "video").end(), CLIP);

    assertThat(page.requestsFor("/uploads")).isOne();
  }

  @Test
  void anUploadThatTheStoreLosesMeanwhileBeginsAnew() {
    store().abortAll();

    running.resume();

    assertStored(running.end(), CLIP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"uploading", "paused", "reloaded"})
  void aCancelledUploadLeavesNoPart(String state) {
    if (state.equals("uploading")) {
      beOnTheWay();
    } else if (state.equals("reloaded")) {
      page = openAgain();
      running = page.upload(CLIP, "video");
    }
    assertThat(store().unfinished()).hasSize(1);
    List<String> before = store().keys();

    running.cancel();

    Outcome outcome = running.end();
    assertThat(outcome.code()).isEqualTo("cancelled");
    assertThat(running.state()).isEqualTo("cancelled");
    assertThat(store().unfinished()).isEmpty();
    assertThat(store().keys()).isEqualTo(before);
    assertThat(page.unfinished()).isEmpty();
  }

  /** As of a view that has gone before its upload began. */
  @Test
  void aSignalThatHasEndedBeforeEndsNoEarlierUpload() {
    page = openAgain();
    page.choose(CLIP);

    assertThat(page.uploadChosenTooLate("video")).isEqualTo("cancelled");

    assertThat(store().unfinished()).hasSize(1);
    assertThat(page.unfinished()).hasSize(1);
  }

  @Test
  void urlsThatHaveExpiredAreRenewed() {
    store().server().clock().advance(Duration.ofMinutes(6));

    running.resume();

    assertStored(running.end(), CLIP);
    assertThat(page.requestsFor("/uploads/parts")).isOne();
    assertThat(page.requestsFor("/uploads/status")).isZero();
    assertThat(page.requestsFor("/uploads")).as("no other grant").isOne();
  }
}
