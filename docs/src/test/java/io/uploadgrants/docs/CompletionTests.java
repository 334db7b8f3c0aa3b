package io.uploadgrants.docs;

import static io.uploadgrants.CompletionSettings.completion;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.completion.CompletionListener;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.iam.RolePolicies;
import io.uploadgrants.s3.ViewLink;
import io.uploadgrants.s3.ViewLinks;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

class CompletionTests {

  private final byte[] file = "not really a picture".getBytes(StandardCharsets.UTF_8);
  private final List<String> accepted = new ArrayList<>();

  @Test
  void anUploadIsCompletedAndItsReceiptVerified() throws IOException {
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
      // snippet: view-link
      ViewLinks links = ViewLinks.of(grants, SigningCredentials.of(credentials));
      ViewLink link = links.viewLink(upload, Duration.ofMinutes(10), "me.png");
      // end
      assertThat(shown(link)).isEqualTo(file);
      // snippet: completion-policies
      String completing = RolePolicies.completing(target, "avatars", grants.profiles());
      String viewing = RolePolicies.viewing(target, "avatars", grants.profiles());
      // end
      assertThat(completing).contains("s3:DeleteObject").contains("/avatars/*");
      assertThat(viewing).contains("s3:GetObject").doesNotContain("s3:DeleteObject");
      completions.close();
    }
  }

  private static byte[] shown(ViewLink link) throws IOException {
    try (InputStream body = link.url().toURL().openStream()) {
      return body.readAllBytes();
    }
  }

  /** As the page says them, with an example of each rule. */
  @ParameterizedTest
  @CsvSource({"PT10M, PT5M, PT15M", "P6D, P1D, P7D", "P7D, PT1S, P7D", "PT112H, PT56H, P7D"})
  void linksStartAndEndWhenThePageSays(Duration asked, Duration step, Duration valid) {
    Instant[] now = {Instant.ofEpochSecond(2_970L * 604_800)};
    UploadGrants grants =
        UploadGrants.builder()
            .target(UploadTarget.bucket("photos").region("eu-west-1").build())
            .profile(UploadProfile.named("avatar").build())
            .clock(() -> now[0])
            .build();
    ViewLinks links =
        ViewLinks.of(grants, (needed, at, request) -> AwsBasicCredentials.create("AK", "SK"));
    ViewLink first = links.viewLink(upload("avatar"), asked);

    assertThat(first.expiresAt()).isEqualTo(now[0].plus(valid));
    now[0] = now[0].plus(step).minusMillis(1);
    assertThat(links.viewLink(upload("avatar"), asked)).isEqualTo(first);
    now[0] = now[0].plusMillis(1);
    assertThat(links.viewLink(upload("avatar"), asked)).isNotEqualTo(first);
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
    listener.completed(upload("avatar"));
    assertThat(accepted).containsExactly("id k");
  }

  private void save(String id, String key) {
    accepted.add(id + " " + key);
  }

  private static CompletedUpload upload(String profile) {
    return new CompletedUpload(
        "id", profile, "alice", "photos", "k", 1, "image/png", "\"e\"", null, null, Instant.EPOCH);
  }
}
