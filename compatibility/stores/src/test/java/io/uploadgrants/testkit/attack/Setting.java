package io.uploadgrants.testkit.attack;

import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.Encryption;
import io.uploadgrants.ObjectSettings.Disposition;
import io.uploadgrants.Overwrite;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadScope;
import io.uploadgrants.testkit.GrantClient;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One thing that a profile demands, and what its request says.
 *
 * @param declared what the store is said to have for it, though no test server shows whether it has
 */
record Setting(
    String name,
    UnaryOperator<UploadProfile.Builder> profile,
    UnaryOperator<UploadRequest.Builder> request,
    Set<StoreFeature> declared) {

  private static final Set<String> OF_SESSIONS =
      Set.of("tags", "storage class", "encryption", "ACL", "no overwriting");

  /** A key and a time, which each grant has. */
  static final Setting PLAIN = of("plain", p -> p);

  static final Setting SIZE =
      of("size", p -> p.minSize(Variety.FILE.length).maxSize(Variety.FILE.length));
  static final Setting TYPE = of("type", p -> p.contentTypes("image/*"));
  static final Setting KMS = of("KMS", p -> p.encryption(Encryption.sseKms(null)));
  static final Setting PREFIX =
      new Setting("prefix", p -> p.scope(UploadScope.PREFIX), r -> r, Set.of());
  static final Setting ONE_TYPE =
      new Setting("one type", p -> p.contentTypes("image/png"), r -> r, Set.of());
  static final Setting ANY_IMAGE =
      new Setting(
          "any image",
          p -> p.contentTypes("image/*"),
          r -> r,
          Set.of(StoreFeature.CONTENT_TYPE_PREFIXES));

  /** Of no store can a form demand it. */
  static final Setting NO_OVERWRITE = of("no overwriting", p -> p.overwrite(Overwrite.NEVER));

  /** A range, of which a form needs no size. */
  static final Setting RANGE =
      new Setting(
          "range of sizes",
          p -> SIZE.profile().apply(TYPE.profile().apply(p)),
          r -> r.contentType("image/png"),
          Set.of());

  /** What one profile can demand together. */
  static List<Setting> combined() {
    return List.of(
        SIZE,
        TYPE,
        of("metadata", p -> p.metadata("owner", "Zoë 😀").fileNameAsMetadata("file-name")),
        of("cache control", p -> p.cacheControl("private, max-age=60")),
        of("disposition", p -> p.contentDisposition(Disposition.ATTACHMENT)),
        of("tags", p -> p.tag("kind", "a b")),
        of("storage class", p -> p.storageClass("STANDARD_IA")),
        of("encryption", p -> p.encryption(Encryption.sseS3())),
        of("ACL", p -> p.acl("private")));
  }

  static Setting checksum(ChecksumAlgorithm algorithm) {
    return new Setting(
        algorithm.name(),
        p -> p.requireChecksum(algorithm),
        r -> file(r).checksum(GrantClient.checksum(algorithm, Variety.FILE)),
        Set.of());
  }

  private static Setting of(String name, UnaryOperator<UploadProfile.Builder> profile) {
    return new Setting(name, profile, Setting::file, Set.of());
  }

  private static UploadRequest.Builder file(UploadRequest.Builder request) {
    return request.file("me.png", Variety.FILE.length, "image/png");
  }

  /** Whether a policy can demand it; what can't be is refused there without a feature's name. */
  boolean isOfSessions() {
    return OF_SESSIONS.contains(name);
  }
}
