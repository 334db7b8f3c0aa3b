package io.uploadgrants.benchmarks;

import io.uploadgrants.sigv4.SigV4Signer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Forms, compared by what their policies bind. */
final class SignedForm {

  private static final JsonMapper JSON = new JsonMapper();

  private SignedForm() {}

  /** Refuses a comparison in which the peer binds something else, or signs in another way. */
  static void mustEqual(Map<String, String> peer, Map<String, String> ours) {
    Set<String> expected = conditions(peer);
    Set<String> actual = conditions(ours);
    if (!actual.equals(expected)) {
      throw new IllegalStateException(
          "The comparison is void: ours binds " + actual + ", the peer " + expected);
    }
    SigV4Signer signer = new SigV4Signer(Sample.REGION, "s3");
    Instant day = SignedUrl.time(field(peer, "x-amz-date"));
    String signature = SigV4Signer.signPolicy(policy(peer), signer.key(Sample.CREDENTIALS, day));
    if (!signature.equals(field(peer, "x-amz-signature"))) {
      throw new IllegalStateException("The comparison is void: the signatures differ");
    }
  }

  private static byte[] policy(Map<String, String> form) {
    return field(form, "policy").getBytes(StandardCharsets.US_ASCII);
  }

  private static String field(Map<String, String> form, String name) {
    return Objects.requireNonNull(form.get(name), name);
  }

  /** Returns the conditions but for the time, in one of the two forms that S3 knows for "equal". */
  private static Set<String> conditions(Map<String, String> form) {
    Set<String> conditions = new TreeSet<>();
    JsonNode policy = JSON.readTree(Base64.getDecoder().decode(policy(form)));
    for (JsonNode condition : policy.get("conditions")) {
      if (condition.isArray()) {
        conditions.add(condition.toString());
      } else {
        condition
            .properties()
            .forEach(
                equal ->
                    conditions.add(
                        "[\"eq\",\"$" + equal.getKey() + "\"," + equal.getValue() + "]"));
      }
    }
    conditions.removeIf(condition -> condition.contains("$x-amz-date"));
    return conditions;
  }
}
