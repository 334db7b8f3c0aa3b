package io.uploadgrants.docs;

import static io.uploadgrants.GrantSettings.multipart;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.EnforcedBy;
import io.uploadgrants.GrantKind;
import io.uploadgrants.MultipartUpload;
import io.uploadgrants.PartPlan;
import io.uploadgrants.SignedPart;
import io.uploadgrants.SignedParts;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.completion.MultipartProgress;
import io.uploadgrants.completion.StoredPart;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.completion.UploadedPart;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadAnswer;
import io.uploadgrants.testkit.UploadPart;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What docs/completion.md shows of uploads in parts. */
class MultipartTests {

  private static final int PART = 16 << 20;
  private static final TokenSecrets SECRETS = TokenSecrets.of("Vh0yG1k8b2mQwz7LrXc5TnPd4sJf9aEu");

  @AutoClose private final UploadServer server = UploadServer.embedded();
  private final byte[] file = new byte[PART + 5];

  @Test
  void aFileGoesUpInParts() {
    // snippet: multipart-profile
    UploadProfile video =
        UploadProfile.named("video")
            .kinds(multipart().partSize(16 << 20))
            .contentTypes("video/mp4", "video/webm")
            .maxSize(2L << 30)
            .build();
    // end
    UploadGrants grants = grants(video);
    Receipts receipts = Receipts.of(SECRETS, Duration.ofHours(1), grants.clock());
    UploadRequest request =
        UploadRequest.of("video").by("alice").file("a.mp4", file.length, "video/mp4").build();
    try (UploadCompletions completions =
        UploadCompletions.builder(grants, receipts).credentials(server.credentials()).build()) {
      // snippet: multipart-grant
      MultipartUpload grant = (MultipartUpload) grants.grant(request);
      List<UploadedPart> sent = new ArrayList<>();
      for (SignedPart part : grant.parts()) {
        sent.add(new UploadedPart(part.partNumber(), send(part)));
      }
      // end
      String ticket = Objects.requireNonNull(grant.ticket()).value();
      // snippet: more-parts
      SignedParts more = completions.parts(ticket, List.of(1, 2), "alice");
      // end
      assertThat(more.parts()).extracting(SignedPart::size).containsExactly((long) PART, 5L);
      // snippet: resume-parts
      MultipartProgress progress = completions.status(ticket, "alice").multipart();
      // end
      assertThat(Objects.requireNonNull(progress).parts())
          .extracting(StoredPart::partNumber)
          .containsExactly(1, 2);
      // snippet: complete-parts
      CompletedUpload upload = completions.complete(ticket, sent, "alice");
      // end
      assertThat(upload.size()).isEqualTo(file.length);
      assertThat(completions.status(ticket, "alice").multipart()).isNull();
    }
  }

  @Test
  void theSizeCanBeLeftToCompletion() {
    // snippet: undeclared-size
    UploadRequest request =
        UploadRequest.of("video")
            .by("alice")
            .fileName("a.mp4")
            .contentType("video/mp4")
            .kind(GrantKind.MULTIPART)
            .sizeAtCompletion(true)
            .build();
    // end
    UploadProfile video =
        UploadProfile.named("video").kinds(multipart()).maxSize(100 << 20).build();
    MultipartUpload grant = (MultipartUpload) grants(video).grant(request);

    assertThat(grant.enforced()).containsEntry(UploadConstraint.SIZE, EnforcedBy.COMPLETION);
    assertThat(grant.plan().count() * PartPlan.MAX_PART_SIZE).isEqualTo(100L << 30);
  }

  private UploadGrants grants(UploadProfile profile) {
    return UploadGrants.builder()
        .target(server.target())
        .credentials(server.credentials())
        .clock(server.clock())
        .tickets(EncryptedTickets.of(SECRETS))
        .profile(profile)
        .build();
  }

  private String send(SignedPart part) {
    int from = (part.partNumber() - 1) * PART;
    byte[] bytes = Arrays.copyOfRange(file, from, Math.min(from + PART, file.length));
    UploadAnswer answer =
        GrantClient.of(server)
            .uploadParts(List.of(new UploadPart(part.url(), part.headers(), bytes)))
            .get(0);
    assertThat(answer.accepted()).isTrue();
    return answer.etag();
  }
}
