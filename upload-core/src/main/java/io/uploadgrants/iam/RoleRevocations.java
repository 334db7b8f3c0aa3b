package io.uploadgrants.iam;

import io.uploadgrants.ErrorCode;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** The revocations of one role, in IAM. */
final class RoleRevocations {

  private static final Logger LOG = LoggerFactory.getLogger(RoleRevocations.class);

  private final IamClient iam;
  private final String role;

  RoleRevocations(IamClient iam, String role) {
    this.iam = iam;
    this.role = role;
  }

  List<Revocation> list() {
    return guard(null, this::listed);
  }

  /**
   * Adds a revocation. IAM itself counts the role's policies, ours and others, and takes one or
   * refuses it.
   *
   * @param expired what has done its work, and makes room when there is none
   */
  void add(Revocation revocation, String document, Predicate<Revocation> expired) {
    guard(
        document,
        () -> {
          try {
            put(revocation.policyName(), document);
          } catch (LimitExceededException full) {
            makeRoom(revocation, document, expired);
          }
          return revocation;
        });
  }

  private void makeRoom(Revocation revocation, String document, Predicate<Revocation> expired) {
    List<Revocation> all = listed();
    all.stream().filter(expired).forEach(this::delete);
    List<Revocation> others = all.stream().filter(expired.negate()).toList();
    if (others.size() < all.size()) {
      try {
        put(revocation.policyName(), document);
        return;
      } catch (LimitExceededException still) {
        // The one that is for everybody has another way.
      }
    }
    if (!revocation.name().equals(Revocation.EVERYBODY) || others.isEmpty()) {
      throw LimitExceededException.builder().build();
    }
    takePlaceOf(others, revocation, document);
  }

  /** Everybody's is shorter than any other, so it fits into another's place; then all others go. */
  private void takePlaceOf(List<Revocation> others, Revocation everybody, String document) {
    Revocation place = others.get(0);
    put(place.policyName(), document);
    others.stream().skip(1).forEach(this::delete);
    try {
      put(everybody.policyName(), document);
    } catch (LimitExceededException still) {
      LOG.warn(
          "Everybody's sessions of role '{}' are revoked by the policy '{}', since its other inline policies leave no room for another; lift that one to lift this",
          role,
          place.policyName());
      return;
    }
    delete(place);
  }

  private void put(String policyName, String document) {
    iam.putRolePolicy(put -> put.roleName(role).policyName(policyName).policyDocument(document));
  }

  void remove(Revocation revocation) {
    guard(null, () -> delete(revocation));
  }

  /**
   * Removes what isn't needed any more.
   *
   * @return how many this call removed
   */
  int removeIf(Predicate<Revocation> unneeded) {
    return guard(null, () -> (int) listed().stream().filter(unneeded).filter(this::delete).count());
  }

  /** As {@link #removeIf}, after a revocation that is in force whether this succeeds or not. */
  void tidyUp(Predicate<Revocation> unneeded) {
    try {
      removeIf(unneeded);
    } catch (RevocationException failed) {
      LOG.warn(
          "Revocations of role '{}' that are past couldn't be removed; the new one is in force, and the next will try again",
          role);
    }
  }

  private List<Revocation> listed() {
    return iam.listRolePoliciesPaginator(list -> list.roleName(role)).policyNames().stream()
        .filter(Revocation::isNameOfOne)
        .map(Revocation::ofPolicyName)
        .toList();
  }

  private boolean delete(Revocation revocation) {
    try {
      iam.deleteRolePolicy(delete -> delete.roleName(role).policyName(revocation.policyName()));
      return true;
    } catch (NoSuchEntityException gone) {
      // Another node was faster.
      return false;
    }
  }

  /** Runs calls to IAM; what fails is told with the policy that is now missing. */
  private <T> T guard(@Nullable String document, Supplier<T> calls) {
    try {
      return calls.get();
    } catch (LimitExceededException full) {
      throw new RevocationException(
          ErrorCode.INVALID_CONFIGURATION,
          "The inline policies of role '%s' have no room for one more revocation: IAM takes %d characters for all of them. The revocation is NOT in force. Lift others, shorten the role's own inline policies, or revokeEverybody(), which takes the others' place."
              .formatted(role, GrantRevoker.MAX_POLICY_LENGTH),
          document,
          full);
    } catch (SdkException failed) {
      boolean refused =
          failed instanceof IamException answer
              && answer.statusCode() >= 400
              && answer.statusCode() < 500
              && !answer.isThrottlingException();
      throw new RevocationException(
          refused ? ErrorCode.INVALID_CONFIGURATION : ErrorCode.ISSUANCE_FAILED,
          "IAM %s for role '%s'%s.%s"
              .formatted(
                  refused ? "refused a change of the revocations" : "couldn't be asked",
                  role,
                  failed instanceof IamException answer && answer.awsErrorDetails() != null
                      ? " (" + answer.awsErrorDetails().errorCode() + ")"
                      : "",
                  remedy(document)),
          document,
          failed);
    }
  }

  private static String remedy(@Nullable String document) {
    return document == null
        ? " Give the application the rights that RolePolicies.revoking lists, or try again; revocations() tells what is in force."
        : " The revocation is NOT in force. Give the application the rights that RolePolicies.revoking lists and try again, or have an administrator add this inline policy to the role: "
            + document;
  }
}
