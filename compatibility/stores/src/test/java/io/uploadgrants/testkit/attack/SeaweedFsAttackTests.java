package io.uploadgrants.testkit.attack;

import io.uploadgrants.StorePreset;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.contract.ServersSts;
import io.uploadgrants.testkit.servers.RunningServer;
import java.util.Map;
import java.util.Set;

@Needs(Equipment.SEAWEEDFS)
class SeaweedFsAttackTests extends AttackSuite {

  private static final String FIRST = "SeaweedFS reads the first value, which is the granted one";
  private static final String EMPTY = "an empty field says as much as none";
  private static final String CASE = "session, key: in other case";
  private static final String BUCKETS = "session, list: buckets";
  private static final String NOTHING = "it means nothing to SeaweedFS";

  @Override
  StorePreset preset() {
    return StorePreset.SEAWEED_FS;
  }

  @Override
  String role() {
    return ServersSts.ROLE;
  }

  @Override
  UploadServer open() {
    return RunningServer.SEAWEEDFS.open();
  }

  @Override
  Map<String, String> harmless() {
    return andParts(
        Map.ofEntries(
            Map.entry("parts, query doubled, the same: X-Amz-Signature", FIRST),
            Map.entry("parts, query doubled, another behind: X-Amz-Signature", FIRST),
            Map.entry("put, query doubled, the same: X-Amz-Signature", FIRST),
            Map.entry("put, query doubled, another behind: X-Amz-Signature", FIRST),
            Map.entry("form, field doubled, the same: *", FIRST),
            Map.entry("form, field doubled, another behind: *", FIRST),
            Map.entry("form, field dropped: Cache-Control", EMPTY),
            Map.entry("form, field dropped: Content-Disposition", EMPTY),
            Map.entry("form, field dropped: Content-Encoding", EMPTY),
            Map.entry("form, field dropped: Expires", EMPTY),
            Map.entry("form, field added: acl", NOTHING),
            Map.entry("form, field added: tagging", NOTHING),
            Map.entry("form, field added: nonsense", NOTHING),
            Map.entry("form, field added: x-minio-fanout-list", NOTHING),
            Map.entry("form, file: before the fields", "the fields are obeyed all the same")));
  }

  @Override
  Map<String, String> harmful() {
    return Map.of(
        "put, header added: expires",
        EXPIRES,
        "form, field added: Content-Language",
        "SeaweedFS takes fields that the policy doesn't name, and refuses a policy that names this one",
        "session, header added: x-amz-tagging",
        MinioAttackTests.TAGGED,
        CASE,
        "policies take capitals for small letters, so no credentials are issued for keys with capitals, and these are nobody's",
        BUCKETS,
        "no policy withholds the names of the buckets");
  }

  /** What sessions may do beyond their keys. */
  @Override
  Set<String> holes() {
    return Set.of(CASE, BUCKETS);
  }
}
