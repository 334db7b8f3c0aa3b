package io.uploadgrants.docs;

import static io.uploadgrants.CompletionSettings.completion;
import static io.uploadgrants.GrantSettings.postPolicy;
import static io.uploadgrants.GrantSettings.presignedPut;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The snippet of moving in completion.md. */
class MovedTests {

  private static final byte[] PICTURE =
      Arrays.copyOf("\u0089PNG\r\n\u001a\n\0\0\0\rIHDR".getBytes(StandardCharsets.ISO_8859_1), 100);

  @AutoClose private final UploadServer server = UploadServer.embedded();

  @Test
  void aPictureThatAFormHasSentIsMoved() {
    // snippet: completion-move
    UploadProfile photo =
        UploadProfile.named("photo")
            .kinds(postPolicy(), presignedPut())
            .contentTypes("image/*")
            .maxSize(5 << 20)
            .keys(ObjectKeyPolicy.perSubject("incoming"))
            .completion(
                completion()
                    .checkContent()
                    .moveTo(ObjectKeyPolicy.perSubject("photos").withFileName()))
            .build();
    // end
    TokenSecrets secrets = TokenSecrets.of("Vh0yG1k8b2mQwz7LrXc5TnPd4sJf9aEu");
    UploadGrants grants =
        UploadGrants.builder()
            .target(server.target())
            .credentials(server.credentials())
            .clock(server.clock())
            .tickets(EncryptedTickets.of(secrets))
            .profile(photo)
            .build();
    UploadGrant grant =
        grants.grant(
            UploadRequest.of("photo")
                .by("alice")
                .file("me.png", PICTURE.length, "image/png")
                .kind(GrantKind.POST_POLICY)
                .build());
    assertThat(GrantClient.of(server).upload(grant, PICTURE).accepted()).isTrue();

    try (UploadCompletions completions =
        UploadCompletions.builder(grants, Receipts.of(secrets, Duration.ofHours(1), grants.clock()))
            .credentials(server.credentials())
            .build()) {
      CompletedUpload upload =
          completions.complete(Objects.requireNonNull(grant.ticket()).value(), "alice");

      assertThat(upload.key()).startsWith("photos/alice/").endsWith("-me.png");
    }
  }
}
