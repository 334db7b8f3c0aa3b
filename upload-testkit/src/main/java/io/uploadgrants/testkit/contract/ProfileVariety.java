package io.uploadgrants.testkit.contract;

import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.Encryption;
import io.uploadgrants.EnforcedBy;
import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantStrategy;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.ObjectSettings.Disposition;
import io.uploadgrants.Overwrite;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.kind.TestedKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** One sort of profile, with a request that it allows. */
record ProfileVariety(
    String name,
    UnaryOperator<UploadProfile.Builder> settings,
    UnaryOperator<UploadRequest.Builder> wishes) {

  static final String PROFILE = "contract";
  static final String TYPE = "image/png";
  static final byte[] FILE =
      "\u0089PNG-like bytes, 40 of them, or a few more".getBytes(StandardCharsets.ISO_8859_1);

  /** The least that the profile of a kind says. */
  static ProfileVariety plain() {
    return sized("plain", p -> p);
  }

  private static StoreFeature checksums(GrantKind kind) {
    if (kind.completedByApplication()) {
      return StoreFeature.COMPLETE_CHECKSUMS;
    }
    return TestedKind.of(kind).isForm() ? StoreFeature.FORM_CHECKSUMS : StoreFeature.CHECKSUMS;
  }

  static List<ProfileVariety> all() {
    List<ProfileVariety> all = new ArrayList<>();
    all.add(plain());
    all.add(
        new ProfileVariety("a range of sizes", p -> p.maxSize(1_000), r -> r.contentType(TYPE)));
    all.add(sized("one type", p -> p.contentTypes(TYPE)));
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      UnaryOperator<UploadRequest.Builder> checked =
          r -> file(r).checksum(GrantClient.checksum(algorithm, FILE));
      all.add(new ProfileVariety(algorithm.name(), p -> p.requireChecksum(algorithm), checked));
    }
    all.add(sized("no overwriting", p -> p.overwrite(Overwrite.NEVER)));
    all.add(sized("overwriting", p -> p.overwrite(Overwrite.ALLOWED)));
    all.add(sized("metadata", ProfileVariety::described));
    all.add(sized("tags", p -> p.tag("kind", "a b")));
    all.add(sized("a storage class", p -> p.storageClass("REDUCED_REDUNDANCY")));
    all.add(sized("encryption", p -> p.encryption(Encryption.sseS3())));
    all.add(sized("headers", ProfileVariety::headed));
    all.add(
        new ProfileVariety(
            "much of it",
            p -> headed(described(p)),
            r ->
                file(r)
                    .metadata("own", "of the request")
                    .checksum(GrantClient.checksum(ChecksumAlgorithm.SHA256, FILE))));
    all.add(
        new ProfileVariety(
            "a prefix", p -> p.scope(UploadScope.PREFIX).contentTypes(TYPE), r -> r));
    all.add(new ProfileVariety("a prefix of any files", p -> p.scope(UploadScope.PREFIX), r -> r));
    all.add(
        new ProfileVariety(
            "a prefix without overwriting",
            p -> p.scope(UploadScope.PREFIX).overwrite(Overwrite.NEVER),
            r -> r));
    return Collections.unmodifiableList(all);
  }

  private static ProfileVariety sized(String name, UnaryOperator<UploadProfile.Builder> settings) {
    return new ProfileVariety(name, settings, ProfileVariety::file);
  }

  private static UploadRequest.Builder file(UploadRequest.Builder request) {
    return request.file("me.png", FILE.length, TYPE);
  }

  private static UploadProfile.Builder described(UploadProfile.Builder profile) {
    return profile.metadata("owner", "Zoë 😀").fileNameAsMetadata("file-name");
  }

  private static UploadProfile.Builder headed(UploadProfile.Builder profile) {
    return profile.cacheControl("private, max-age=60").contentDisposition(Disposition.ATTACHMENT);
  }

  UploadProfile profile(GrantKind kind) {
    return profile(kind, ObjectKeyPolicy.random("contract"));
  }

  UploadProfile profile(GrantKind kind, ObjectKeyPolicy keys) {
    UploadProfile.Builder profile =
        UploadProfile.named(PROFILE)
            .kinds(kind)
            .openToGuests()
            .keys(keys)
            .validFor(TestedKind.of(kind).validity());
    if (TestedKind.of(kind).isForOneFile()) {
      profile.contentTypes("image/*").minSize(FILE.length).maxSize(FILE.length);
    }
    return settings.apply(profile).build();
  }

  UploadRequest.Builder request() {
    return wishes.apply(UploadRequest.of(PROFILE));
  }

  boolean isClaimed(GrantStrategy strategy, UploadTarget target) {
    return unclaimed(strategy, target).isEmpty()
        && strategy.needs().stream().allMatch(target::supports)
        && (request().build().checksum() == null || target.supports(checksums(strategy.kind())));
  }

  /** Returns the profile's constraints that the strategy doesn't leave to the store. */
  Set<UploadConstraint> unclaimed(GrantStrategy strategy, UploadTarget target) {
    UploadProfile profile = profile(strategy.kind());
    Map<UploadConstraint, EnforcedBy> enforced = strategy.enforces(profile, target);
    Set<UploadConstraint> open = EnumSet.copyOf(profile.required(target));
    open.removeIf(constraint -> enforced.get(constraint) == EnforcedBy.STORAGE);
    return open;
  }

  @Override
  public String toString() {
    return name;
  }
}
