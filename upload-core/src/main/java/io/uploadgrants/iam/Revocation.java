package io.uploadgrants.iam;

import java.time.Instant;

/**
 * A subject whose sessions of before a moment are refused.
 *
 * @param name the subject's {@link SessionName}, or {@link #EVERYBODY}
 * @param before sessions issued before this moment are refused, in whole seconds
 * @param by by which mark the subject's sessions are known
 */
public record Revocation(String name, Instant before, RevokedBy by) {

  /** Stands for all subjects; no subject has this name. */
  public static final String EVERYBODY = "=everybody";

  /** The policy's name tells all, so that listing policies lists revocations. */
  private static final String POLICY_PREFIX = "UploadGrantsRevoked.";

  /** Returns whether a later one does all that this one does. */
  boolean isCoveredBy(Revocation later) {
    return later.name.equals(name) && later.by == by && !before.isAfter(later.before);
  }

  String policyName() {
    return POLICY_PREFIX
        + before.getEpochSecond()
        + "."
        + by.letter()
        + Long.toHexString(upperCase())
        + "."
        + name;
  }

  /** One bit for each letter in upper case: names of policies that differ by case only are one. */
  private long upperCase() {
    long bits = 0;
    for (int i = 0; i < name.length(); i++) {
      bits |= name.charAt(i) >= 'A' && name.charAt(i) <= 'Z' ? 1L << i : 0;
    }
    return bits;
  }

  static boolean isNameOfOne(String policyName) {
    return policyName.matches("UploadGrantsRevoked\\.[0-9]{1,11}\\.[ns][0-9a-f]{1,16}\\..+");
  }

  static Revocation ofPolicyName(String policyName) {
    int mark = policyName.indexOf('.', POLICY_PREFIX.length()) + 1;
    return new Revocation(
        policyName.substring(policyName.indexOf('.', mark) + 1),
        Instant.ofEpochSecond(Long.parseLong(policyName, POLICY_PREFIX.length(), mark - 1, 10)),
        RevokedBy.ofLetter(policyName.charAt(mark)));
  }
}
