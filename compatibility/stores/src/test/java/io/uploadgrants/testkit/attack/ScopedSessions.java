package io.uploadgrants.testkit.attack;

import io.uploadgrants.EnforcedBy;
import io.uploadgrants.GrantIssuer;
import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantStrategy;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.iam.SessionName;
import io.uploadgrants.iam.UploadPolicy;
import java.util.EnumMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The policy under attack and AWS's own STS client, with nothing between them. */
record ScopedSessions(StsClient sts) implements GrantStrategy {

  @Override
  public GrantKind kind() {
    return GrantKind.TEMPORARY_CREDENTIALS;
  }

  @Override
  public Map<UploadConstraint, EnforcedBy> enforces(UploadProfile profile, UploadTarget target) {
    Map<UploadConstraint, EnforcedBy> enforced = new EnumMap<>(UploadConstraint.class);
    UploadPolicy.enforceable(profile, target)
        .forEach(constraint -> enforced.put(constraint, EnforcedBy.STORAGE));
    return enforced;
  }

  @Override
  public GrantIssuer prepare(
      UploadProfile profile, UploadTarget target, SigningCredentials credentials) {
    UploadPolicy policy = UploadPolicy.of(profile, target);
    Map<UploadConstraint, EnforcedBy> enforced = enforces(profile, target);
    return GrantIssuer.of(
        enforced,
        draft -> {
          UploadRequest request = draft.request();
          String json = policy.json(draft.key(), request.tags());
          Credentials session =
              sts.assumeRole(
                      role ->
                          role.roleArn("arn:aws:iam::123456789012:role/uploader")
                              .roleSessionName(SessionName.of(request.subject()))
                              .durationSeconds(900)
                              .policy(json))
                  .credentials();
          return new TemporaryCredentials(
              draft.key(),
              profile.scope(),
              AwsSessionCredentials.create(
                  session.accessKeyId(), session.secretAccessKey(), session.sessionToken()),
              target,
              policy.headers(request.tags()),
              null,
              draft.issuedAt().plus(profile.validity()),
              enforced);
        });
  }
}
