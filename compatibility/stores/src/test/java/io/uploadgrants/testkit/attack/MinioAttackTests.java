package io.uploadgrants.testkit.attack;

import io.uploadgrants.StorePreset;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.contract.ServersSts;
import io.uploadgrants.testkit.servers.RunningServer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

@Needs(Equipment.MINIO)
class MinioAttackTests extends AttackSuite {

  private static final String FIRST = "MinIO reads the first value, which is the granted one";

  private static final String IGNORED = "MinIO ignores it; S3 refuses it as unsigned";
  private static final String STREAMED =
      "put, streamed as STREAMING-UNSIGNED-PAYLOAD-TRAILER with a trailer";
  private static final String UNCHECKED = "CVE-2026-41145: MinIO looks at no signature";

  /** Also SeaweedFS. */
  static final String TAGGED =
      "it asks for no right to tag; the object is the holder's own, and the profile demands no tags";

  private static final String OWN =
      "MinIO takes it unsigned, S3 doesn't; it changes only the holder's own object, in what no constraint of the profile binds";

  static final Map<String, String> HARMLESS =
      andParts(
          Map.ofEntries(
              Map.entry("parts, query doubled, the same: X-*", FIRST),
              Map.entry("parts, query doubled, another behind: X-*", FIRST),
              Map.entry("parts, header added: x-amz-*", IGNORED),
              Map.entry("put, query doubled, the same: *", FIRST),
              Map.entry("put, query doubled, another behind: *", FIRST),
              Map.entry("put, header added: x-amz-acl", IGNORED),
              Map.entry("put, header added: x-amz-grant-read", IGNORED),
              Map.entry("put, header added: x-amz-website-redirect-location", IGNORED),
              Map.entry("form, field doubled, the same: key", FIRST),
              Map.entry("form, field doubled, another behind: key", FIRST),
              Map.entry("form, field doubled, the same: policy", FIRST),
              Map.entry("form, field doubled, another behind: policy", FIRST),
              Map.entry("form, field doubled, the same: x-amz-signature", FIRST),
              Map.entry("form, field doubled, another behind: x-amz-signature", FIRST)));

  /** What harms the holder's own object alone, whoever signs. */
  static final Map<String, String> HARMFUL =
      Map.of(
          "put, header added: x-amz-server-side-encryption",
          OWN,
          "put, header added: expires",
          EXPIRES,
          STREAMED,
          UNCHECKED,
          STREAMED + ", signature forged",
          UNCHECKED,
          STREAMED + ", used and expired",
          UNCHECKED);

  /** What breaks claims: MinIO looks at no signature there, which no feature stands for. */
  static Set<String> unchecked(Map<String, String> harmful) {
    return harmful.keySet().stream()
        .filter(copy -> copy.contains("streamed as") || copy.contains("fanout"))
        .collect(Collectors.toSet());
  }

  @Override
  Set<String> holes() {
    return unchecked(harmful());
  }

  @Override
  StorePreset preset() {
    return StorePreset.MINIO;
  }

  @Override
  String role() {
    return ServersSts.ROLE;
  }

  @Override
  UploadServer open() {
    return RunningServer.MINIO.open();
  }

  @Override
  Map<String, String> harmless() {
    Map<String, String> all = new HashMap<>(HARMLESS);
    all.put("session, header added: x-amz-acl", IGNORED);
    all.put("session, header added: x-amz-grant-read", IGNORED);
    all.put(
        "session, streamed without a signature as STREAMING-UNSIGNED-PAYLOAD-TRAILER with a trailer",
        UNCHECKED);
    return all;
  }

  @Override
  Map<String, String> harmful() {
    Map<String, String> all = new HashMap<>(HARMFUL);
    all.put("session, header added: x-amz-tagging", TAGGED);
    all.put(STREAMED + ", key: another's", UNCHECKED);
    all.put(
        "put, header credentials, streamed as an archive to unpack",
        "CVE-2026-40344: MinIO looks at no signature");
    all.put("put, streamed as an archive to unpack", "the same");
    all.put("parts, header credentials, streamed as an archive to unpack", "the same");
    all.put(
        "form, field added: x-minio-fanout-list",
        "MinIO's own extension, behind the right s3:PutObjectFanOut, which root has: sign with keys that lack it, as MinioSessionAttackTests do");
    return all;
  }
}
