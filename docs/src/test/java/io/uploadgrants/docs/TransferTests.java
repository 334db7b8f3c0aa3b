package io.uploadgrants.docs;

import static io.uploadgrants.GrantSettings.multipart;
import static io.uploadgrants.testkit.assertj.UploadAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.MultipartUpload;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.completion.MultipartProgress;
import io.uploadgrants.completion.StoredPart;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.completion.UploadedPart;
import io.uploadgrants.testkit.AlteredToken;
import io.uploadgrants.testkit.FileSource;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.MultipartTransfer;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What docs/testkit.md shows of uploads in parts. */
@SuppressWarnings("NullAway") // the page shows the way that goes well
class TransferTests {

  private static final TokenSecrets SECRETS = TokenSecrets.of("Vh0yG1k8b2mQwz7LrXc5TnPd4sJf9aEu");

  @AutoClose private final UploadServer server = UploadServer.embedded();
  private final GrantClient client = GrantClient.of(server);
  private final UploadGrants grants =
      UploadGrants.builder()
          .target(server.target())
          .credentials(server.credentials())
          .clock(server.clock())
          .tickets(EncryptedTickets.of(SECRETS))
          .profile(UploadProfile.named("video").kinds(multipart()).maxSize(1L << 30).build())
          .build();

  @AutoClose
  private final UploadCompletions completions =
      UploadCompletions.builder(grants, Receipts.of(SECRETS, Duration.ofHours(1), grants.clock()))
          .credentials(server.credentials())
          .build();

  @Test
  void aFileIsSentInParts() {
    // snippet: transfer
    FileSource film = FileSource.generated(40 << 20, 1); // or of(path), of(bytes)
    MultipartUpload grant =
        (MultipartUpload)
            grants.grant(UploadRequest.of("video").by("alice").size(film.size()).build());
    String ticket = grant.ticket().value();
    MultipartTransfer transfer = client.transfer(grant, film);
    List<UploadedPart> sent = transfer.send();
    CompletedUpload upload = completions.complete(ticket, sent, "alice");
    // end
    assertThat(upload.size()).isEqualTo(40 << 20);
    assertThat(sent).hasSize(5);
    // snippet: completed-assertions
    assertThat(completions.complete(ticket, sent, "alice"))
        .isBy("alice")
        .hasKey(grant.key())
        .hasObjectOn(server) // with the upload's size, entity tag and type
        .hasContentOn(server, film);
    // end
  }

  @Test
  void anotherClientGoesOn() {
    FileSource film = FileSource.generated(40 << 20, 1);
    MultipartUpload grant =
        (MultipartUpload)
            grants.grant(UploadRequest.of("video").by("alice").size(film.size()).build());
    String ticket = grant.ticket().value();
    // snippet: transfer-resumed
    MultipartTransfer first = client.transfer(grant, film).parallel(1);
    first.onPart(part -> first.pause()).send(); // one part arrives

    MultipartProgress progress = completions.status(ticket, "alice").multipart();
    MultipartTransfer second =
        client
            .transfer(progress, film)
            .moreParts(numbers -> completions.parts(ticket, numbers, "alice").parts());
    CompletedUpload upload = completions.complete(ticket, second.send(), "alice");
    // end
    assertThat(upload.size()).isEqualTo(40 << 20);
    assertThat(progress.parts()).extracting(StoredPart::partNumber).containsExactly(1);
  }

  @Test
  void alteredTicketsAreRefused() {
    FileSource film = FileSource.generated(5, 1);
    MultipartUpload grant =
        (MultipartUpload)
            grants.grant(UploadRequest.of("video").by("alice").size(film.size()).build());
    String ticket = grant.ticket().value();
    List<UploadedPart> sent = client.transfer(grant, film).send();
    CompletedUpload upload = completions.complete(ticket, sent, "alice");
    String receipt = completions.receipts().issue(upload);
    // snippet: altered-tokens
    AlteredToken.of(ticket, receipt) // the receipt in place of the ticket, too
        .forEach(
            altered ->
                Assertions.assertThatThrownBy(() -> completions.complete(altered.value(), "alice"))
                    .as(altered.name())
                    .isInstanceOf(UploadRefusedException.class));
    // end
    assertThat(completions.complete(ticket, sent, "alice"))
        .hasReceipt(receipt, completions.receipts());
  }
}
