package io.uploadgrants.completion;

import static io.uploadgrants.completion.SentInParts.end;
import static io.uploadgrants.completion.SentInParts.tag;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.completion.PartsInMemory.Repeated;
import io.uploadgrants.completion.UploadStatus.State;
import io.uploadgrants.token.TokenSecrets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An upload whose calls are served by one node and another: all that they share is a secret. */
class ManyNodesTests {

  private static final String OLD = "5nQ0r7zPzYw1cK8mE3uB6hX2vJ9tA4sD";
  private static final String NEW = "another-secret-of-32-bytes-or-more";

  private final SentInParts upload = new SentInParts(Repeated.KNOWS_NO_UPLOAD);
  private final UploadCompletions first = upload.completions;
  private final UploadCompletions second = upload.node(TokenSecrets.of(OLD));
  private final String ticket = upload.ticket;

  @Test
  void eachServesTheOthersTickets() {
    upload.send(1, tag(1));
    assertThat(second.status(ticket, "alice").state()).isEqualTo(State.OPEN);
    assertThat(second.parts(ticket, List.of(2, 3), "alice"))
        .isEqualTo(first.parts(ticket, List.of(2, 3), "alice"));
    upload.send(2, tag(2));
    upload.send(3, tag(3));

    CompletedUpload completed = second.complete(ticket, upload.listed(), "alice");

    assertThat(first.complete(ticket, upload.listed(), "alice")).isEqualTo(completed);
    assertThat(first.status(ticket, "alice").state()).isEqualTo(State.COMPLETED);
    assertThat(end(() -> second.abort(ticket, "alice"))).isEqualTo(ErrorCode.ALREADY_COMPLETED);
  }

  @Test
  void aSecretIsReplacedWhileUploadsGoOn() {
    UploadCompletions rotated = upload.node(TokenSecrets.of(NEW, OLD));
    upload.send();

    assertThat(rotated.parts(ticket, List.of(1), "alice").parts()).hasSize(1);
    CompletedUpload completed = rotated.complete(ticket, upload.listed(), "alice");

    assertThat(first.complete(ticket, upload.listed(), "alice")).isEqualTo(completed);
  }

  @Test
  void aNodeWithoutTheSecretServesNothing() {
    UploadCompletions stranger = upload.node(TokenSecrets.of(NEW));
    upload.send();
    upload.store.seam.calls.clear();

    for (Runnable call :
        List.<Runnable>of(
            () -> stranger.status(ticket, "alice"),
            () -> stranger.parts(ticket, List.of(1), "alice"),
            () -> stranger.complete(ticket, upload.listed(), "alice"),
            () -> stranger.abort(ticket, "alice"))) {
      assertThat(end(call)).isEqualTo(ErrorCode.INVALID_TICKET);
    }
    assertThat(upload.store.seam.calls).isEmpty();
  }
}
