package io.uploadgrants.testkit.embedded.iam;

import io.uploadgrants.testkit.embedded.query.QueryCall;
import io.uploadgrants.testkit.embedded.query.QueryException;
import io.uploadgrants.testkit.embedded.query.SignatureCheck;
import io.uploadgrants.testkit.policy.AccessRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds out who signed a request, and refuses what they may not. */
public final class QueryCallers {

  private final String rootAccessKeyId;
  private final String rootSecret;
  private final Sessions sessions;
  private final Permissions permissions;

  public QueryCallers(
      String rootAccessKeyId, String rootSecret, Sessions sessions, Permissions permissions) {
    this.rootAccessKeyId = rootAccessKeyId;
    this.rootSecret = rootSecret;
    this.sessions = sessions;
    this.permissions = permissions;
  }

  public QueryCaller check(QueryCall call) {
    SignatureCheck check = SignatureCheck.of(call.request(), call.service(), call.now());
    if (isRoot(check.accessKeyId())) {
      // The server's own keys have no token: one besides them belongs to somebody else.
      if (check.hasSessionToken()) {
        throw unknown();
      }
      check.checkSignature(rootSecret);
      return new QueryCaller(null);
    }
    Session session = sessions.find(check.accessKeyId());
    if (session == null || !session.hasToken(check.sessionToken())) {
      throw unknown();
    }
    check.checkSignature(session.secretAccessKey());
    if (session.isExpired(call.now())) {
      throw new QueryException(
          403,
          "ExpiredToken",
          "The security token included in the request is expired. Ask for a new session.");
    }
    return new QueryCaller(session);
  }

  /**
   * Refuses what the caller may not do. A session that could assume a role, or change one's
   * policies, without a right to would shed its own limits.
   *
   * @param asked the condition keys of this action
   */
  public void require(
      QueryCaller caller,
      String action,
      Role role,
      Map<String, List<String>> asked,
      QueryCall call) {
    Session session = caller.session();
    if (session == null) {
      return;
    }
    Map<String, List<String>> context = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    context.putAll(asked);
    context.putAll(GlobalKeys.of(call));
    // Last, so that nothing in a request can stand for what its session is.
    context.putAll(session.context());
    String refusal =
        caller.isFederatedUser()
            ? "because a federated user may use neither roles nor IAM"
            : permissions.refusal(session, new AccessRequest(action, role.arn(), context));
    if (refusal != null) {
      throw QueryException.denied(
          "User: "
              + caller.arn()
              + " is not authorized to perform: "
              + action
              + " on resource: "
              + role.arn()
              + ' '
              + refusal
              + ". A session may do what its role's policies and its own allow. Allow the action"
              + " there, or sign with the server's own keys.");
    }
  }

  private boolean isRoot(String accessKeyId) {
    return MessageDigest.isEqual(
        rootAccessKeyId.getBytes(StandardCharsets.UTF_8),
        accessKeyId.getBytes(StandardCharsets.UTF_8));
  }

  /** Says the same of an unknown key and of a wrong token. */
  private static QueryException unknown() {
    return new QueryException(
        403,
        "InvalidClientTokenId",
        "The security token included in the request is invalid. Sign with the server's keys and no"
            + " token, or with a session's keys and its token.");
  }
}
