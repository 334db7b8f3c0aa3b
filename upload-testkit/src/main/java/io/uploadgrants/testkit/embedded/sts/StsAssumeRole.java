package io.uploadgrants.testkit.embedded.sts;

import io.uploadgrants.testkit.embedded.iam.QueryCaller;
import io.uploadgrants.testkit.embedded.iam.QueryCallers;
import io.uploadgrants.testkit.embedded.iam.Role;
import io.uploadgrants.testkit.embedded.iam.Sessions;
import io.uploadgrants.testkit.embedded.query.QueryCall;
import io.uploadgrants.testkit.embedded.query.QueryException;
import io.uploadgrants.testkit.embedded.query.QueryParameters;
import io.uploadgrants.testkit.embedded.query.QueryRule;
import io.uploadgrants.testkit.embedded.query.QueryService;
import io.uploadgrants.testkit.embedded.query.QueryXml;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code AssumeRole}. */
final class StsAssumeRole implements QueryService.Action {

  static final int SHORTEST = 900;
  static final int LONGEST = 43_200;
  static final int USUAL = 3_600;

  private static final Duration LONGEST_OF_CHAIN = Duration.ofHours(1);

  private final QueryCallers callers;
  private final Sessions sessions;

  StsAssumeRole(QueryCallers callers, Sessions sessions) {
    this.callers = callers;
    this.sessions = sessions;
  }

  @Override
  public void answer(QueryCall call, QueryXml result) {
    QueryCaller caller = callers.check(call);
    QueryParameters parameters = call.parameters();
    Role role = Role.parse(parameters.required("RoleArn", QueryRule.ROLE_ARN));
    String name = parameters.required("RoleSessionName", QueryRule.SESSION_NAME);
    Duration life = parameters.seconds("DurationSeconds", SHORTEST, LONGEST, USUAL);
    StsPolicy policy = StsPolicy.read(parameters);
    String externalId = parameters.optional("ExternalId", QueryRule.EXTERNAL_ID);
    String sourceIdentity = sourceIdentity(parameters, caller);
    StsTags tags = StsTags.read(parameters, StsTags.passedOnBy(caller));
    parameters.refuseUnread();
    if (caller.session() != null && life.compareTo(LONGEST_OF_CHAIN) > 0) {
      throw QueryException.invalid(
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
    actions.forEach(action -> callers.require(caller, action, role, asked, call));

    Map<String, List<String>> context = role.context(name);
    context.putAll(tags.asContext("aws:PrincipalTag/"));
    put(context, "aws:SourceIdentity", sourceIdentity);
    if (!tags.transitive().isEmpty()) {
      context.put(StsTags.TRANSITIVE, tags.transitive());
    }
    sessions.issue(call.now(), life, policy.policies(), context).writeCredentials(result);
    role.writeUser(result, name);
    result
        .element("PackedPolicySize", policy.packedSize())
        .element("SourceIdentity", sourceIdentity);
  }

  private static @Nullable String sourceIdentity(QueryParameters parameters, QueryCaller caller) {
    String asked = parameters.optional("SourceIdentity", QueryRule.SOURCE_IDENTITY);
    String set = caller.sourceIdentity();
    if (set != null && asked != null && !asked.equals(set)) {
      throw QueryException.denied(
          "The calling session has another source identity than "
              + QueryException.quoted(asked)
              + ". A source identity can't be changed by role chaining. Leave SourceIdentity out.");
    }
    return set == null ? asked : set;
  }

  private static void put(Map<String, List<String>> context, String key, @Nullable String value) {
    if (value != null) {
      context.put(key, List.of(value));
    }
  }
}
