package io.uploadgrants.docs;

import static io.uploadgrants.CompletionSettings.completion;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.completion.CompletionListener;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

class CompletionTests {

  private final byte[] file = "not really a picture".getBytes(StandardCharsets.UTF_8);
  private final List<String> accepted = new ArrayList<>();

  @Test
  void anUploadIsCompletedAndItsReceiptVerified() {
    try (UploadServer server = UploadServer.embedded()) {
      UploadTarget target = server.target();
      AwsCredentialsProvider credentials = server.credentials();
      String secret = "Vh0yG1k8b2mQwz7LrXc5TnPd4sJf9aEu";
      // snippet: completion-set-up
      TokenSecrets secrets = TokenSecrets.of(secret);
      UploadGrants grants =
          UploadGrants.builder()
              .target(target)
              .credentials(credentials)
              .tickets(EncryptedTickets.of(secrets))
              .profile(
                  UploadProfile.named("avatar").maxSize(5 << 20).completion(completion()).build())
              .build();
      Receipts receipts = Receipts.of(secrets, Duration.ofHours(1), grants.clock());
      UploadCompletions completions =
          UploadCompletions.builder(grants, receipts).credentials(credentials).build();
      // end
      UploadRequest request =
          UploadRequest.of("avatar").by("alice").file("me.png", file.length, "image/png").build();
      UploadGrant grant = grants.grant(request);
      assertThat(GrantClient.of(server).upload(grant, file).accepted()).isTrue();
      String ticket = Objects.requireNonNull(grant.ticket()).value();

      // snippet: complete
      CompletedUpload upload = completions.complete(ticket, "alice");
      String receipt = completions.receipts().issue(upload);
      // end
      // snippet: verify-receipt
      CompletedUpload verified = receipts.verify(receipt, "alice");
      // end
      assertThat(verified).isEqualTo(upload);
      assertThat(verified.key()).isEqualTo(grant.key());
      assertThatThrownBy(() -> receipts.verify(receipt, "mallory"))
          .isInstanceOf(UploadRefusedException.class);
      completions.close();
    }
  }

  @Test
  void aListenerIsToldOfWhatWasAccepted() {
    // snippet: completion-listener
    CompletionListener listener =
        new CompletionListener() {
          @Override
          public void completed(CompletedUpload upload) {
            save(upload.id(), upload.key());
          }
        };
    // end
    listener.completed(
        new CompletedUpload(
            "id",
            "avatar",
            "alice",
            "photos",
            "k",
            1,
            "image/png",
            "\"e\"",
            null,
            null,
            Instant.EPOCH));
    assertThat(accepted).containsExactly("id k");
  }

  private void save(String id, String key) {
    accepted.add(id + " " + key);
  }
}
