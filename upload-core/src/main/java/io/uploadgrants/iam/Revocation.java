package io.uploadgrants.iam;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A subject whose sessions of before a moment are refused.
 *
 * @param name the subject's {@link SessionName}, or {@link #EVERYBODY}
 * @param before sessions issued before this moment are refused; a fraction of a second is rounded
 *     up
 * @param by by which mark the subject's sessions are known
 */
public record Revocation(String name, Instant before, RevokedBy by) {

  /** Stands for all subjects; no subject has this name. */
  public static final String EVERYBODY = "=everybody";

  /** The policy's name tells all, so that listing policies lists revocations. */
  private static final String POLICY_PREFIX = "UploadGrantsRevoked.";

  private static final Pattern POLICY_NAME =
      Pattern.compile("UploadGrantsRevoked\\.[0-9]{1,11}\\.[ns][0-9a-f]{1,16}\\..{1,64}");

  /** Rounds the moment up. */
  public Revocation {
    // A policy's name has whole seconds, and its document must say the same.
    before = before.getNano() == 0 ? before : Instant.ofEpochSecond(before.getEpochSecond() + 1);
  }

  boolean isForEverybody() {
    return name.equals(EVERYBODY);
  }

  /** Returns whether every session that another one refuses is refused by this one, too. */
  boolean covers(Revocation other) {
    return (isForEverybody() || name.equals(other.name) && by == other.by)
        && !before.isBefore(other.before);
  }

  /** Returns whether this one is of the same subject, and later. */
  boolean replaces(Revocation other) {
    return name.equals(other.name) && by == other.by && before.isAfter(other.before);
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

  String policyDocument() {
    PolicyCondition older = PolicyCondition.before("aws:TokenIssueTime", before.toString());
    return PolicyJson.compact(
        List.of(
            isForEverybody()
                ? PolicyStatement.deny("*", "*", older)
                : PolicyStatement.deny("*", "*", by.condition(name), older)));
  }

  /** Returns whether a policy has the name of a revocation, to the letter. */
  static boolean isNameOfOne(String policyName) {
    return POLICY_NAME.matcher(policyName).matches()
        && ofPolicyName(policyName).policyName().equals(policyName);
  }

  static Revocation ofPolicyName(String policyName) {
    int mark = policyName.indexOf('.', POLICY_PREFIX.length()) + 1;
    return new Revocation(
        policyName.substring(policyName.indexOf('.', mark) + 1),
        Instant.ofEpochSecond(Long.parseLong(policyName, POLICY_PREFIX.length(), mark - 1, 10)),
        RevokedBy.ofLetter(policyName.charAt(mark)));
  }

  /** Returns the subject and the moment, for the texts of errors. */
  String shown() {
    return (isForEverybody() ? "everybody" : "'" + name + "'")
        + " (sessions before "
        + before
        + ")";
  }
}
