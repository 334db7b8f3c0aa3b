package io.uploadgrants.completion;

import static io.uploadgrants.CompletionSettings.completion;
import static io.uploadgrants.completion.SentInParts.end;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.completion.PartsInMemory.Repeated;
import io.uploadgrants.completion.Seam.Stop;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Uploads in parts that are moved once they are whole. */
class MovedPartsTests {

  /** More than a completion takes. */
  private static final int CALLS = 16;

  private static final Stop NEVER = new Stop(1_000, false);

  private static SentInParts upload(Repeated repeated) {
    return new SentInParts(
            repeated,
            SentInParts.profile()
                .completion(completion().moveTo(ObjectKeyPolicy.random("accepted"))))
        .send();
  }

  private static String destination(SentInParts upload) {
    return Objects.requireNonNull(upload.claims.destination()).key();
  }

  @ParameterizedTest
  @EnumSource
  void aStoppedCompletionIsFinishedOrAborted(Repeated repeated) {
    int aborted = 0;
    for (int call = 0; call < CALLS; call++) {
      for (boolean lost : new boolean[] {false, true}) {
        SentInParts finished = upload(repeated);
        finished.store.seam.failAt(new Stop(call, lost));
        assertThat(end(finished::complete)).isIn(null, ErrorCode.ISSUANCE_FAILED);
        finished.store.seam.failAt(NEVER);
        finished.complete();
        assertThat(finished.accepted.stream().distinct()).hasSize(1);
        assertThat(finished.store.objects).containsOnlyKeys(destination(finished));
        assertThat(finished.store.uploads).isEmpty();

        SentInParts left = upload(repeated);
        left.store.seam.failAt(new Stop(call, lost));
        assertThat(end(left::complete)).isIn(null, ErrorCode.ISSUANCE_FAILED);
        boolean moved = left.store.objects.containsKey(destination(left));
        left.store.seam.failAt(NEVER);
        assertThat(end(left::abort)).isEqualTo(moved ? ErrorCode.ALREADY_COMPLETED : null);
        assertThat(end(left::complete)).isEqualTo(moved ? null : ErrorCode.NO_SUCH_UPLOAD);
        assertThat(left.store.objects).hasSize(moved ? 1 : 0);
        assertThat(left.store.uploads).isEmpty();
        aborted += moved ? 0 : 1;
      }
    }
    assertThat(aborted).isGreaterThan(5);
  }

  /** A store that removes an upload and its parts by and by. */
  @ParameterizedTest
  @EnumSource
  void whatWasMovedIsNotMissedWhereItsUploadIsStillListed(Repeated repeated) {
    SentInParts upload = upload(repeated);
    CompletedUpload completed = upload.complete();
    upload.store.uploads.put(upload.grant.plan().uploadId(), new TreeMap<>());

    assertThat(upload.complete()).isEqualTo(completed);
  }
}
