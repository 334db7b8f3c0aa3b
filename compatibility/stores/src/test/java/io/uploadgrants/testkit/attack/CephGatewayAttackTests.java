package io.uploadgrants.testkit.attack;

import io.uploadgrants.StorePreset;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;
import java.util.Map;

@Needs(Equipment.RADOSGW)
class CephGatewayAttackTests extends AttackSuite {

  private static final String LAST = "Ceph reads the last value, which is the granted one";
  private static final String OWN =
      "Ceph obeys it unsigned; no profile for a PUT can demand there what it changes";

  private static final String RIGHT =
      "Ceph asks for no right of its own; no profile for credentials can demand there what it changes";

  @Override
  StorePreset preset() {
    return StorePreset.CEPH_RGW;
  }

  @Override
  String role() {
    return "arn:aws:iam:::role/uploads";
  }

  @Override
  UploadServer open() {
    return RunningServer.RADOSGW.open();
  }

  @Override
  Map<String, String> harmless() {
    return andParts(
        Map.of(
            "parts, query doubled, the same: *",
            LAST,
            "parts, query doubled, another before: *",
            LAST,
            "parts, header added: x-amz-*",
            "Ceph ignores it; S3 refuses it as unsigned",
            "put, query doubled, the same: *",
            LAST,
            "put, query doubled, another before: *",
            LAST,
            "form, field doubled, the same: *",
            LAST,
            "form, field doubled, another before: *",
            LAST,
            "put, header added: x-amz-server-side-encryption",
            "Ceph encrypts nothing without a key of its own, and says nothing"));
  }

  @Override
  Map<String, String> harmful() {
    return Map.of(
        "put, header added: expires",
        EXPIRES,
        "put, header added: x-amz-meta-added",
        OWN,
        "put, header added: x-amz-website-redirect-location",
        OWN,
        "session, header added: x-amz-acl",
        RIGHT,
        "session, header added: x-amz-grant-read",
        RIGHT,
        "session, header added: x-amz-tagging",
        RIGHT);
  }
}
