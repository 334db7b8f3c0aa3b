package io.uploadgrants.toy;

import io.uploadgrants.EnforcedBy;
import io.uploadgrants.GrantDraft;
import io.uploadgrants.GrantIssuer;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.ToyPut;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadRequest;
import java.util.Map;

/**
 * Puts each presigned PUT into a toy.
 *
 * @param puts issues them
 */
record ToyPutIssuer(GrantIssuer puts) implements GrantIssuer {

  @Override
  public Map<UploadConstraint, EnforcedBy> enforces(UploadRequest request) {
    return puts.enforces(request);
  }

  @Override
  public UploadGrant issue(GrantDraft draft) {
    return new ToyPut((PresignedPut) puts.issue(draft));
  }
}
