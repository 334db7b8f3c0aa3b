package io.uploadgrants.testkit.attack;

import io.uploadgrants.UploadConstraint;
import io.uploadgrants.testkit.wire.WireParts;
import io.uploadgrants.testkit.wire.WirePut;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Every alteration of a part, after which the upload is completed if the part was taken. */
final class PartAlterations {

  private PartAlterations() {}

  /**
   * Returns them for an upload like the given one.
   *
   * @param victim the path of somebody else's object: bucket, slash, key
   * @param claimed what the store is said to enforce
   */
  static List<Alteration<WireParts>> of(
      WireParts sample, String victim, Set<UploadConstraint> claimed) {
    Set<UploadConstraint> ofAPart = EnumSet.noneOf(UploadConstraint.class);
    ofAPart.addAll(claimed);
    // The store holds the whole against it, when the application completes the upload.
    ofAPart.remove(UploadConstraint.CHECKSUM);
    return PutAlterations.of(sample.first(), victim, ofAPart).stream()
        .map(PartAlterations::ofAPart)
        .toList();
  }

  private static Alteration<WireParts> ofAPart(Alteration<WirePut> altered) {
    return new Alteration<>(
        altered.name(),
        altered.check(),
        parts -> parts.send(() -> altered.attempt().apply(parts.first())),
        altered.reachesOthers(),
        altered.afterUpload());
  }
}
