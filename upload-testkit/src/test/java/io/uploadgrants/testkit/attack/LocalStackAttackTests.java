package io.uploadgrants.testkit.attack;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;
import java.util.Map;

/** LocalStack checks presigned PUTs, but neither the signature nor the whole policy of a form. */
@Needs(Equipment.LOCALSTACK)
class LocalStackAttackTests extends AttackSuite {

  private static final String FIRST = "LocalStack reads the first value, which is the granted one";
  private static final String FORGED = "LocalStack doesn't check a form's signature";
  private static final String UNNAMED = "LocalStack takes fields that the policy doesn't name";

  @Override
  UploadServer open() {
    return RunningServer.LOCALSTACK.open();
  }

  @Override
  Map<String, String> harmless() {
    return Map.ofEntries(
        Map.entry("put, query doubled, the same: *", FIRST),
        Map.entry("put, query doubled, another behind: *", FIRST),
        Map.entry("form, field doubled, the same: *", FIRST),
        Map.entry("form, field doubled, another behind: *", FIRST),
        Map.entry("form, file: before the fields", "the fields are obeyed all the same"),
        Map.entry("form, field added: nonsense", "it means nothing"),
        Map.entry("form, field added: x-minio-fanout-list", "it means nothing but to MinIO"),
        Map.entry("put, header added: x-amz-storage-class", "it is ignored"),
        Map.entry("form, field doubled, another before: policy", FORGED),
        Map.entry("form, field doubled, another before: x-amz-signature", FORGED),
        Map.entry("form, field changed: policy", FORGED),
        Map.entry("form, field changed: x-amz-signature", FORGED),
        Map.entry("form, field dropped: policy", "LocalStack takes a form without any"),
        Map.entry("form, signature: forged", FORGED),
        Map.entry("form, policy: wider size, old signature", FORGED),
        Map.entry("form, policy: without its conditions", FORGED));
  }

  @Override
  Map<String, String> harmful() {
    return Map.of(
        "form, policy: without its conditions, for another key", FORGED,
        "form, field added: acl", UNNAMED,
        "form, field added: Content-Encoding", UNNAMED,
        "form, field added: x-amz-meta-added", UNNAMED,
        "form, field added: x-amz-website-redirect-location", UNNAMED,
        "form, file: other bytes of the same length", "LocalStack ignores a form's checksum");
  }
}
