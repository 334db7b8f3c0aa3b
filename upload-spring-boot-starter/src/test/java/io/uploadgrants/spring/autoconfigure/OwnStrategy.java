package io.uploadgrants.spring.autoconfigure;

import io.uploadgrants.EnforcedBy;
import io.uploadgrants.GrantIssuer;
import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantStrategy;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadTarget;
import java.util.EnumMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** An application's own strategy, which claims everything. */
public record OwnStrategy(GrantKind kind) implements GrantStrategy {

  private static final String MINE = "mine";

  /** Returns whether a grant is of such a strategy. */
  public static boolean made(UploadGrant grant) {
    return grant instanceof TemporaryCredentials credentials
        ? MINE.equals(credentials.identityId())
        : grant instanceof PresignedPut put && put.url().equals(MINE);
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
            kind == GrantKind.PRESIGNED_PUT
                ? new PresignedPut(
                    draft.key(), MINE, Map.of(), Map.of(), draft.issuedAt(), enforced)
                : new TemporaryCredentials(
                    draft.key(),
                    profile.scope(),
                    AwsSessionCredentials.create("MINE", "secret", "token"),
                    target,
                    Map.of(),
                    MINE,
                    draft.issuedAt(),
                    enforced));
  }
}
