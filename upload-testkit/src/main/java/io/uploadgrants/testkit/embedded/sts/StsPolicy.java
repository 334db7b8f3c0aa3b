package io.uploadgrants.testkit.embedded.sts;

import io.uploadgrants.testkit.embedded.iam.PolicyDocument;
import io.uploadgrants.testkit.embedded.query.QueryException;
import io.uploadgrants.testkit.embedded.query.QueryParameters;
import io.uploadgrants.testkit.policy.SessionPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The session policy of a request.
 *
 * @param policies the policy, or none
 * @param packedSize how much of the space it takes, in percent; null without a policy
 */
record StsPolicy(List<SessionPolicy> policies, @Nullable String packedSize) {

  private static final int MAX = 2048;

  static StsPolicy read(QueryParameters parameters) {
    parameters.skipEmptyList("PolicyArns");
    String text = parameters.raw("Policy");
    if (text == null) {
      return new StsPolicy(List.of(), null);
    }
    if (text.length() > MAX) {
      throw new QueryException(
          400,
          "PackedPolicyTooLarge",
          "The policy has %,d characters. A session policy has %,d at most. Name fewer resources or actions."
              .formatted(text.length(), MAX));
    }
    // AWS packs in a way that it doesn't publish; the plain text's share comes near.
    return new StsPolicy(
        List.of(PolicyDocument.parse(text)), String.valueOf((text.length() * 100 + MAX - 1) / MAX));
  }
}
