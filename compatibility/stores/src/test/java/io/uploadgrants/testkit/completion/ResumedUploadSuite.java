package io.uploadgrants.testkit.completion;

import static io.uploadgrants.CompletionSettings.completion;
import static io.uploadgrants.GrantSettings.multipart;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.SignedPart;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.completion.MultipartProgress;
import io.uploadgrants.completion.StoredPart;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.completion.UploadedPart;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;

/**
 * A client that is killed somewhere in a part, and another that goes on with the ticket alone.
 * {@code -Duploads.size=1073741824 -Duploads.count=20 -Duploads.kills=1} is a film of 1 GiB, 20
 * times over, each time killed once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ResumedUploadSuite {

  private static final int PART = 5 << 20;
  private static final long SIZE = Long.getLong("uploads.size", 4 * PART + 12_345L);
  private static final int COUNT = Integer.getInteger("uploads.count", 1);
  private static final int KILLS = Integer.getInteger("uploads.kills", 3);
  private static final TokenSecrets SECRETS = TokenSecrets.of("Vh0yG1k8b2mQwz7LrXc5TnPd4sJf9aEu");

  @AutoClose private final UploadServer server = open();
  private final Receipts receipts =
      Receipts.of(SECRETS, Duration.ofHours(1), InstantSource.system());
  private final PartSender sender = new PartSender();
  private final Random random = new Random(20_261_129);

  abstract UploadServer open();

  private UploadGrants grants() {
    return UploadGrants.builder()
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
  }

  private UploadCompletions node() {
    return UploadCompletions.builder(grants(), receipts).clients(target -> server.client()).build();
  }

  /** The file's bytes come from the parts' numbers, so that nobody keeps them. */
  private static byte[] bytesOf(int partNumber, long size) {
    byte[] bytes = new byte[Math.toIntExact(size)];
    new Random(partNumber).nextBytes(bytes);
    return bytes;
  }

  @Test
  void aFileArrivesWholeHoweverOftenItsClientIsKilled(TestReporter reporter) throws Exception {
    for (int upload = 0; upload < COUNT; upload++) {
      arrives();
    }
    long heap = Runtime.getRuntime().totalMemory() >> 20;
    reporter.publishEntry("uploads", COUNT + " of " + SIZE + " bytes, heap " + heap + " MiB");
  }

  private void arrives() throws Exception {
    UploadGrant grant =
        grants()
            .grant(UploadRequest.of("video").by("alice").file("a.mp4", SIZE, "video/mp4").build());
    String ticket = Objects.requireNonNull(grant.ticket()).value();
    int kills = 0;
    List<UploadedPart> parts = new ArrayList<>();
    while (parts.size() < count()) {
      // A new client and a new node, which know the ticket and the file.
      UploadCompletions node = node();
      MultipartProgress progress = Objects.requireNonNull(node.status(ticket, "alice").multipart());
      parts = sent(progress);
      List<Integer> open = open(progress);
      int ends = kills < KILLS ? random.nextInt(Math.max(1, open.size())) : open.size();
      for (int i = 0; i < open.size(); i++) {
        SignedPart part = node.parts(ticket, List.of(open.get(i)), "alice").parts().get(0);
        byte[] bytes = bytesOf(part.partNumber(), progress.plan().sizeOf(part.partNumber()));
        if (i == ends) {
          sender.breakOff(part, bytes, random.nextInt(bytes.length));
          kills++;
          break;
        }
        parts.add(new UploadedPart(part.partNumber(), sender.send(part, bytes)));
      }
    }
    assertThat(kills).isEqualTo(KILLS);

    assertThat(node().complete(ticket, parts, "alice").size()).isEqualTo(SIZE);
    assertThat(stored(grant.key())).isEqualTo(sha256());
    server.client().deleteObject(delete -> delete.bucket(server.bucket()).key(grant.key()));
  }

  private static int count() {
    return Math.toIntExact((SIZE + PART - 1) / PART);
  }

  private static List<UploadedPart> sent(MultipartProgress progress) {
    List<UploadedPart> sent = new ArrayList<>();
    for (StoredPart part : progress.parts()) {
      sent.add(new UploadedPart(part.partNumber(), part.etag()));
    }
    return sent;
  }

  private static List<Integer> open(MultipartProgress progress) {
    List<Integer> there = progress.parts().stream().map(StoredPart::partNumber).toList();
    return IntStream.rangeClosed(1, progress.plan().count())
        .boxed()
        .filter(number -> !there.contains(number))
        .toList();
  }

  private String stored(String key) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (InputStream object =
        server.client().getObject(get -> get.bucket(server.bucket()).key(key))) {
      byte[] buffer = new byte[1 << 16];
      for (int read = object.read(buffer); read >= 0; read = object.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String sha256() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int number = 1; number <= count(); number++) {
      digest.update(bytesOf(number, Math.min(PART, SIZE - (number - 1L) * PART)));
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
