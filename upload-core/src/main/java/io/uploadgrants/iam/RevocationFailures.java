package io.uploadgrants.iam;

import static io.uploadgrants.ErrorText.phrase;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.ErrorText;
import io.uploadgrants.iam.RevocationException.State;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.LimitExceededException;

/**
 * What is said when IAM doesn't do what it is asked for: what is in force, and what is to be done.
 */
final class RevocationFailures {

  private static final String RIGHTS =
      "Give the application the permissions that RolePolicies.revoking lists, and try again";

  private RevocationFailures() {}

  /** Returns whether IAM has answered that it did nothing. */
  static boolean isRefusal(RuntimeException failure) {
    return failure instanceof IamException answer
        && answer.statusCode() >= 400
        && answer.statusCode() < 500
        && !wasTriedBefore(answer);
  }

  /** The SDK tries again by itself, and throws the last failure: the first answer may be lost. */
  private static boolean wasTriedBefore(IamException answer) {
    Integer attempts = answer.numAttempts();
    return attempts != null && attempts > 1;
  }

  /** Adds what went wrong later; one exception may have been thrown twice. */
  static void add(RuntimeException later, RuntimeException first) {
    if (later != first) {
      first.addSuppressed(later);
    }
  }

  static String shown(List<Revocation> revocations) {
    return revocations.stream().map(Revocation::shown).collect(Collectors.joining(", "));
  }

  /**
   * Tells that a revocation couldn't be added.
   *
   * @param seen what IAM listed after the failure, or null when it didn't
   * @param answerLost whether IAM may have taken the revocation without saying so
   * @param sacrificed what was removed to make room, and put back as far as IAM took it
   * @param doubtful which of them may be missing though IAM lists them
   */
  static RevocationException notAdded(
      String role,
      Revocation wanted,
      @Nullable List<Revocation> seen,
      boolean answerLost,
      List<Revocation> sacrificed,
      Set<Revocation> doubtful,
      RuntimeException failure) {
    State state = seen == null || answerLost ? State.UNKNOWN : State.NOT_IN_FORCE;
    List<Revocation> missing =
        sacrificed.stream()
            .filter(each -> seen == null || !seen.contains(each) || doubtful.contains(each))
            .toList();
    StringBuilder text = new StringBuilder(fault(role, failure));
    if (state == State.NOT_IN_FORCE) {
      text.append(" The revocation of ").append(wanted.shown()).append(" is NOT in force.");
    } else {
      text.append(" Whether the revocation of ")
          .append(wanted.shown())
          .append(" is in force is UNKNOWN, since IAM ")
          .append(answerLost ? "didn't answer each call" : "doesn't list the role's policies")
          .append("; assume that it is NOT in force.");
    }
    if (seen != null && seen.stream().anyMatch(each -> each.covers(wanted))) {
      text.append(" As long as the revocation of everybody is in force, the sessions are refused.");
    }
    text.append(ofOthers(sacrificed, missing, seen)).append(' ');
    text.append(
        failure instanceof LimitExceededException
            ? "Lift others or shorten the role's own inline policies and try again, or revokeEverybody(), which replaces older ones."
            : RIGHTS
                + ", or have an administrator add to the role, under the name "
                + wanted.policyName()
                + ", this inline policy: "
                + wanted.policyDocument());
    return exception(text.toString(), state, wanted.policyDocument(), missing, failure);
  }

  private static String ofOthers(
      List<Revocation> sacrificed, List<Revocation> missing, @Nullable List<Revocation> seen) {
    if (sacrificed.isEmpty()) {
      return "";
    }
    boolean known = seen != null && missing.stream().noneMatch(seen::contains);
    String text = " To make room, the revocation of " + shown(sacrificed) + " was removed";
    return missing.isEmpty()
        ? text + " for a moment, and is in force again."
        : text
            + ", and that of "
            + shown(missing)
            + (known ? " is NOT in force any more" : " may not be in force any more")
            + ": revoke these again.";
  }

  /**
   * Tells that a revocation couldn't be lifted.
   *
   * @param left what of it is still there, or null when nobody knows
   */
  static RevocationException notLifted(
      String role, String name, @Nullable List<Revocation> left, RuntimeException failure) {
    boolean known = left != null && isRefusal(failure);
    String text =
        left == null
            ? ErrorText.of(" Whether the revocation of '%s' is still in force is UNKNOWN.", name)
            : known
                ? ErrorText.of(" Still in force is the revocation of %s.", phrase(shown(left)))
                : ErrorText.of(
                    " IAM still lists the revocation of %s; whether that ends is UNKNOWN, since IAM didn't answer each call.",
                    phrase(shown(left)));
    return exception(
        fault(role, failure) + text + " " + RIGHTS + ".",
        known ? State.IN_FORCE : State.UNKNOWN,
        null,
        List.of(),
        failure);
  }

  /** Tells that revocations couldn't be listed, or those that are past not be removed. */
  static RevocationException unchanged(String role, RuntimeException failure) {
    return exception(
        fault(role, failure) + " What was in force still is. " + RIGHTS + ".",
        State.UNKNOWN,
        null,
        List.of(),
        failure);
  }

  private static String fault(String role, RuntimeException failure) {
    if (failure instanceof LimitExceededException) {
      return ErrorText.of(
          "The inline policies of role '%s' have no room for one more revocation: IAM takes %d characters for all of them.",
          role, GrantRevoker.MAX_POLICY_LENGTH);
    }
    return ErrorText.of(
        "IAM %s for role '%s'%s.",
        isRefusal(failure) ? "refused to change the revocations" : "failed on a call",
        role,
        failure instanceof IamException answer && answer.awsErrorDetails() != null
            ? " (" + answer.awsErrorDetails().errorCode() + ")"
            : "");
  }

  private static RevocationException exception(
      String text,
      State state,
      @Nullable String policyDocument,
      List<Revocation> removed,
      RuntimeException failure) {
    boolean setUp =
        isRefusal(failure)
            && failure instanceof IamException answer
            && !answer.isThrottlingException();
    return new RevocationException(
        setUp ? ErrorCode.INVALID_CONFIGURATION : ErrorCode.ISSUANCE_FAILED,
        text,
        state,
        policyDocument,
        removed,
        failure);
  }
}
