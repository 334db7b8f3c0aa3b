package io.uploadgrants;

import java.util.Set;

/**
 * One kind of a compiled profile.
 *
 * @param issuer makes its grants
 * @param byCompletion the constraints that a look at the stored object enforces, where the store
 *     doesn't; empty when the profile has no completion
 */
record PreparedKind(GrantIssuer issuer, Set<UploadConstraint> byCompletion) {}
