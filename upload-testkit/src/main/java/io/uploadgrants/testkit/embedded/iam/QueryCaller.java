package io.uploadgrants.testkit.embedded.iam;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who signed a request.
 *
 * @param session null for the server's own keys, which stand for a user who may do everything
 */
public record QueryCaller(@Nullable Session session) {

  private static final String USER = "embedded";

  /** Returns the condition keys of the caller's session; none for the server's own keys. */
  public Map<String, List<String>> context() {
    return session == null ? Map.of() : session.context();
  }

  boolean isFederatedUser() {
    return "FederatedUser".equals(first("aws:PrincipalType"));
  }

  public @Nullable String sourceIdentity() {
    return first("aws:SourceIdentity");
  }

  public String account() {
    String account = first("aws:PrincipalAccount");
    return account == null ? IamIds.ACCOUNT : account;
  }

  /** Returns the role of this name in the caller's account, which is its own or has no path. */
  Role role(String name) {
    Role own = session == null ? null : session.role();
    if (own == null) {
      return new Role("aws", IamIds.ACCOUNT, name);
    }
    return own.name().equals(name) ? own : new Role(own.partition(), own.account(), name);
  }

  public String userId() {
    String userId = first("aws:userid");
    return userId == null ? IamIds.unique("AIDA", arn()) : userId;
  }

  public String arn() {
    String arn = first("aws:PrincipalArn");
    if (arn == null) {
      return "arn:aws:iam::" + IamIds.ACCOUNT + ":user/" + USER;
    }
    // The condition key names the role, the answer to GetCallerIdentity its session.
    return isFederatedUser()
        ? arn
        : Role.parse(arn).sessionArn(userId().substring(userId().indexOf(':') + 1));
  }

  private @Nullable String first(String key) {
    return context().getOrDefault(key, List.of()).stream().findFirst().orElse(null);
  }
}
