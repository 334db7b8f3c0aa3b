package io.uploadgrants.testkit.embedded.sts;

import io.uploadgrants.testkit.embedded.iam.Role;
import io.uploadgrants.testkit.embedded.iam.Sessions;
import io.uploadgrants.testkit.embedded.identity.WebIdentities;
import io.uploadgrants.testkit.embedded.identity.WebIdentity;
import io.uploadgrants.testkit.embedded.query.QueryCall;
import io.uploadgrants.testkit.embedded.query.QueryException;
import io.uploadgrants.testkit.embedded.query.QueryParameters;
import io.uploadgrants.testkit.embedded.query.QueryRule;
import io.uploadgrants.testkit.embedded.query.QueryService;
import io.uploadgrants.testkit.embedded.query.QueryXml;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code AssumeRoleWithWebIdentity}. */
final class StsWebIdentity implements QueryService.Action {

  /** Providers that IAM knows by name; each other one has an ARN in the role's account. */
  private static final Set<String> KNOWN_TO_IAM =
      Set.of(
          "cognito-identity.amazonaws.com",
          "accounts.google.com",
          "graph.facebook.com",
          "www.amazon.com");

  private final Sessions sessions;
  private final WebIdentities webIdentities;

  StsWebIdentity(Sessions sessions, WebIdentities webIdentities) {
    this.sessions = sessions;
    this.webIdentities = webIdentities;
  }

  @Override
  public void answer(QueryCall call, QueryXml result) {
    QueryParameters parameters = call.parameters();
    Role role = Role.parse(parameters.required("RoleArn", QueryRule.ROLE_ARN));
    String name = parameters.required("RoleSessionName", QueryRule.SESSION_NAME);
    String token = parameters.required("WebIdentityToken", QueryRule.WEB_IDENTITY_TOKEN);
    String provider = parameters.optional("ProviderId", QueryRule.PROVIDER_ID);
    Duration life =
        parameters.seconds(
            "DurationSeconds", StsAssumeRole.SHORTEST, StsAssumeRole.LONGEST, StsAssumeRole.USUAL);
    StsPolicy policy = StsPolicy.read(parameters);
    parameters.refuseUnread();
    WebIdentity identity = verified(token, call.now());
    if (provider != null && !provider.equals(identity.provider())) {
      throw invalid(
          "The token is of another provider than "
              + QueryException.quoted(provider)
              + ". ProviderId names the token's issuer, without its scheme. Leave it out.");
    }

    Map<String, List<String>> context = role.context(name);
    context.put("aws:FederatedProvider", List.of(federatedProvider(identity, role)));
    context.put(identity.provider() + ":sub", List.of(identity.subject()));
    context.put(identity.provider() + ":aud", List.of(identity.audience()));
    if (!identity.authenticationMethods().isEmpty()) {
      context.put(identity.provider() + ":amr", identity.authenticationMethods());
    }
    result
        .element("SubjectFromWebIdentityToken", identity.subject())
        .element("Audience", identity.audience());
    role.writeUser(result, name);
    sessions.issue(call.now(), life, policy.policies(), context).writeCredentials(result);
    result.element("PackedPolicySize", policy.packedSize()).element("Provider", identity.issuer());
  }

  private WebIdentity verified(String token, Instant now) {
    Optional<WebIdentity> identity;
    try {
      identity = webIdentities.verify(token, now);
    } catch (RuntimeException failed) {
      // Its text may show the token.
      throw new QueryException(
          400,
          "IDPCommunicationError",
          "The server's WebIdentities failed with "
              + failed.getClass().getName()
              + ". It returns an empty Optional for a token that it refuses. Correct it.");
    }
    return identity.orElseThrow(
        () ->
            invalid(
                "The web identity token was refused. A token is accepted when the server's"
                    + " WebIdentities verifies it, which without any set up verifies none. Register"
                    + " one by EmbeddedS3.builder().webIdentities(...)."));
  }

  private static String federatedProvider(WebIdentity identity, Role role) {
    return KNOWN_TO_IAM.contains(identity.provider())
        ? identity.provider()
        : "arn:"
            + role.partition()
            + ":iam::"
            + role.account()
            + ":oidc-provider/"
            + identity.provider();
  }

  private static QueryException invalid(String message) {
    return new QueryException(400, "InvalidIdentityToken", message);
  }
}
