package io.uploadgrants.toy;

import io.uploadgrants.EnforcedBy;
import io.uploadgrants.GrantIssuer;
import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantStrategy;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.s3.PresignedPutStrategy;
import java.util.Map;

/** Issues toys, by presigning. */
public final class ToyPutStrategy implements GrantStrategy {

  private final PresignedPutStrategy puts = new PresignedPutStrategy();

  /** Creates the strategy. */
  public ToyPutStrategy() {}

  @Override
  public GrantKind kind() {
    return GrantKind.TOY;
  }

  @Override
  public Map<UploadConstraint, EnforcedBy> enforces(UploadProfile profile, UploadTarget target) {
    return puts.enforces(profile, target);
  }

  @Override
  public GrantIssuer prepare(
      UploadProfile profile, UploadTarget target, SigningCredentials credentials) {
    return new ToyPutIssuer(puts.prepare(profile, target, credentials));
  }
}
