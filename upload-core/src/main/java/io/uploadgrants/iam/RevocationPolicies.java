package io.uploadgrants.iam;

import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/**
 * The revocations of one role, in IAM: each is an inline policy.
 *
 * <p>A policy is written from a revocation, under the name of that same revocation, and nowhere
 * else. So a name says what its document does, and never stands for anything else: since IAM has no
 * conditional write, that is what makes it safe to delete by name, whatever other nodes have done
 * in between.
 *
 * @param iam IAM
 * @param role the role's name
 */
record RevocationPolicies(IamClient iam, String role) {

  /** Adds a revocation, which does nothing where it is already. */
  void put(Revocation revocation) {
    iam.putRolePolicy(
        put ->
            put.roleName(role)
                .policyName(revocation.policyName())
                .policyDocument(revocation.policyDocument()));
  }

  /**
   * Deletes a revocation.
   *
   * @return whether it was still there
   */
  boolean delete(Revocation revocation) {
    try {
      iam.deleteRolePolicy(delete -> delete.roleName(role).policyName(revocation.policyName()));
      return true;
    } catch (NoSuchEntityException gone) {
      // Another node was faster.
      return false;
    }
  }

  /** Returns the revocations, the oldest first. */
  List<Revocation> list() {
    return iam.listRolePoliciesPaginator(list -> list.roleName(role)).policyNames().stream()
        .filter(Revocation::isNameOfOne)
        .map(Revocation::ofPolicyName)
        .sorted(Comparator.comparing(Revocation::before))
        .toList();
  }
}
