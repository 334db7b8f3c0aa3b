package io.uploadgrants.probe;

import io.uploadgrants.EnforcedBy;
import io.uploadgrants.GrantDraft;
import io.uploadgrants.GrantIssuer;
import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantStrategy;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import java.util.EnumMap;
import java.util.Map;

/** Promises all of temporary credentials, and issues none. */
record FailingStrategy(Runnable failure) implements GrantStrategy, GrantIssuer {

  @Override
  public GrantKind kind() {
    return GrantKind.TEMPORARY_CREDENTIALS;
  }

  @Override
  public Map<UploadConstraint, EnforcedBy> enforces(UploadProfile profile, UploadTarget target) {
    return everything();
  }

  private static Map<UploadConstraint, EnforcedBy> everything() {
    Map<UploadConstraint, EnforcedBy> all = new EnumMap<>(UploadConstraint.class);
    for (UploadConstraint constraint : UploadConstraint.values()) {
      all.put(constraint, EnforcedBy.STORAGE);
    }
    return all;
  }

  @Override
  public GrantIssuer prepare(
      UploadProfile profile, UploadTarget target, SigningCredentials credentials) {
    return this;
  }

  @Override
  public Map<UploadConstraint, EnforcedBy> enforces(UploadRequest request) {
    return everything();
  }

  @Override
  public UploadGrant issue(GrantDraft draft) {
    failure.run();
    throw new AssertionError("It was to fail");
  }
}
