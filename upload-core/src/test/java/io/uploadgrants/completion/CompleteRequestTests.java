package io.uploadgrants.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.GrantKind;
import io.uploadgrants.PartPlan;
import io.uploadgrants.TestGrants;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.aws.S3Clients;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;

class CompleteRequestTests {

  private static CompleteMultipartUploadRequest request() {
    TicketClaims claims =
        new TicketClaims(
            "c2l4dGVlbiBieXRlcyEh",
            "video",
            "alice",
            GrantKind.MULTIPART,
            TestGrants.target().bucket(),
            "videos/x",
            5L,
            1,
            null,
            null,
            null,
            false,
            TestGrants.NOW,
            TestGrants.NOW.plusSeconds(300),
            TestGrants.NOW.plusSeconds(86_400),
            new PartPlan("upload-1", 5, PartPlan.MIN_PART_SIZE),
            null);
    try (S3Clients clients = new S3Clients(null, client -> {})) {
      ObjectStore store = new S3ObjectStore(clients.of(TestGrants.target()), TestGrants.target());
      return CompleteRequest.of(
          new PromisedUpload(
              claims, store, UploadProfile.named("video").build(), TestGrants.target()),
          List.of(new StoredPart(1, 5, "\"a\"", null)),
          TestGrants.target());
    }
  }

  /** S3 may take minutes, and a client of the application's has seconds for its other calls. */
  @Test
  void aStoreHasTheTimeToMakeAnObjectOfManyParts() {
    assertThat(request().overrideConfiguration())
        .hasValueSatisfying(
            call -> {
              assertThat(call.apiCallTimeout()).contains(Duration.ofMinutes(5));
              assertThat(call.apiCallAttemptTimeout()).contains(Duration.ofMinutes(5));
            });
  }
}
