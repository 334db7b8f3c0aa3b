package io.uploadgrants.testkit.contract;

import io.uploadgrants.EnforcedBy;
import io.uploadgrants.GrantIssuer;
import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantStrategy;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadTarget;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * Hands out the same credentials to everybody, for the sake of their form.
 *
 * @param identityId whom they stand for, or {@code null}
 * @param headers what each upload would have to carry
 */
record HandedCredentials(@Nullable String identityId, Map<String, String> headers)
    implements GrantStrategy {

  static final String ACCESS_KEY = "ASIAHANDEDOUT0000000";
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
                AwsSessionCredentials.create(ACCESS_KEY, SECRET_KEY, SESSION_TOKEN),
                target,
                headers,
                identityId,
                draft.issuedAt().plus(profile.validity()).truncatedTo(ChronoUnit.SECONDS),
                enforced));
  }
}
