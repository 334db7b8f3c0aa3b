package io.uploadgrants.samples.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.Tampering;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.junit.UploadTest;
import org.junit.jupiter.api.Test;

/**
 * Without Spring: every altered copy of a grant, tried on the server that the environment chooses.
 */
@UploadTest
class AvatarAttackTests {

  @Test
  void noAlteredCopyDoesHarm(UploadServer server, GrantClient client) {
    UploadGrants grants =
        UploadGrants.builder()
            .target(server.target())
            .credentials(server.credentials())
            .profile(UploadProfile.named("avatar").contentTypes("image/*").maxSize(100_000).build())
            .build();
    UploadRequest request =
        UploadRequest.of("avatar").by("alice").file("me.png", 1_000, "image/png").build();

    client
        .tampering(() -> grants.grant(request), new byte[1_000])
        .filter(tampering -> server.checks().contains(tampering.check()))
        .forEach(
            tampering ->
                assertThat(tampering.attempt())
                    .as(tampering.name())
                    .isNotEqualTo(Tampering.Outcome.HARMFUL));
  }
}
