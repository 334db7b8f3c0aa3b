package io.uploadgrants.testkit.servers;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.RunningStore;
import io.uploadgrants.testkit.UploadServer;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * A server that tools/test-servers has started, or a container that its Docker runs. Whoever opens
 * one says {@link io.uploadgrants.equipment.Needs}; public only for the suites beside this package.
 */
public enum RunningServer {
  MINIO,
  MINIO_BEHIND_NGINX,
  LOCALSTACK,
  VERSITYGW,
  SEAWEEDFS,
  GARAGE,
  RADOSGW,
  MINIO_CONTAINER,
  LOCALSTACK_CONTAINER,
  VERSITYGW_CONTAINER;

  /** Opens it with a bucket of its own. */
  public UploadServer open() {
    return switch (this) {
      case MINIO -> attached(Equipment.MINIO, Equipment.MINIO.endpoint());
      case VERSITYGW -> attached(Equipment.VERSITYGW, Equipment.VERSITYGW.endpoint());
      case SEAWEEDFS -> attached(Equipment.SEAWEEDFS, Equipment.SEAWEEDFS.endpoint());
      case GARAGE -> attached(Equipment.GARAGE, Equipment.GARAGE.endpoint());
      case RADOSGW ->
          UploadServer.at(
              store(Equipment.RADOSGW, Equipment.RADOSGW.endpoint())
                  .withRole("arn:aws:iam:::role/uploads"));
      case MINIO_BEHIND_NGINX ->
          attached(Equipment.MINIO, Nginx.inFrontOf(Equipment.MINIO.endpoint()));
      case LOCALSTACK -> attached(Equipment.LOCALSTACK, Equipment.LOCALSTACK.endpoint());
      case MINIO_CONTAINER -> Backend.MINIO.open();
      case LOCALSTACK_CONTAINER -> Backend.LOCALSTACK.open();
      case VERSITYGW_CONTAINER -> Backend.VERSITY_GATEWAY.open();
    };
  }

  private static UploadServer attached(Equipment server, URI endpoint) {
    return UploadServer.at(
        store(server, endpoint).withRole("arn:aws:iam::123456789012:role/uploads"));
  }

  private static RunningStore store(Equipment server, URI endpoint) {
    return RunningStore.of(
            endpoint,
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(server.accessKey(), server.secretKey())))
        .withRegion(server.region());
  }
}
