package io.uploadgrants.testkit.backend;

import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.RunningStore;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.ServerSource;
import io.uploadgrants.testkit.UploadServer;
import java.util.Set;

/** Every server that the test kit knows how to have. */
public final class Servers implements ServerSource {

  /** Found as a service. */
  public Servers() {}

  @Override
  public Set<ServerCheck> declaredChecks(Backend backend) {
    return switch (backend) {
      case EMBEDDED -> EmbeddedBackend.CHECKS;
      case LOCALSTACK -> LocalStackBackend.CHECKS;
      case MINIO -> MinioBackend.CHECKS;
      case VERSITY_GATEWAY -> VersityGatewayBackend.CHECKS;
      case ATTACHED -> Set.of();
    };
  }

  @Override
  public UploadServer open(Backend backend) {
    return switch (backend) {
      case EMBEDDED -> EmbeddedBackend.open();
      case LOCALSTACK -> LocalStackBackend.open();
      case MINIO -> MinioBackend.open();
      case VERSITY_GATEWAY -> VersityGatewayBackend.open();
      case ATTACHED -> AttachedBackend.fromEnvironment(System.getenv());
    };
  }

  @Override
  public UploadServer at(RunningStore store) {
    return AttachedBackend.open(store);
  }
}
