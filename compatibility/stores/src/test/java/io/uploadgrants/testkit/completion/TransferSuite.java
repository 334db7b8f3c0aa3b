package io.uploadgrants.testkit.completion;

import static io.uploadgrants.CompletionSettings.completion;
import static io.uploadgrants.GrantSettings.multipart;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.MultipartUpload;
import io.uploadgrants.SignedPart;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.completion.MultipartProgress;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.completion.UploadedPart;
import io.uploadgrants.testkit.FileSource;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.MultipartTransfer;
import io.uploadgrants.testkit.PartRefusedException;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The test kit's own transfer, on a real store, from the grant to the completed upload. {@code
 * -Duploads.size=1073741824} sends 1 GiB.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TransferSuite {

  private static final int PART = 5 << 20;
  private static final long SIZE = Long.getLong("uploads.size", 7 * PART + 12_345L);
  private static final TokenSecrets SECRETS = TokenSecrets.of("Vh0yG1k8b2mQwz7LrXc5TnPd4sJf9aEu");

  @AutoClose private final UploadServer server = open();
  private final GrantClient client = GrantClient.of(server);
  private final UploadGrants grants =
      UploadGrants.builder()
          .target(server.target())
          .credentials(server.credentials())
          .tickets(EncryptedTickets.of(SECRETS))
          .profile(
              UploadProfile.named("video")
                  .kinds(multipart().partSize(PART))
                  .maxSize(SIZE)
                  .completion(completion())
                  .build())
          .build();
  private final UploadCompletions completions =
      UploadCompletions.builder(grants, Receipts.of(SECRETS, Duration.ofHours(1), grants.clock()))
          .clients(target -> server.client())
          .build();
  private final FileSource file = FileSource.generated(SIZE, 20_261_129);

  abstract UploadServer open();

  private MultipartUpload grant() {
    return (MultipartUpload) grants.grant(UploadRequest.of("video").by("alice").size(SIZE).build());
  }

  private static String ticket(MultipartUpload grant) {
    return Objects.requireNonNull(grant.ticket()).value();
  }

  private List<SignedPart> parts(String ticket, List<Integer> numbers) {
    return completions.parts(ticket, numbers, "alice").parts();
  }

  private void completed(MultipartUpload grant, List<UploadedPart> parts) throws Exception {
    assertThat(completions.complete(ticket(grant), parts, "alice").size()).isEqualTo(SIZE);
    try (InputStream stored =
            server.client().getObject(get -> get.bucket(server.bucket()).key(grant.key()));
        InputStream sent = file.open(0, SIZE)) {
      assertThat(sha256(stored)).isEqualTo(sha256(sent));
    }
  }

  private static String sha256(InputStream bytes) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] some = new byte[1 << 16];
    for (int read = bytes.read(some); read >= 0; read = bytes.read(some)) {
      digest.update(some, 0, read);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @Test
  void aFileOnTheDiskArrivesWhole(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("a.mp4");
    try (InputStream bytes = file.open(0, SIZE)) {
      Files.copy(bytes, path, StandardCopyOption.REPLACE_EXISTING);
    }
    MultipartUpload grant = grant();

    completed(
        grant,
        client
            .transfer(grant, FileSource.of(path))
            .moreParts(numbers -> parts(ticket(grant), numbers))
            .send());
  }

  /** Nobody but the client knows how large it is. */
  @Test
  void aFileOfUndeclaredSizeIsCutHere() throws Exception {
    MultipartUpload grant =
        (MultipartUpload)
            grants.grant(UploadRequest.of("video").by("alice").sizeAtCompletion(true).build());

    completed(
        grant,
        client.transfer(grant, file).moreParts(numbers -> parts(ticket(grant), numbers)).send());
  }

  /** Pauses after the second part, and leaves nothing but the ticket to another client. */
  @Test
  void aPausedUploadGoesOnWithTheTicketAlone() throws Exception {
    MultipartUpload grant = grant();
    MultipartTransfer transfer = client.transfer(grant, file).parallel(2);
    List<UploadedPart> told = new ArrayList<>();
    List<UploadedPart> first =
        transfer
            .onPart(
                part -> {
                  told.add(part);
                  if (told.size() == 2) {
                    transfer.pause();
                  }
                })
            .send();
    assertThat(first).hasSizeBetween(2, 3).containsAll(told);
    assertThat(transfer.missing()).hasSize(grant.plan().count() - first.size());

    String ticket = ticket(grant);
    MultipartProgress progress =
        Objects.requireNonNull(completions.status(ticket, "alice").multipart());
    MultipartTransfer other = GrantClient.of(server).transfer(progress, file);
    // A part whose answer was not waited for may have come all the same.
    assertThat(transfer.missing()).containsAll(other.missing());

    List<UploadedPart> again = new ArrayList<>();
    completed(grant, other.moreParts(numbers -> parts(ticket, numbers)).onPart(again::add).send());
    assertThat(again).hasSize(grant.plan().count() - progress.parts().size());
  }

  @Test
  void aPartThatIsRefusedIsSentAgainByAnotherUrl() throws Exception {
    MultipartUpload grant = grant();
    String ticket = ticket(grant);
    List<Integer> renewed = new ArrayList<>();
    MultipartProgress nothing = new MultipartProgress(grant.plan(), List.of(), null);

    completed(
        grant,
        client
            .transfer(nothing, file)
            .moreParts(
                numbers -> {
                  List<SignedPart> parts = new ArrayList<>(parts(ticket, numbers));
                  parts.replaceAll(
                      part -> part.partNumber() == 2 && renewed.isEmpty() ? forged(part) : part);
                  if (numbers.contains(2)) {
                    renewed.add(2);
                  }
                  return parts;
                })
            .send());

    assertThat(renewed).containsExactly(2, 2);
  }

  @Test
  void aPartThatStaysRefusedEndsTheTransferAndLosesNothing() throws Exception {
    MultipartUpload grant = grant();
    List<SignedPart> parts = new ArrayList<>(grant.parts());
    parts.set(4, forged(parts.get(4)));
    MultipartUpload altered =
        new MultipartUpload(
            grant.key(), grant.plan(), parts, grant.expiresAt(), grant.enforced(), grant.ticket());
    MultipartTransfer transfer = client.transfer(altered, file);

    assertThatThrownBy(transfer::send)
        .isInstanceOfSatisfying(
            PartRefusedException.class,
            refused -> {
              assertThat(refused.partNumber()).isEqualTo(5);
              assertThat(refused.answer()).hasToString("403 SignatureDoesNotMatch");
            });
    assertThat(transfer.missing()).contains(5).doesNotContain(1, 2, 3);

    transfer.moreParts(numbers -> parts(ticket(grant), numbers));
    completed(grant, transfer.send());
  }

  /** Returns a part whose signature isn't that of its URL. */
  private static SignedPart forged(SignedPart part) {
    String url = part.url();
    char last = url.charAt(url.length() - 1);
    return new SignedPart(
        part.partNumber(),
        part.size(),
        url.substring(0, url.length() - 1) + (last == '0' ? '1' : '0'),
        part.headers());
  }
}
