package io.uploadgrants.completion;

import static io.uploadgrants.completion.SentInParts.end;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.PartPlan;
import io.uploadgrants.StoreFeature;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Uploads whose objects are moved out of their holder's reach when they are accepted. */
class MovedCompletionTests {

  @Test
  void theAcceptedObjectLiesWhereNoGrantIsForAndNowhereElse() {
    MovedUpload upload = new MovedUpload().send("\"a\"");

    CompletedUpload completed = upload.complete();

    assertThat(completed.key()).isEqualTo(upload.destination()).startsWith("accepted/");
    assertThat(completed.etag()).isEqualTo(Objects.requireNonNull(upload.moved()).etag());
    assertThat(completed.id()).isEqualTo(upload.claims.id());
    assertThat(upload.store.objects).containsOnlyKeys(upload.destination());
    assertThat(upload.store.uploads).isEmpty();
    assertThat(upload.store.seam.calls)
        .containsExactly(
            "look",
            "read",
            "startCopy",
            "copyPart",
            "assemble",
            "look",
            "read",
            "remove",
            "started");
  }

  @Test
  void askedAgainItIsTheSame() {
    MovedUpload upload = new MovedUpload().send("\"a\"");

    assertThat(upload.complete()).isEqualTo(upload.complete());

    assertThat(upload.told).containsExactly("completed", "completed");
  }

  @Test
  void beforeAnythingWasUploadedThereIsNothingToComplete() {
    assertThat(end(new MovedUpload()::complete)).isEqualTo(ErrorCode.NO_SUCH_UPLOAD);
  }

  @Test
  void whatDiffersIsRemovedAndNeverMoved() {
    MovedUpload upload = new MovedUpload().sendPage("\"a\"");

    assertThat(end(upload::complete)).isEqualTo(ErrorCode.OBJECT_DIFFERS);

    assertThat(upload.store.objects).isEmpty();
    assertThat(upload.store.seam.calls).doesNotContain("startCopy");
    assertThat(upload.told).containsExactly("rejected");
  }

  /** The form is still valid. */
  @Test
  void whatIsSentAfterwardsChangesNothingAndIsRemoved() {
    MovedUpload upload = new MovedUpload().send("\"a\"");
    CompletedUpload completed = upload.complete();

    assertThat(upload.send("\"b\"").complete()).isEqualTo(completed);
    assertThat(upload.sendPage("\"c\"").complete()).isEqualTo(completed);

    assertThat(upload.store.objects).containsOnlyKeys(upload.destination());
    assertThat(upload.told).containsOnly("completed");
  }

  /** Two files can share an MD5, which is an entity tag: one to be looked at, one to be moved. */
  @Test
  void whatTakesTheObjectsPlaceBeforeTheMoveIsLookedAtToo() {
    MovedUpload upload = new MovedUpload().send("\"same\"");
    upload.store.seam.before(
        "startCopy", () -> upload.store.heads.put(upload.grant.key(), MovedUpload.page()));

    assertThat(end(upload::complete)).isEqualTo(ErrorCode.OBJECT_DIFFERS);

    assertThat(upload.accepted).isEmpty();
    assertThat(upload.store.objects).isEmpty();
    assertThat(upload.store.uploads).isEmpty();
    assertThat(upload.told).containsExactly("rejected");
  }

  @Test
  void whatIsReplacedBeforeTheMoveIsLookedAtForItself() {
    MovedUpload upload = new MovedUpload().send("\"a\"");
    upload.store.seam.before("copyPart", () -> upload.send("\"b\""));

    assertThat(upload.complete().etag()).contains("copied-b");

    assertThat(upload.store.objects).containsOnlyKeys(upload.destination());
    assertThat(upload.store.uploads).isEmpty();
  }

  @Test
  void aLargeObjectIsCopiedInParts() {
    long size = 3 * PartPlan.MIN_PART_SIZE + 1;
    MovedUpload upload = new MovedUpload(PartPlan.MIN_PART_SIZE).send(size, "\"a\"");

    assertThat(upload.complete().size()).isEqualTo(size);

    assertThat(upload.store.seam.calls.stream().filter("copyPart"::equals)).hasSize(4);
    assertThat(upload.store.uploads).isEmpty();
  }

  @Test
  void anObjectThatIsReplacedWhileItsPartsAreCopiedIsNoMixture() {
    long size = 3 * PartPlan.MIN_PART_SIZE + 1;
    MovedUpload upload = new MovedUpload(PartPlan.MIN_PART_SIZE).send(size, "\"a\"");
    upload.store.seam.before("copyPart", () -> upload.send(size, "\"b\""));

    String etag = upload.complete().etag();

    assertThat(etag).contains("copied-b").doesNotContain("copied-a");
  }

  @Test
  void anotherObjectAtTheDestinationIsNeitherReplacedNorAccepted() {
    MovedUpload upload = new MovedUpload().send("\"a\"");
    StoredObject anothers = upload.occupy();

    assertThat(end(upload::complete)).isEqualTo(ErrorCode.ISSUANCE_FAILED);

    assertThat(upload.moved()).isEqualTo(anothers);
    assertThat(upload.store.objects).containsKey(upload.grant.key());
    assertThat(upload.store.uploads).isEmpty();
    assertThat(upload.accepted).isEmpty();
  }

  @Test
  void statusSaysWhetherItWasAccepted() {
    MovedUpload upload = new MovedUpload();
    assertThat(status(upload)).isEqualTo(UploadStatus.State.WAITING);
    upload.send("\"a\"");
    assertThat(status(upload)).isEqualTo(UploadStatus.State.WAITING);
    upload.complete();

    assertThat(status(upload)).isEqualTo(UploadStatus.State.COMPLETED);
  }

  private static UploadStatus.State status(MovedUpload upload) {
    return upload.completions.status(upload.ticket, "alice").state();
  }

  /** Where a resolver, or new settings, send the profile's uploads to another store by now. */
  @Test
  void aStoreThatCannotMoveSafelyIsNotAskedTo() {
    MovedUpload upload = new MovedUpload().send("\"a\"");

    assertThat(
            end(
                () ->
                    upload.at(StoreFeature.CONDITIONAL_COMPLETES).complete(upload.ticket, "alice")))
        .isEqualTo(ErrorCode.INVALID_CONFIGURATION);
    assertThat(end(() -> upload.at(StoreFeature.CONDITIONAL_COPIES).abort(upload.ticket, "alice")))
        .isEqualTo(ErrorCode.INVALID_CONFIGURATION);

    assertThat(upload.store.seam.calls).isEmpty();
  }

  @Test
  void abortingRemovesWhatWasNotAccepted() {
    MovedUpload upload = new MovedUpload().send("\"a\"");

    upload.abort();
    upload.abort();

    assertThat(upload.store.objects).isEmpty();
    assertThat(upload.told).containsExactly("aborted", "aborted");
    assertThat(end(upload::complete)).isEqualTo(ErrorCode.NO_SUCH_UPLOAD);
  }

  @Test
  void whatWasAcceptedIsNotAborted() {
    MovedUpload upload = new MovedUpload().send("\"a\"");
    upload.complete();

    assertThat(end(upload::abort)).isEqualTo(ErrorCode.ALREADY_COMPLETED);

    assertThat(upload.store.objects).containsOnlyKeys(upload.destination());
  }
}
