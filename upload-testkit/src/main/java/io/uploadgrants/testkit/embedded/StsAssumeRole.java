package io.uploadgrants.testkit.embedded;

import io.uploadgrants.testkit.policy.AccessRequest;
import io.uploadgrants.testkit.policy.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code AssumeRole}. */
final class StsAssumeRole {

  static final int SHORTEST = 900;
  static final int LONGEST = 43_200;
  static final int USUAL = 3_600;

  private static final Duration LONGEST_OF_CHAIN = Duration.ofHours(1);

  private final Sessions sessions;

  StsAssumeRole(Sessions sessions) {
    this.sessions = sessions;
  }

  void answer(StsParameters parameters, StsCaller caller, Instant now, StsXml xml) {
    StsRole role = StsRole.parse(parameters.required("RoleArn", StsRule.ROLE_ARN));
    String name = parameters.required("RoleSessionName", StsRule.SESSION_NAME);
    Duration life = parameters.seconds("DurationSeconds", SHORTEST, LONGEST, USUAL);
    StsPolicy policy = StsPolicy.read(parameters);
    String externalId = parameters.optional("ExternalId", StsRule.EXTERNAL_ID);
    String sourceIdentity = sourceIdentity(parameters, caller);
    StsTags tags = StsTags.read(parameters, caller.transitiveTags());
    parameters.refuseUnread();
    if (caller.session() != null && life.compareTo(LONGEST_OF_CHAIN) > 0) {
      throw StsException.invalid(
          "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role"
              + " chaining. Ask for 3600 at most, or sign with the server's own keys.");
    }

    Map<String, List<String>> asked = tags.asContext("aws:RequestTag/");
    put(asked, "sts:RoleSessionName", name);
    put(asked, "sts:ExternalId", externalId);
    put(asked, "sts:SourceIdentity", sourceIdentity);
    List<String> actions = new ArrayList<>(List.of("sts:AssumeRole"));
    if (!tags.values().isEmpty()) {
      asked.put("aws:TagKeys", List.copyOf(tags.values().keySet()));
      asked.put("sts:TransitiveTagKeys", tags.transitive());
      actions.add("sts:TagSession");
    }
    if (sourceIdentity != null) {
      actions.add("sts:SetSourceIdentity");
    }
    actions.forEach(action -> require(caller, action, role, asked));

    Map<String, List<String>> context = role.context(name);
    context.putAll(tags.asContext("aws:PrincipalTag/"));
    put(context, "aws:SourceIdentity", sourceIdentity);
    if (!tags.transitive().isEmpty()) {
      context.put(StsCaller.TRANSITIVE, tags.transitive());
    }
    xml.credentials(sessions.issue(now, life, policy.policies(), context));
    role.writeUser(xml, name);
    xml.element("PackedPolicySize", policy.packedSize()).element("SourceIdentity", sourceIdentity);
  }

  private static @Nullable String sourceIdentity(StsParameters parameters, StsCaller caller) {
    String asked = parameters.optional("SourceIdentity", StsRule.SOURCE_IDENTITY);
    String set = caller.sourceIdentity();
    if (set != null && asked != null && !asked.equals(set)) {
      throw StsException.denied(
          "The calling session has another source identity than "
              + StsException.quoted(asked)
              + ". A source identity can't be changed by role chaining. Leave SourceIdentity out.");
    }
    return set == null ? asked : set;
  }

  /** A session that could assume a role without a right to would shed its own policy. */
  private static void require(
      StsCaller caller, String action, StsRole role, Map<String, List<String>> asked) {
    Session session = caller.session();
    if (session == null) {
      return;
    }
    Map<String, List<String>> context = new LinkedHashMap<>(session.context());
    context.putAll(asked);
    AccessRequest request = new AccessRequest(action, role.arn(), context);
    if (caller.isFederatedUser()
        || session.policies().stream()
            .anyMatch(each -> each.evaluate(request) != Decision.ALLOWED)) {
      throw StsException.denied(
          "User: "
              + caller.arn()
              + " is not authorized to perform: "
              + action
              + " on resource: "
              + role.arn()
              + ". A federated user may assume no role, another session what its policy allows."
              + " Allow the action in that policy, or sign with the server's own keys.");
    }
  }

  private static void put(Map<String, List<String>> context, String key, @Nullable String value) {
    if (value != null) {
      context.put(key, List.of(value));
    }
  }
}
