package io.uploadgrants.testkit.policy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What somebody wants to do, as IAM sees it.
 *
 * @param action one action, for instance {@code s3:PutObject}; no wildcards
 * @param resource the ARN of what it is done to, for instance {@code
 *     arn:aws:s3:::photos/users/u1/a.png}, or {@code *} for an action that concerns no resource
 * @param context the values of the condition keys, for instance {@code s3:prefix}; the keys' case
 *     doesn't matter, and a key without values is the same as an absent one
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-reqcontext.html">The
 *     request context</a>
 */
public record AccessRequest(String action, String resource, Map<String, List<String>> context) {

  private static final Pattern ACTION = Pattern.compile("[A-Za-z0-9-]+:[A-Za-z0-9]+");

  /**
   * Checks the parts and copies the context.
   *
   * @throws IllegalArgumentException when the action isn't {@code service:Name}, the resource is
   *     neither {@code *} nor an ARN, or two keys of the context differ only by case
   */
  public AccessRequest {
    if (!ACTION.matcher(action).matches()) {
      throw new IllegalArgumentException(
          "The action is "
              + MalformedPolicyException.quoted(action)
              + ". A request has one action, service:Name. Give for instance s3:PutObject.");
    }
    if (!resource.equals("*") && !isArn(resource)) {
      throw new IllegalArgumentException(
          "The resource is "
              + MalformedPolicyException.quoted(resource)
              + ". A resource is an ARN of six parts, or *. Give for instance arn:aws:s3:::b/key.");
    }
    context = copy(context);
  }

  /** The key's values; empty when it is absent. */
  List<String> values(String key) {
    return context.getOrDefault(key, List.of());
  }

  private static boolean isArn(String resource) {
    return resource.startsWith("arn:")
        && resource.chars().filter(each -> each == ':').limit(5).count() == 5;
  }

  private static Map<String, List<String>> copy(Map<String, List<String>> context) {
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    context.forEach(
        (key, values) -> {
          if (copy.put(key, List.copyOf(values)) != null) {
            throw new IllegalArgumentException(
                "The context has "
                    + MalformedPolicyException.quoted(key)
                    + " twice. The case of a condition key doesn't matter. Join the values.");
          }
        });
    return Collections.unmodifiableMap(copy);
  }
}
