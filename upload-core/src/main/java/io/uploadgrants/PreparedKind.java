package io.uploadgrants;

import java.util.Set;

/**
 * One kind of a compiled profile.
 *
 * @param kind which
 * @param issuer makes its grants
 * @param required what each of them must enforce
 * @param byCompletion the constraints that a look at the stored object enforces, where the store
 *     doesn't; empty when nothing follows the upload
 */
record PreparedKind(
    GrantKind kind,
    GrantIssuer issuer,
    Set<UploadConstraint> required,
    Set<UploadConstraint> byCompletion) {}
