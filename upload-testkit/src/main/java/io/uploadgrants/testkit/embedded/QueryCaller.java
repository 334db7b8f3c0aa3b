package io.uploadgrants.testkit.embedded;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who signed a request.
 *
 * @param session null for the server's own keys, which stand for a user who may do everything
 */
record QueryCaller(@Nullable Session session) {

  /**
   * Which tags a session passes on. It stands among the condition keys, but no policy can name it.
   */
  static final String TRANSITIVE = "uploadgrants:TransitiveTagKeys";

  private static final String USER = "embedded";

  boolean isFederatedUser() {
    return "FederatedUser".equals(first("aws:PrincipalType"));
  }

  @Nullable String sourceIdentity() {
    return first("aws:SourceIdentity");
  }

  /** Returns the tags that a session made by this one inherits. */
  StsTags transitiveTags() {
    if (session == null) {
      return StsTags.NONE;
    }
    Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String key : session.context().getOrDefault(TRANSITIVE, List.of())) {
      Optional.ofNullable(first("aws:PrincipalTag/" + key))
          .ifPresent(each -> values.put(key, each));
    }
    return new StsTags(values, List.copyOf(values.keySet()));
  }

  String account() {
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

  String userId() {
    String userId = first("aws:userid");
    return userId == null ? IamIds.unique("AIDA", arn()) : userId;
  }

  String arn() {
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
    return session == null
        ? null
        : session.context().getOrDefault(key, List.of()).stream().findFirst().orElse(null);
  }
}
