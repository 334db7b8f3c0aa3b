package io.uploadgrants.samples.uppy;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.samples.uppy.UppyPage.Button;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user of the page does, on any store. */
abstract class UppyUploadsSuite extends UppySuite {

  /** What can send a part to the store. */
  Set<Generation> sendingParts() {
    return EnumSet.allOf(Generation.class);
  }

  /** What shows why the server refuses; of a companion Uppy 6 shows no more than that it does. */
  Set<Generation> showingTexts() {
    return EnumSet.complementOf(EnumSet.of(Generation.UPPY_6_COMPANION));
  }

  @ParameterizedTest
  @EnumSource
  void aSmallFileGoesUpInOnePiece(Generation generation) throws IOException {
    Path picture = files.picture("small picture & more.png");
    UppyPage page = open(generation).inOnePiece();

    String key = page.upload(picture);

    assertStored(picture, key);
    assertThat(page.partsSent()).isEmpty();
    assertThat(problems()).as("errors").isEmpty();
    String endpoint = String.valueOf(target.publicEndpoint());
    assertThat(page.origins()).containsExactlyInAnyOrder(origin(), endpoint);
  }

  @ParameterizedTest
  @MethodSource("sendingParts")
  void aFileGoesUpInParts(Generation generation) throws IOException {
    Path video = files.video("clip.mp4", THREE_PARTS);
    UppyPage page = open(generation);

    String key = page.upload(video);

    assertStored(video, key);
    assertThat(page.partsSent()).containsExactlyInAnyOrder(1L, 2L, 3L);
    assertThat(problems()).as("errors").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("sendingParts")
  @EnabledIfSystemProperty(named = "uppy.large", matches = "true")
  void aFileOf120MibGoesUpInParts(Generation generation) throws IOException {
    Path video = files.video("film.mp4", 120 * MIB);
    UppyPage page = open(generation).inOnePiece();

    String key = page.upload(video);

    assertStored(video, key);
    assertThat(page.partsSent()).hasSize(24).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyFileGoesUp(Generation generation) throws IOException {
    Path empty = files.text("empty.txt", "");

    String key = open(generation).inOnePiece().upload(empty);

    assertStored(empty, key);
  }

  @ParameterizedTest
  @MethodSource("sendingParts")
  void anEmptyFileGoesUpWhereAllGoInParts(Generation generation) throws IOException {
    Path empty = files.text("empty.txt", "");
    UppyPage page = open(generation);

    String key = page.upload(empty);

    assertStored(empty, key);
    // Uppy 6 sends it in one piece whatever it is told.
    assertThat(page.partsSent()).isEqualTo(generation.isVersion6() ? List.of() : List.of(1L));
  }

  @ParameterizedTest
  @MethodSource("sendingParts")
  void fortyBytesGoUpAsOnePart(Generation generation) throws IOException {
    Path note = files.text("note.txt", "x".repeat(40));
    UppyPage page = open(generation);

    String key = page.upload(note);

    assertStored(note, key);
    assertThat(page.partsSent()).containsExactly(1L);
  }

  @ParameterizedTest
  @MethodSource("showingTexts")
  void aPictureThatIsNoneIsRefusedWithTheServersText(Generation generation) throws IOException {
    Path script = files.text("fake.png", "<script>alert(1)</script>");

    UppyPage page = open(generation).choose(script).press(Button.UPLOAD).awaitState("failed");

    assertThat(page.text()).contains("fake.png", "image/png", "removed");
  }

  @ParameterizedTest
  @MethodSource("showingTexts")
  void aFileThatIsTooLargeIsRefusedWithTheServersText(Generation generation) throws IOException {
    Path large = files.sparse("large.mp4", 201L * MIB);

    UppyPage page = open(generation).choose(large).press(Button.UPLOAD).awaitState("failed");

    assertThat(page.text()).contains("210763776", "209715200");
    assertThat(page.partsSent()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("sendingParts")
  void cancellingLeavesNothing(Generation generation) throws IOException {
    UppyPage page = onItsWay(generation, files.video("clip.mp4", TWO_PARTS));

    page.press(Button.CANCEL);

    page.await("that the store forgets the parts", () -> uploads().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("sendingParts")
  void anUploadIsPausedAndResumed(Generation generation) throws IOException {
    Path video = files.video("clip.mp4", TWO_PARTS);
    UppyPage page = onItsWay(generation, video);

    page.press(Button.PAUSE);

    page.forget();
    chromium.release();
    page.press(Button.RESUME).awaitState("done");
    assertStored(video, page.key());
    assertThat(page.partsSent()).containsExactly(2L);
  }

  /** Uppy keeps files of up to 10 MiB in the browser. */
  @ParameterizedTest
  @MethodSource("sendingParts")
  void anUploadIsResumedAfterAReload(Generation generation) throws IOException {
    Path video = files.video("clip.mp4", TWO_PARTS);
    onItsWay(generation, video).awaitKept();

    UppyPage reloaded = open(generation);

    chromium.release();
    reloaded.press(Button.UPLOAD).awaitState("done");
    assertStored(video, reloaded.key());
    assertThat(reloaded.partsSent()).containsExactly(2L);
  }
}
