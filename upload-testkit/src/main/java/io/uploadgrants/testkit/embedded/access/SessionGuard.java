package io.uploadgrants.testkit.embedded.access;

import io.uploadgrants.testkit.embedded.iam.Permissions;
import io.uploadgrants.testkit.embedded.iam.Session;
import io.uploadgrants.testkit.embedded.iam.Sessions;
import io.uploadgrants.testkit.embedded.request.Form;
import io.uploadgrants.testkit.embedded.request.S3Error;
import io.uploadgrants.testkit.embedded.request.S3Request;
import io.uploadgrants.testkit.embedded.signature.Signing;
import io.uploadgrants.testkit.policy.AccessRequest;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds temporary credentials to their token, their lifetime and what policies allow. */
public final class SessionGuard {

  private final String rootKeyId;
  private final Sessions sessions;
  private final Permissions permissions;
  private final InstantSource clock;

  public SessionGuard(
      String rootKeyId, Sessions sessions, Permissions permissions, InstantSource clock) {
    this.rootKeyId = rootKeyId;
    this.sessions = sessions;
    this.permissions = permissions;
    this.clock = clock;
  }

  public void check(S3Request request, Signing signing, @Nullable Form form) throws IOException {
    Session session = sessions.find(signing.accessKeyId());
    if (session == null && signing.accessKeyId().equals(rootKeyId)) {
      if (signing.token() != null) {
        throw invalidToken("a token belongs to temporary credentials, which these keys are not");
      }
      return;
    }
    if (session == null || signing.token() == null) {
      throw unknownKey();
    }
    if (!session.hasToken(signing.token())) {
      throw invalidToken("it isn't the one that was issued with these keys");
    }
    Instant now = clock.instant();
    if (session.isExpired(now)) {
      throw new S3Error(400, "ExpiredToken", "The provided token has expired.")
          .with("ServerTime", now);
    }
    List<Access> needed = form == null ? Operations.of(request) : Operations.of(request, form);
    Map<String, List<String>> context = ConditionContext.of(request, signing, form, session, now);
    needed.forEach(access -> check(session, access, context));
  }

  private void check(Session session, Access access, Map<String, List<String>> context) {
    AccessRequest asked = new AccessRequest(access.action(), access.resource(), context);
    String refusal = permissions.refusal(session, asked);
    if (refusal != null) {
      throw S3Error.accessDenied(
          "The session %s is not authorized to perform: %s on resource: \"%s\" %s"
              .formatted(session.accessKeyId(), access.action(), access.resource(), refusal));
    }
  }

  /** What S3 says of a session's key without its token, as of a key that it doesn't know. */
  private static S3Error unknownKey() {
    return new S3Error(
        403,
        "InvalidAccessKeyId",
        "The AWS Access Key Id you provided does not exist in our records.");
  }

  private static S3Error invalidToken(String why) {
    return new S3Error(
        400, "InvalidToken", "The provided token is malformed or otherwise invalid: " + why + ".");
  }
}
