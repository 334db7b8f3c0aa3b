package io.uploadgrants.docs.performing;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.UploadServer;
import org.junit.jupiter.api.Test;

@Needs(Equipment.MINIO)
class MinioJavaClientsTests extends JavaClientsSuite {

  @Override
  UploadServer open() {
    return Minio.open();
  }

  /** The embedded server takes a header that is missing for an empty one. */
  @Test
  void anEmptyHeaderThatIsLeftOutIsRefused() throws Exception {
    assertThat(statusWithoutEmptyHeaders()).isIn(400, 403);
  }
}
