package io.uploadgrants.testkit.embedded;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;

/** Finds out who signed a request. */
final class StsCallers {

  private static final String SERVICE = "sts";

  private final String rootAccessKeyId;
  private final String rootSecret;
  private final Sessions sessions;

  StsCallers(String rootAccessKeyId, String rootSecret, Sessions sessions) {
    this.rootAccessKeyId = rootAccessKeyId;
    this.rootSecret = rootSecret;
    this.sessions = sessions;
  }

  StsCaller check(StsRequest request, Instant now) {
    SignatureCheck check = SignatureCheck.of(request, SERVICE, now);
    if (isRoot(check.accessKeyId())) {
      // The server's own keys have no token: one beside them belongs to somebody else.
      if (check.hasSessionToken()) {
        throw unknown();
      }
      check.checkSignature(rootSecret);
      return new StsCaller(null);
    }
    Session session = sessions.find(check.accessKeyId());
    if (session == null || !session.hasToken(check.sessionToken())) {
      throw unknown();
    }
    check.checkSignature(session.secretAccessKey());
    if (session.isExpired(now)) {
      throw new StsException(
          403,
          "ExpiredToken",
          "The security token included in the request is expired. Ask for a new session.");
    }
    return new StsCaller(session);
  }

  private boolean isRoot(String accessKeyId) {
    return MessageDigest.isEqual(
        rootAccessKeyId.getBytes(StandardCharsets.UTF_8),
        accessKeyId.getBytes(StandardCharsets.UTF_8));
  }

  /** Says the same of an unknown key and of a wrong token. */
  private static StsException unknown() {
    return new StsException(
        403,
        "InvalidClientTokenId",
        "The security token included in the request is invalid. Sign with the server's keys and no"
            + " token, or with a session's keys and its token.");
  }
}
