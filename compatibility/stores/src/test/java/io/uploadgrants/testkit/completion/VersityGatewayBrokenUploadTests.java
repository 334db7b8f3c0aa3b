package io.uploadgrants.testkit.completion;

import static io.uploadgrants.CompletionSettings.completion;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.EnforcedBy;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.GrantKind;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.StorePreset;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;
import io.uploadgrants.testkit.wire.WirePut;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * versitygw keeps what has come of a PUT that breaks off, and takes such a part for a whole one.
 */
@Needs(Equipment.VERSITYGW)
class VersityGatewayBrokenUploadTests {

  private static final TokenSecrets SECRETS = TokenSecrets.of("Vh0yG1k8b2mQwz7LrXc5TnPd4sJf9aEu");
  private static final byte[] FILE = new byte[100_000];

  @AutoClose private final UploadServer server = RunningServer.VERSITYGW.open();
  private final UploadTarget target =
      UploadTarget.bucket(server.bucket())
          .store(StorePreset.VERSITY_GATEWAY)
          .region(server.region())
          .endpoint(server.endpoint())
          .build();

  private UploadGrants grants(UploadProfile.Builder profile) {
    return UploadGrants.builder()
        .target(target)
        .credentials(server.credentials())
        .tickets(EncryptedTickets.of(SECRETS))
        .profile(profile.openToGuests().build())
        .build();
  }

  private static UploadProfile.Builder profile(GrantKind kind) {
    return UploadProfile.named("file").kinds(kind).maxSize(FILE.length);
  }

  private static UploadRequest.Builder request() {
    return UploadRequest.of("file").file("a.bin", FILE.length, "application/octet-stream");
  }

  private boolean stores() {
    return !server
        .client()
        .listObjectsV2(list -> list.bucket(server.bucket()))
        .contents()
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void uploadsInPartsAreRefusedAtStart(Source source) {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(
            () ->
                UploadGrants.builder()
                    .target(source == Source.PRESET ? target : server.target())
                    .credentials(server.credentials())
                    .tickets(EncryptedTickets.of(SECRETS))
                    .profile(profile(GrantKind.MULTIPART).build())
                    .build())
        .withMessageContainingAll("multipart", "it has no whole-uploads");
  }

  /** Where a target's features are known from. */
  private enum Source {
    PRESET,
    MEASURED
  }

  @Test
  void theSizeOfAPutAloneIsRefusedAtStart() {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(() -> grants(profile(GrantKind.PRESIGNED_PUT)))
        .withMessageContainingAll(
            "demands size", "enforced by: post-policy", "aren't declared: whole-uploads. Name");
  }

  @ParameterizedTest
  @EnumSource
  void aPutWithADemandedChecksumComesWholeOrNotAtAll(ChecksumAlgorithm algorithm) {
    UploadGrants grants = grants(profile(GrantKind.PRESIGNED_PUT).requireChecksum(algorithm));
    UploadRequest request = request().checksum(GrantClient.checksum(algorithm, FILE)).build();
    PresignedPut grant = (PresignedPut) grants.grant(request);
    assertThat(grant.enforced()).containsEntry(UploadConstraint.SIZE, EnforcedBy.STORAGE);

    assertThat(WirePut.of(grant, FILE).breakOff().accepted()).isFalse();
    assertThat(stores()).isFalse();
    assertThat(WirePut.of(grant, FILE).send().status()).isEqualTo(200);
  }

  /** Completion looks at the size that the object has. */
  @Test
  void completionRemovesWhatBrokeOff() {
    UploadGrants grants = grants(profile(GrantKind.PRESIGNED_PUT).completion(completion()));
    Receipts receipts = Receipts.of(SECRETS, Duration.ofHours(1), InstantSource.system());
    UploadCompletions completions =
        UploadCompletions.builder(grants, receipts).clients(any -> server.client()).build();
    PresignedPut grant = (PresignedPut) grants.grant(request().build());
    assertThat(grant.enforced()).containsEntry(UploadConstraint.SIZE, EnforcedBy.COMPLETION);

    assertThat(WirePut.of(grant, FILE).breakOff().accepted()).isTrue();
    assertThat(stores()).isTrue();
    String ticket = Objects.requireNonNull(grant.ticket()).value();
    assertThatExceptionOfType(UploadRefusedException.class)
        .isThrownBy(() -> completions.complete(ticket, null))
        .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.OBJECT_DIFFERS));
    assertThat(stores()).isFalse();
  }
}
