package io.uploadgrants.iam;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyResponse;

/** IAM as far as revoking needs it: the inline policies of one role and their limit, in pages. */
final class InlinePolicies implements IamClient {

  private static final int PAGE = 10;

  final ConcurrentSkipListMap<String, String> policies = new ConcurrentSkipListMap<>();
  @Nullable Supplier<RuntimeException> failure;
  @Nullable Supplier<RuntimeException> deleting;

  /** Of the role's own inline policies, which count as well. */
  int othersLength;

  static RuntimeException error(int status, String code) {
    return IamException.builder()
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
        .message("secret-in-the-answer")
        .build();
  }

  private void fail() {
    if (failure != null) {
      throw failure.get();
    }
  }

  @Override
  public PutRolePolicyResponse putRolePolicy(PutRolePolicyRequest put) {
    fail();
    synchronized (policies) {
      String before = policies.put(put.policyName(), put.policyDocument());
      if (policies.values().stream().mapToInt(String::length).sum() + othersLength
          > GrantRevoker.MAX_POLICY_LENGTH) {
        policies.remove(put.policyName());
        if (before != null) {
          policies.put(put.policyName(), before);
        }
        throw LimitExceededException.builder().statusCode(409).build();
      }
    }
    return PutRolePolicyResponse.builder().build();
  }

  @Override
  public ListRolePoliciesResponse listRolePolicies(ListRolePoliciesRequest list) {
    fail();
    Map<String, String> rest =
        list.marker() == null ? policies : policies.tailMap(list.marker(), false);
    List<String> page = rest.keySet().stream().limit(PAGE).toList();
    boolean more = rest.size() > PAGE;
    return ListRolePoliciesResponse.builder()
        .policyNames(page)
        .isTruncated(more)
        .marker(more ? page.get(PAGE - 1) : null)
        .build();
  }

  @Override
  public DeleteRolePolicyResponse deleteRolePolicy(DeleteRolePolicyRequest delete) {
    fail();
    if (deleting != null) {
      throw deleting.get();
    }
    if (policies.remove(delete.policyName()) == null) {
      throw NoSuchEntityException.builder().statusCode(404).build();
    }
    return DeleteRolePolicyResponse.builder().build();
  }

  @Override
  public String serviceName() {
    return "iam";
  }

  @Override
  public void close() {}
}
