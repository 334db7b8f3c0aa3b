package io.uploadgrants.docs;

import static io.uploadgrants.testkit.assertj.UploadAssertions.assertThat;

import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.junit.UploadTest;
import org.junit.jupiter.api.Test;

// snippet: upload-test
@UploadTest // an S3 server in this JVM, with a bucket for this class
class AvatarTests {

  @Test
  void aPictureIsUploaded(UploadServer server, GrantClient client) {
    UploadGrant grant = grant(server, 1_000);
    assertThat(client.upload(grant, new byte[1_000])).isAccepted();
    assertThat(server).contains(grant.key()).withContentType("image/png");
  }

  @Test
  void moreBytesThanDeclaredAreRefused(UploadServer server, GrantClient client) {
    UploadGrant grant = grant(server, 1_000);
    assertThat(client.upload(grant, new byte[1_001])).isRefused();
    assertThat(server).doesNotContain(grant.key());
  }

  /** In an application these are its own grants. */
  private static UploadGrant grant(UploadServer server, long size) {
    UploadGrants grants =
        UploadGrants.builder()
            .target(server.target())
            .credentials(server.credentials())
            .profile(UploadProfile.named("avatar").contentTypes("image/*").maxSize(5 << 20).build())
            .build();
    return grants.grant(
        UploadRequest.of("avatar").by("alice").file("me.png", size, "image/png").build());
  }
}
// end
