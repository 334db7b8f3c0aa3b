package io.uploadgrants.sts;

import io.uploadgrants.EnforcedBy;
import io.uploadgrants.ErrorText;
import io.uploadgrants.GrantDraft;
import io.uploadgrants.GrantIssuer;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.iam.UploadPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Issues the temporary credentials of one profile.
 *
 * @param enforced what the store enforces of the profile
 */
record TemporaryCredentialsIssuer(
    UploadProfile profile,
    UploadTarget target,
    SubjectSessions sessions,
    UploadPolicy policy,
    Map<UploadConstraint, EnforcedBy> enforced)
    implements GrantIssuer {

  /** No policy has a condition for a checksum or for metadata. */
  @Override
  public Map<UploadConstraint, EnforcedBy> enforces(UploadRequest request) {
    Set<UploadConstraint> added = request.required();
    if (added.isEmpty()) {
      return enforced;
    }
    Map<UploadConstraint, EnforcedBy> map = new EnumMap<>(enforced);
    map.keySet().removeAll(added);
    if (added.contains(UploadConstraint.TAGS) && bindsTags()) {
      map.put(UploadConstraint.TAGS, EnforcedBy.STORAGE);
    }
    return Collections.unmodifiableMap(map);
  }

  private boolean bindsTags() {
    return sessions.source().takesPolicy()
        && target.supports(StoreFeature.TAGS)
        && target.supports(StoreFeature.POLICY_CONDITIONS);
  }

  @Override
  public TemporaryCredentials issue(GrantDraft draft) {
    UploadRequest request = draft.request();
    Instant now = draft.issuedAt();
    Map<String, String> tags = request.tags();
    SessionRequest wanted =
        new SessionRequest(
            profile.name(),
            request.subject(),
            request.logins(),
            draft.key(),
            finalKey -> policy.json(finalKey, tags),
            Duration.ofSeconds(profile.validity().toSeconds()));
    // A key that never comes again would only push those out that do.
    IssuedSession session =
        profile.keys().unguessable() ? sessions.once(wanted, now) : sessions.session(wanted, now);
    return new TemporaryCredentials(
        session.key(),
        profile.scope(),
        session.credentials(),
        target,
        headers(draft),
        session.identityId(),
        expiry(session, now),
        enforces(request));
  }

  /** Returns what each upload must carry, and what completion holds its object against. */
  private Map<String, String> headers(GrantDraft draft) {
    Map<String, String> demanded = policy.headers(draft.request().tags());
    if (draft.uploadId() == null) {
      return demanded;
    }
    Map<String, String> headers = new LinkedHashMap<>(demanded);
    headers.put("x-amz-meta-" + GrantDraft.UPLOAD_ID, draft.uploadId());
    String type = draft.request().contentType();
    if (type != null) {
      headers.put("content-type", type);
    }
    return headers;
  }

  private Instant expiry(IssuedSession session, Instant now) {
    Instant wanted = now.plus(profile.validity());
    Instant end = session.expiresAt().isBefore(wanted) ? session.expiresAt() : wanted;
    if (end.isBefore(now.plusSeconds(1))) {
      throw new IssuanceFailedException(
          ErrorText.of(
              "The session for profile '%s' expires at %s, which is now or past; check the clock.",
              profile.name(), end),
          null);
    }
    return Instant.ofEpochSecond(end.getEpochSecond());
  }

  /** Returns nothing of the policy and the sessions. */
  @Override
  public String toString() {
    return "TemporaryCredentialsIssuer[" + profile.name() + "]";
  }
}
