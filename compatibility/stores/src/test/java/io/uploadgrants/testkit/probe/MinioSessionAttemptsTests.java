package io.uploadgrants.testkit.probe;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;
import java.util.Map;

@Needs(Equipment.MINIO)
class MinioSessionAttemptsTests extends SessionAttemptsSuite {

  private static final String NO_ACLS = "MinIO has no ACLs, and ignores or refuses them";

  private static final String NO_LOCK =
      "the bucket has no object lock; MinioObjectLockTests try one that has";

  @Override
  UploadServer open() {
    return RunningServer.MINIO.open();
  }

  @Override
  String everything() {
    return "arn:aws:s3:::*";
  }

  @Override
  Map<String, String> provesNothing() {
    return Map.of(
        "session, acl: of another's object", NO_ACLS,
        "session, acl: of the own object", NO_ACLS,
        "session, header added: x-amz-acl", NO_ACLS,
        "session, header added: x-amz-grant-read", NO_ACLS,
        "session, header added: x-amz-object-lock-legal-hold", NO_LOCK,
        "session, header added: x-amz-object-lock-mode", NO_LOCK,
        "session, header dropped, but said in the query: x-amz-storage-class",
            "this MinIO knows one class",
        "session, header dropped: if-none-match", "it is no second upload");
  }

  @Override
  Map<String, String> letThrough() {
    return Map.of(
        "session, header added: x-amz-acl",
        NO_ACLS,
        "session, header added: x-amz-grant-read",
        NO_ACLS,
        "session, streamed without a signature as STREAMING-UNSIGNED-PAYLOAD-TRAILER with a trailer",
        "CVE-2026-41145: the session's policy holds, its secret isn't needed",
        "session, header added: x-amz-tagging",
        "MinIO demands no right for it; the tags are those of the holder's own object");
  }
}
