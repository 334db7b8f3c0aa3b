package io.uploadgrants.testkit.backend;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The proxy's rule of docs/minio.md: behind it MinIO refuses what it doesn't check by itself, and
 * grants of every kind work as before, else it would have fewer checks.
 */
@Needs({Equipment.MINIO, Equipment.NGINX})
class MinioBehindNginxTests extends ServerChecksSuite {

  @Override
  UploadServer open() {
    return RunningServer.MINIO_BEHIND_NGINX.open();
  }

  @Override
  Set<ServerCheck> expected() {
    Set<ServerCheck> expected = EnumSet.copyOf(Backend.MINIO.declaredChecks());
    expected.add(ServerCheck.PUT_STREAMING);
    return Collections.unmodifiableSet(expected);
  }
}
