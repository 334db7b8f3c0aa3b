package io.uploadgrants.samples.uppy;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.GrantListener;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.samples.uppy.UppyPage.Button;
import io.uploadgrants.testkit.embedded.EmbeddedS3;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** What happens on the way, besides: on the store that the sample starts with. */
@Needs({Equipment.CHROMIUM, Equipment.UPPY})
class UppyTests extends UppyUploadsSuite {

  @Autowired private EmbeddedS3 server;
  @Autowired private RefusedAfterGrant refused;

  @AfterEach
  void everythingIsRightAgain() {
    refused.next.set(0);
    server.faults().clear();
  }

  @ParameterizedTest
  @EnumSource
  void aPartThatTheStoreRefusesOnceIsSentAgain(Generation generation) throws IOException {
    Path video = files.video("clip.mp4", THREE_PARTS);
    refused.next.set(1);

    String key = open(generation).upload(video);

    assertStored(video, key);
    assertThat(problems()).hasSize(1).allMatch(problem -> problem.contains("503"));
  }

  @ParameterizedTest
  @EnumSource
  void anotherUserOfTheBrowserCannotResume(Generation generation) throws IOException {
    Path video = files.video("clip.mp4", TWO_PARTS);
    onItsWay(generation, video).awaitKept();
    logIn("ben");
    chromium.release();

    UppyPage bens = open(generation).press(Button.UPLOAD).awaitState("failed");

    if (generation != Generation.UPPY_6_COMPANION) {
      assertThat(bens.text()).contains("another");
    }
    assertThat(bens.partsSent()).isEmpty();
    assertThat(uploads()).hasSize(1);
    assertThat(keys()).isEmpty();
    logIn("ann");
    UppyPage anns = open(generation).press(Button.UPLOAD).awaitState("done");
    assertStored(video, anns.key());
  }

  /** Lets the store refuse what follows a grant: the first request for its upload's bytes. */
  static final class RefusedAfterGrant implements GrantListener {

    private final AtomicInteger next = new AtomicInteger();
    private final EmbeddedS3 server;

    RefusedAfterGrant(EmbeddedS3 server) {
      this.server = server;
    }

    @Override
    public void granted(UploadRequest request, UploadGrant grant) {
      int times = next.getAndSet(0);
      if (times > 0) {
        server.faults().slowDown(times);
      }
    }
  }

  @TestConfiguration
  static class Faults {

    @Bean
    RefusedAfterGrant refusedAfterGrant(EmbeddedS3 server) {
      return new RefusedAfterGrant(server);
    }
  }
}
