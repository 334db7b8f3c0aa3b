package io.uploadgrants.testkit.embedded.iam;

import io.uploadgrants.testkit.embedded.query.QueryXml;
import io.uploadgrants.testkit.policy.SessionPolicy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Temporary credentials, and what they stand for.
 *
 * @param accessKeyId {@code ASIA} and 16 of {@code A-Z2-7}
 * @param secretAccessKey 40 characters
 * @param sessionToken what each request of the session must carry besides its signature
 * @param issuedAt in whole seconds
 * @param expiresAt in whole seconds; from then on the session is refused
 * @param policies what must all allow a request, besides its role's; none for no further limit
 * @param context IAM's condition keys of the principal, for instance {@code aws:userid}
 */
public record Session(
    String accessKeyId,
    String secretAccessKey,
    String sessionToken,
    Instant issuedAt,
    Instant expiresAt,
    List<SessionPolicy> policies,
    Map<String, List<String>> context) {

  public Session {
    policies = List.copyOf(policies);
    Map<String, List<String>> copy = new LinkedHashMap<>();
    context.forEach((key, values) -> copy.put(key, List.copyOf(values)));
    context = Collections.unmodifiableMap(copy);
  }

  /** Returns the role that was assumed; null for a federated user, who has none. */
  @Nullable Role role() {
    List<String> arn = context.getOrDefault("aws:PrincipalArn", List.of());
    boolean assumed = context.getOrDefault("aws:PrincipalType", List.of()).contains("AssumedRole");
    return assumed ? Role.parse(arn.get(0)) : null;
  }

  /** Writes what its holder signs with. */
  public void writeCredentials(QueryXml xml) {
    xml.open("Credentials")
        .element("AccessKeyId", accessKeyId)
        .element("SecretAccessKey", secretAccessKey)
        .element("SessionToken", sessionToken)
        .element("Expiration", expiresAt.toString())
        .close("Credentials");
  }

  public boolean isExpired(Instant now) {
    return !now.isBefore(expiresAt);
  }

  /** Compares in constant time. */
  public boolean hasToken(@Nullable String given) {
    return given != null
        && MessageDigest.isEqual(
            sessionToken.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns nothing but the access key's id and the expiry: neither secret, token nor policy. */
  @Override
  public String toString() {
    return "Session[accessKeyId=" + accessKeyId + ", expiresAt=" + expiresAt + "]";
  }
}
