package io.uploadgrants.testkit.sessions;

import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyResponse;

/** IAM, of which one call fails, and on request all that come after it. */
final class FailingIam implements IamClient {

  /** How a call fails. */
  enum Failure {
    REFUSED,
    LOST_BEFORE,
    LOST_AFTER,
    ALL_LOST_AFTER
  }

  private final IamClient iam;
  private final Failure failure;
  private final int failing;
  private int calls;

  /**
   * Creates the client.
   *
   * @param failing which call fails, from 0
   */
  FailingIam(IamClient iam, Failure failure, int failing) {
    this.iam = iam;
    this.failure = failure;
    this.failing = failing;
  }

  boolean hasFailed() {
    return calls > failing;
  }

  @Override
  public PutRolePolicyResponse putRolePolicy(PutRolePolicyRequest put) {
    return call(() -> iam.putRolePolicy(put));
  }

  @Override
  public ListRolePoliciesResponse listRolePolicies(ListRolePoliciesRequest list) {
    return call(() -> iam.listRolePolicies(list));
  }

  @Override
  public DeleteRolePolicyResponse deleteRolePolicy(DeleteRolePolicyRequest delete) {
    return call(() -> iam.deleteRolePolicy(delete));
  }

  private <T> T call(Supplier<T> call) {
    int number = calls++;
    if (number < failing || number > failing && failure != Failure.ALL_LOST_AFTER) {
      return call.get();
    }
    if (failure == Failure.REFUSED) {
      throw IamException.builder()
          .statusCode(403)
          .awsErrorDetails(AwsErrorDetails.builder().errorCode("AccessDenied").build())
          .build();
    }
    boolean takesEffect = failure != Failure.LOST_BEFORE && number == failing;
    throw SdkClientException.create("no answer, and lost is " + (takesEffect ? call.get() : ""));
  }

  @Override
  public String serviceName() {
    return "iam";
  }

  @Override
  public void close() {}
}
