package io.uploadgrants.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.probe.StoreReport;
import io.uploadgrants.testkit.servers.RunningServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;

/** Where a deletion only hides an object, the probe has to remove its version. */
@Needs({Equipment.MINIO, Equipment.LOCALSTACK})
class VersionedBucketProbeTests {

  @ParameterizedTest
  @EnumSource(names = {"MINIO", "LOCALSTACK"})
  void noVersionAndNoMarkerIsLeft(RunningServer running) {
    try (UploadServer server = running.open()) {
      server
          .client()
          .putBucketVersioning(
              put ->
                  put.bucket(server.bucket())
                      .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
      StoreReport report = ProbedStores.probe(server).run();
      assertThat(report.left()).isEmpty();
      ListObjectVersionsResponse versions =
          server.client().listObjectVersions(list -> list.bucket(server.bucket()));
      assertThat(versions.versions()).isEmpty();
      assertThat(versions.deleteMarkers()).isEmpty();
    }
  }
}
