package io.uploadgrants.servlet;

import io.uploadgrants.EnforcedBy;
import io.uploadgrants.GrantIssuer;
import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantStrategy;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadTarget;
import java.util.EnumMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Hands out the same credentials to everybody, for the sake of their form. */
final class HandedCredentials implements GrantStrategy {

  static final String SECRET_KEY = "handed-out/secret+key";
  static final String SESSION_TOKEN = "handed-out/session+token==";

  @Override
  public GrantKind kind() {
    return GrantKind.TEMPORARY_CREDENTIALS;
  }

  @Override
  public Map<UploadConstraint, EnforcedBy> enforces(UploadProfile profile, UploadTarget target) {
    Map<UploadConstraint, EnforcedBy> all = new EnumMap<>(UploadConstraint.class);
    for (UploadConstraint constraint : UploadConstraint.values()) {
      all.put(constraint, EnforcedBy.STORAGE);
    }
    return all;
  }

  @Override
  public GrantIssuer prepare(
      UploadProfile profile, UploadTarget target, SigningCredentials credentials) {
    Map<UploadConstraint, EnforcedBy> enforced = enforces(profile, target);
    return GrantIssuer.of(
        enforced,
        draft ->
            new TemporaryCredentials(
                draft.key(),
                profile.scope(),
                AwsSessionCredentials.create("ASIAHANDEDOUT0000000", SECRET_KEY, SESSION_TOKEN),
                target,
                Map.of(),
                null,
                draft.issuedAt().plus(profile.validity()),
                enforced));
  }
}
