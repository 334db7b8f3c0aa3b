package io.uploadgrants.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.probe.StoreReport;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;

/** Where a deletion only hides an object, the probe has to remove its version. */
@Needs({Equipment.MINIO, Equipment.LOCALSTACK})
class VersionedBucketProbeTests {

  @ParameterizedTest
  @CsvSource({"MINIO, ENABLED", "MINIO, SUSPENDED", "LOCALSTACK, ENABLED", "LOCALSTACK, SUSPENDED"})
  void noVersionAndNoMarkerIsLeft(RunningServer running, BucketVersioningStatus status) {
    try (UploadServer server = running.open()) {
      for (BucketVersioningStatus each : List.of(BucketVersioningStatus.ENABLED, status)) {
        server
            .client()
            .putBucketVersioning(
                put -> put.bucket(server.bucket()).versioningConfiguration(v -> v.status(each)));
      }
      StoreReport report = ProbedStores.probe(server).run();
      assertThat(report.left()).isEmpty();
      ListObjectVersionsResponse versions =
          server.client().listObjectVersions(list -> list.bucket(server.bucket()));
      assertThat(versions.versions()).isEmpty();
      assertThat(versions.deleteMarkers()).isEmpty();
    }
  }
}
