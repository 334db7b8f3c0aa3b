package io.uploadgrants.sts;

import io.uploadgrants.EnforcedBy;
import io.uploadgrants.GrantIssuer;
import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantStrategy;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.iam.UploadPolicy;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Temporary credentials below one key or prefix, bounded by a session policy. It has to be handed
 * to {@link io.uploadgrants.UploadGrants.Builder#strategy}, since only the application knows its
 * role. A profile's validity is then 15 minutes or more, as STS has it, and a grant may be valid
 * for less when its session was made for an earlier one. It separates users where its source
 * {@linkplain SessionSource#separatesUsers does}.
 */
public final class TemporaryCredentialsStrategy implements GrantStrategy {

  /** What no policy has a condition for, so that it takes a look at the stored object. */
  private static final Set<UploadConstraint> BY_COMPLETION =
      Collections.unmodifiableSet(
          EnumSet.of(
              UploadConstraint.SIZE, UploadConstraint.CONTENT_TYPE, UploadConstraint.CHECKSUM));

  private final SubjectSessions sessions;

  /** Where the sessions may upload, when no policy of ours says so. */
  private final AtomicReference<UploadTarget> only = new AtomicReference<>();

  /**
   * Creates the strategy.
   *
   * @param sessions where the credentials come from
   */
  public TemporaryCredentialsStrategy(SubjectSessions sessions) {
    this.sessions = Objects.requireNonNull(sessions, "sessions");
  }

  @Override
  public GrantKind kind() {
    return GrantKind.TEMPORARY_CREDENTIALS;
  }

  @Override
  public Map<UploadConstraint, EnforcedBy> enforces(UploadProfile profile, UploadTarget target) {
    Map<UploadConstraint, EnforcedBy> enforces = byStorage(profile, target);
    for (UploadConstraint constraint : profile.required(target)) {
      if (BY_COMPLETION.contains(constraint)) {
        enforces.put(constraint, EnforcedBy.COMPLETION);
      }
    }
    return enforces;
  }

  private Map<UploadConstraint, EnforcedBy> byStorage(UploadProfile profile, UploadTarget target) {
    // A role's own policy bounds the keys, and knows nothing of the profile.
    Set<UploadConstraint> enforceable =
        sessions.source().takesPolicy()
            ? UploadPolicy.enforceable(profile, target)
            : EnumSet.of(UploadConstraint.KEY, UploadConstraint.VALIDITY);
    Map<UploadConstraint, EnforcedBy> map = new EnumMap<>(UploadConstraint.class);
    enforceable.forEach(constraint -> map.put(constraint, EnforcedBy.STORAGE));
    return map;
  }

  @Override
  public boolean separatesUsers() {
    return sessions.source().separatesUsers();
  }

  /** Returns what issues the credentials; what signs other kinds isn't needed for them. */
  @Override
  public GrantIssuer prepare(
      UploadProfile profile, UploadTarget target, SigningCredentials credentials) {
    SessionLife.check(sessions.source(), profile.name(), profile.validity());
    if (!sessions.source().takesPolicy()) {
      checkBucket(profile, target);
    }
    return new TemporaryCredentialsIssuer(
        profile,
        target,
        sessions,
        UploadPolicy.of(profile, target),
        Collections.unmodifiableMap(byStorage(profile, target)));
  }

  /** A session without a policy is its role's, which is said to be bound to one bucket. */
  private void checkBucket(UploadProfile profile, UploadTarget target) {
    only.compareAndSet(null, target);
    UploadTarget first = Objects.requireNonNull(only.get());
    if (!first.bucket().equals(target.bucket())
        || !first.region().equals(target.region())
        || !Objects.equals(first.endpoint(), target.endpoint())) {
      throw new UploadConfigurationException(
          "profiles." + profile.name() + ".target",
          "Profile '%s' goes to the bucket '%s', and the same temporary credentials are for the bucket '%s': their source takes no policy, so nothing would keep the two apart. Use a source that takes a policy, such as an identity pool's basic flow, or one strategy for each bucket.",
          profile.name(),
          target.bucket(),
          first.bucket());
    }
  }
}
