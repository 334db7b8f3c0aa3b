package io.uploadgrants.iam;

import java.util.Arrays;
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

  /** "Names are not distinguished by case", IAM says of what it names. */
  final ConcurrentSkipListMap<String, String> policies =
      new ConcurrentSkipListMap<>(String.CASE_INSENSITIVE_ORDER);

  @Nullable Supplier<@Nullable RuntimeException> failure;
  @Nullable Supplier<@Nullable RuntimeException> putting;
  @Nullable Supplier<@Nullable RuntimeException> deleting;

  /** Of the role's own inline policies, which count as well. */
  int othersLength;

  /** What is listed, if that isn't what there is: IAM tells of a change some time later. */
  @Nullable List<String> listed;

  /** How many names a page has. */
  int page = 10;

  static RuntimeException error(int status, String code) {
    return IamException.builder()
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
        .message("secret-in-the-answer")
        .build();
  }

  private void fail(@Nullable Supplier<@Nullable RuntimeException> ofCall) {
    for (Supplier<@Nullable RuntimeException> each : Arrays.asList(failure, ofCall)) {
      RuntimeException failed = each == null ? null : each.get();
      if (failed != null) {
        throw failed;
      }
    }
  }

  @Override
  public PutRolePolicyResponse putRolePolicy(PutRolePolicyRequest put) {
    fail(putting);
    synchronized (policies) {
      String before = policies.put(put.policyName(), put.policyDocument());
      if (policies.values().stream().mapToInt(InlinePolicies::length).sum() + othersLength
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

  /** IAM doesn't count white space. */
  private static int length(String document) {
    return (int) document.chars().filter(c -> !Character.isWhitespace(c)).count();
  }

  @Override
  public ListRolePoliciesResponse listRolePolicies(ListRolePoliciesRequest list) {
    fail(null);
    if (listed != null) {
      return ListRolePoliciesResponse.builder().policyNames(listed).isTruncated(false).build();
    }
    Map<String, String> rest =
        list.marker() == null ? policies : policies.tailMap(list.marker(), false);
    List<String> names = rest.keySet().stream().limit(page).toList();
    boolean more = rest.size() > page;
    return ListRolePoliciesResponse.builder()
        .policyNames(names)
        .isTruncated(more)
        .marker(more ? names.get(page - 1) : null)
        .build();
  }

  @Override
  public DeleteRolePolicyResponse deleteRolePolicy(DeleteRolePolicyRequest delete) {
    fail(deleting);
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
