package io.uploadgrants.testkit.attack;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** LocalStack checks presigned PUTs, but neither the signature nor the whole policy of a form. */
@Needs(Equipment.LOCALSTACK)
class LocalStackAttackTests extends AttackSuite {

  private static final String FIRST = "LocalStack reads the first value, which is the granted one";
  private static final String FORGED = "LocalStack doesn't check a form's signature";
  private static final String IGNORED = "LocalStack ignores it in a form";
  private static final String UNNAMED = "LocalStack takes fields that the policy doesn't name";

  @Override
  UploadServer open() {
    return RunningServer.LOCALSTACK.open();
  }

  /** It doesn't look at signatures, nor at fields that the policy doesn't name. */
  @Override
  Set<String> holes() {
    Set<String> holes = new HashSet<>(harmful().keySet());
    // No profile demands what these change.
    holes.removeAll(
        Set.of(
            "put, header added: expires",
            "form, field added: tagging",
            "form, field added: x-amz-meta-added",
            "form, field added: x-amz-storage-class",
            "form, field added: x-amz-website-redirect-location"));
    return holes;
  }

  @Override
  Map<String, String> harmless() {
    return andParts(
        Map.ofEntries(
            Map.entry("parts, query doubled, the same: *", FIRST),
            Map.entry("parts, query doubled, another behind: *", FIRST),
            Map.entry("put, query doubled, the same: *", FIRST),
            Map.entry("put, query doubled, another behind: *", FIRST),
            Map.entry("form, field doubled, the same: *", FIRST),
            Map.entry("form, field doubled, another behind: *", FIRST),
            Map.entry("form, file: before the fields", "the fields are obeyed all the same"),
            Map.entry("form, field added: nonsense", "it means nothing"),
            Map.entry("form, field added: Content-Language", IGNORED),
            Map.entry("form, field added: x-amz-grant-read", IGNORED),
            Map.entry("form, field added: x-amz-object-lock-legal-hold", IGNORED),
            Map.entry("form, field added: x-amz-object-lock-mode", IGNORED),
            Map.entry(
                "form, field added: x-amz-server-side-encryption", "its objects are encrypted"),
            Map.entry("put, header added: x-amz-server-side-encryption", FIRST),
            Map.entry("form, field added: x-minio-fanout-list", "it means nothing but to MinIO"),
            Map.entry("form, field doubled, another before: policy", FORGED),
            Map.entry("form, field doubled, another before: x-amz-signature", FORGED),
            Map.entry("form, field changed: policy", FORGED),
            Map.entry("form, field changed: x-amz-signature", FORGED),
            Map.entry("form, field dropped: policy", "LocalStack takes a form without any"),
            Map.entry("form, signature: forged", FORGED),
            Map.entry("form, policy: wider size, old signature", FORGED),
            Map.entry("form, policy: without its conditions", FORGED)));
  }

  @Override
  Map<String, String> failing() {
    String fails = "LocalStack answers 500";
    return Map.of(
        "form, field dropped: key",
        fails,
        "put, header credentials, streamed as an archive to unpack",
        fails,
        "parts, header credentials, streamed as an archive to unpack",
        fails);
  }

  @Override
  Map<String, String> harmful() {
    return Map.ofEntries(
        Map.entry("form, policy: without its conditions, for another key", FORGED),
        Map.entry("form, field added: acl", UNNAMED),
        Map.entry("form, field added: tagging", UNNAMED),
        Map.entry("form, field added: x-amz-meta-added", UNNAMED),
        Map.entry("form, field added: x-amz-storage-class", UNNAMED),
        Map.entry("form, field added: x-amz-website-redirect-location", UNNAMED),
        Map.entry("put, header added: expires", EXPIRES),
        Map.entry(
            "put, header credentials, streamed as *",
            "LocalStack looks at no signature in an Authorization header"),
        Map.entry(
            "parts, header credentials, streamed as *",
            "LocalStack looks at no signature in an Authorization header"));
  }
}
