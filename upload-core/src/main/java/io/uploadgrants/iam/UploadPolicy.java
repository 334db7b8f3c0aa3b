package io.uploadgrants.iam;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.ErrorText;
import io.uploadgrants.ObjectSettings;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The permissions of one upload: the session policy that bounds temporary credentials to a key or a
 * prefix, and the headers that its conditions demand of each upload. Both come from one model, so
 * that they can't differ. Immutable.
 *
 * <p>The holder may upload, whole or in parts, list the parts and cancel; read and list its own
 * only where the profile says so. What the profile sets, each upload must ask for, else S3 refuses
 * it; what the profile leaves open is the holder's choice. Size, content type, checksum, metadata,
 * cache control and disposition have no condition key.
 *
 * <p><b>Uploads in parts:</b> IAM can't tell the request that starts one, which says what the
 * object is to be, from those that send the parts, which don't. So under a policy that demands
 * encryption, storage class, tags or an ACL, S3 refuses the parts: such files have to be sent
 * whole, in one request of up to 5 GiB. "No overwrite" alone doesn't hinder parts; the request that
 * completes the upload has to carry the header then.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session">Session
 *     policies</a>
 */
public final class UploadPolicy {

  /** The maximum length of a session policy, in characters. */
  public static final int MAX_LENGTH = 2_048;

  private final UploadProfile profile;
  private final UploadTarget target;
  private final UploadRights rights;

  private UploadPolicy(UploadProfile profile, UploadTarget target) {
    this.profile = profile;
    this.target = target;
    this.rights = new UploadRights(profile, target);
  }

  /**
   * Returns which of a profile's constraints a policy enforces on a target. The key and the
   * validity always are; the others by conditions, so only on a store with {@link
   * StoreFeature#POLICY_CONDITIONS} ({@link StoreFeature#CONDITIONAL_WRITE_POLICIES} for "no
   * overwrite"), and where there is a condition key. Of SSE-KMS these are a key's ARN and the AWS
   * managed key, without a context and a bucket key of the profile's own.
   *
   * @param profile the profile
   * @param target where the objects go
   * @return those of the profile's constraints that the store enforces, and "no overwrite" wherever
   *     the profile doesn't allow it and the store can
   */
  public static Set<UploadConstraint> enforceable(UploadProfile profile, UploadTarget target) {
    Set<UploadConstraint> enforced = EnumSet.of(UploadConstraint.KEY, UploadConstraint.VALIDITY);
    Demands.of(profile, target).forEach(demand -> enforced.add(demand.constraint()));
    ObjectSettings settings = profile.settings();
    if (Demands.canBe(settings.tags(), target)) {
      enforced.add(UploadConstraint.TAGS);
    }
    boolean acl = settings.acl() == null || enforced.contains(UploadConstraint.HEADERS);
    boolean owner = target.expectedBucketOwner() == null || SharedConditions.knowsOwner(target);
    if (acl && owner && settings.cacheControl() == null && settings.disposition() == null) {
      enforced.add(UploadConstraint.HEADERS);
    } else {
      enforced.remove(UploadConstraint.HEADERS);
    }
    enforced.retainAll(profile.required(target));
    // Also where the profile only wishes it: without it, keys that repeat would be refused.
    if (UploadRights.forbidsOverwrite(profile, target)) {
      enforced.add(UploadConstraint.NO_OVERWRITE);
    }
    return enforced;
  }

  /**
   * Compiles the policy of a profile.
   *
   * @param profile the profile
   * @param target where the objects go
   * @return the policy
   * @throws UploadConfigurationException when the target's objects have no ARN that a policy could
   *     name, or the profile lets users list their objects in a store whose policies can't bound
   *     that to a prefix
   */
  public static UploadPolicy of(UploadProfile profile, UploadTarget target) {
    return new UploadPolicy(profile, target);
  }

  /**
   * Returns what writes the policy for a session that signs a profile's grants. It writes objects
   * whose keys begin with a text (each signature names its own key), and does nothing else. It has
   * the permissions to set tags where the store has them, and an ACL and a KMS key where the
   * profile has; headers and forms are signed, so the only condition is TLS.
   *
   * @param profile the profile
   * @param target where the objects go
   * @return takes what the keys begin with, such as {@link
   *     io.uploadgrants.ObjectKeyPolicy#prefixFor}'s, or an empty text for any key; returns a
   *     session policy in compact JSON, of printable ASCII. It throws an {@link
   *     UploadRefusedException} when that would have more than {@value #MAX_LENGTH} characters, or
   *     the text has characters that the store takes for wildcards
   * @throws UploadConfigurationException when the target's objects have no ARN that a policy could
   *     name, or the profile's KMS key has a name too long for a policy
   */
  public static UnaryOperator<String> forSigning(UploadProfile profile, UploadTarget target) {
    return new SigningPolicy(profile, target);
  }

  /**
   * Writes the policy for one key, or for a profile of {@link UploadScope#PREFIX} for one prefix.
   *
   * @param key the object's key, or the prefix with its {@code /}
   * @param tags tags that each object must have on top of the profile's
   * @return a session policy in compact JSON, of printable ASCII
   * @throws UploadRefusedException {@code invalid-request} when it has more than {@value
   *     #MAX_LENGTH} characters, the key has characters that the store takes for wildcards, or
   *     capitals that its policies don't tell from small letters, is empty or starts with {@code
   *     /}, a prefix doesn't end with it, or the tags can't be demanded by a policy on this store
   */
  public String json(String key, Map<String, String> tags) {
    boolean prefix = profile.scope() == UploadScope.PREFIX;
    KeyText.check(key, prefix, prefix || !profile.keys().unguessable(), target);
    String json =
        PolicyJson.compact(rights.statements(ObjectArns.escape(key) + (prefix ? "*" : ""), tags));
    if (json.length() > MAX_LENGTH) {
      throw new UploadRefusedException(
          ErrorCode.INVALID_REQUEST,
          ErrorText.of(
              "The session policy of profile '%s' has %d characters for a key of %d; STS takes at most %d. Give shorter keys, fewer or shorter tags, or ask for another kind of grant.",
              profile.name(), json.length(), key.length(), MAX_LENGTH),
          MAX_LENGTH,
          json.length());
    }
    return json;
  }

  /**
   * Returns the headers that each upload must carry.
   *
   * @param tags tags that each object must have on top of the profile's
   * @return names in lower case, and values
   * @throws UploadRefusedException {@code invalid-request} when the tags can't be demanded by a
   *     policy on this store
   */
  public Map<String, String> headers(Map<String, String> tags) {
    return rights.headers(tags);
  }
}
