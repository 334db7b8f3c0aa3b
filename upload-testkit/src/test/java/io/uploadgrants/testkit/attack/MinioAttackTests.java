package io.uploadgrants.testkit.attack;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;
import java.util.Map;

@Needs(Equipment.MINIO)
class MinioAttackTests extends AttackSuite {

  private static final String FIRST = "MinIO reads the first value, which is the granted one";

  static final Map<String, String> HARMLESS =
      Map.of(
          "put, query doubled, the same: *", FIRST,
          "put, query doubled, another behind: *", FIRST,
          "put, header added: x-amz-acl",
              "MinIO has no ACLs and ignores it; S3 refuses it as unsigned",
          "form, field doubled, the same: key", FIRST,
          "form, field doubled, another behind: key", FIRST,
          "form, field doubled, the same: policy", FIRST,
          "form, field doubled, another behind: policy", FIRST,
          "form, field doubled, the same: x-amz-signature", FIRST,
          "form, field doubled, another behind: x-amz-signature", FIRST);

  static final String OWN =
      "MinIO takes it unsigned, S3 doesn't; it changes only the holder's own object, in what no constraint of the profile binds";

  @Override
  UploadServer open() {
    return RunningServer.MINIO.open();
  }

  @Override
  Map<String, String> harmless() {
    return HARMLESS;
  }

  @Override
  Map<String, String> harmful() {
    return Map.of(
        "put, header added: x-amz-tagging",
        OWN,
        "put, header added: x-amz-storage-class",
        OWN,
        "form, field added: x-minio-fanout-list",
        "MinIO's own extension, behind the right s3:PutObjectFanOut, which root has: sign with keys that lack it, as MinioSessionAttackTests do");
  }
}
