package io.uploadgrants.testkit.backend;

import io.uploadgrants.StorePreset;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;
import java.util.Set;

/** That it is the container, and not the program, is looked at by {@link OwnerContainersTests}. */
@Needs(Equipment.VERSITYGW_CONTAINER)
class VersityGatewayContainerChecksTests extends ServerChecksSuite {

  @Override
  UploadServer open() {
    return RunningServer.VERSITYGW_CONTAINER.open();
  }

  @Override
  StorePreset preset() {
    return StorePreset.VERSITY_GATEWAY;
  }

  @Override
  Set<ServerCheck> expected() {
    return Backend.VERSITY_GATEWAY.declaredChecks();
  }
}
