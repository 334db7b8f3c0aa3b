package io.uploadgrants.completion;

import static io.uploadgrants.CompletionSettings.completion;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.GrantSettings;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.PartPlan;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An object of several parts that are copied side by side, as one of more than 5 GB is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LargeMoveSuite {

  private static final TokenSecrets SECRETS = TokenSecrets.of("Vh0yG1k8b2mQwz7LrXc5TnPd4sJf9aEu");

  @AutoClose private final UploadServer server = open();

  abstract UploadServer open();

  @Test
  void aLargeObjectArrivesAsItWasSent() {
    byte[] file = new byte[2 * (int) PartPlan.MIN_PART_SIZE + 1];
    new Random(file.length).nextBytes(file);
    UploadGrants grants =
        UploadGrants.builder()
            .target(server.target())
            .credentials(server.credentials())
            .tickets(EncryptedTickets.of(SECRETS))
            .profile(
                UploadProfile.named("file")
                    .kinds(GrantSettings.postPolicy())
                    .maxSize(100L << 20)
                    .completion(completion().moveTo(ObjectKeyPolicy.random("accepted")))
                    .build())
            .build();
    Receipts receipts = Receipts.of(SECRETS, Duration.ofHours(1), InstantSource.system());
    UploadCompletions completions =
        UploadCompletions.builder(grants, receipts)
            .clients(target -> server.client())
            .copiedPartSize(PartPlan.MIN_PART_SIZE)
            .build();
    UploadGrant grant =
        grants.grant(UploadRequest.of("file").by("alice").size((long) file.length).build());
    assertThat(GrantClient.of(server).upload(grant, file).accepted()).isTrue();

    CompletedUpload upload =
        completions.complete(Objects.requireNonNull(grant.ticket()).value(), "alice");

    assertThat(upload.etag()).as("of three parts").contains("-3");
    assertThat(
            server
                .client()
                .getObjectAsBytes(get -> get.bucket(upload.bucket()).key(upload.key()))
                .asByteArray())
        .isEqualTo(file);
    assertThat(server.client().listMultipartUploads(list -> list.bucket(server.bucket())).uploads())
        .isEmpty();
  }
}
