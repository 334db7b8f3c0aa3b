package io.uploadgrants.samples.testing;

import static io.uploadgrants.testkit.assertj.UploadAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** The whole application, and an S3 server in the same JVM. */
@SpringBootTest
@Import(EmbeddedStore.class)
class AvatarTests {

  private static final byte[] PICTURE = new byte[1_000];

  @Autowired private Avatars avatars;
  @Autowired private UploadServer server;
  @Autowired private GrantClient client;

  @Test
  void aPictureIsUploaded() {
    UploadGrant grant = avatars.grant("alice", "me.png", PICTURE.length, "image/png");

    assertThat(client.upload(grant, PICTURE)).isAccepted();
    assertThat(server).contains(grant.key()).withBytes(PICTURE).withContentType("image/png");
  }

  @Test
  void moreBytesThanDeclaredAreRefused() {
    UploadGrant grant = avatars.grant("alice", "me.png", PICTURE.length, "image/png");

    assertThat(client.upload(grant, new byte[1_001])).isRefused();
    assertThat(server).doesNotContain(grant.key());
  }

  @Test
  void aFilmIsNoAvatar() {
    assertThatThrownBy(() -> avatars.grant("alice", "me.mp4", 1_000, "video/mp4"))
        .isInstanceOf(UploadRefusedException.class);
  }

  @Test
  void theStorageEnforcesTheSize() {
    assertThat(avatars.grant("alice", "me.png", 1_000, "image/png"))
        .enforcesByStorage(UploadConstraint.SIZE, UploadConstraint.CONTENT_TYPE)
        .hasNoSecretInToString();
  }

  @Test
  void aGrantEndsAfterFiveMinutes() {
    UploadGrant grant = avatars.grant("alice", "me.png", PICTURE.length, "image/png");

    server.clock().advance(Duration.ofMinutes(6)); // instead of sleeping

    assertThat(client.upload(grant, PICTURE)).isRefused();
  }
}
