package io.uploadgrants.testkit.embedded;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * STS, version 2011-06-15: the actions that issue sessions, and {@code GetCallerIdentity}.
 * Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html">AWS Security
 *     Token Service API Reference</a>
 */
final class StsEndpoint {

  /** What a server verifies when nothing else was given. */
  static final WebIdentities NO_WEB_IDENTITIES = (token, now) -> Optional.empty();

  private static final String VERSION = "2011-06-15";
  private static final String CONTENT_TYPE = "text/xml";

  private final StsCallers callers;
  private final InstantSource clock;
  private final StsAssumeRole assumeRole;
  private final StsWebIdentity webIdentity;
  private final StsFederation federation;
  private final AtomicLong requests = new AtomicLong();

  StsEndpoint(
      String rootAccessKeyId,
      String rootSecret,
      Sessions sessions,
      InstantSource clock,
      WebIdentities webIdentities) {
    this.callers = new StsCallers(rootAccessKeyId, rootSecret, sessions);
    this.clock = clock;
    this.assumeRole = new StsAssumeRole(sessions);
    this.webIdentity = new StsWebIdentity(sessions, webIdentities);
    this.federation = new StsFederation(sessions);
  }

  StsReply handle(StsRequest request) {
    String requestId = "00000000-0000-4000-8000-%012x".formatted(requests.incrementAndGet());
    try {
      return new StsReply(200, CONTENT_TYPE, answer(request, requestId));
    } catch (StsException refused) {
      return new StsReply(refused.status(), CONTENT_TYPE, StsXml.error(refused, requestId));
    }
  }

  private String answer(StsRequest request, String requestId) {
    StsParameters parameters = StsQuery.parameters(request);
    String action = parameters.text("Action");
    if (!VERSION.equals(parameters.text("Version"))) {
      throw noAction(action);
    }
    // One reading of the clock, so that no limit lies between two.
    Instant now = clock.instant();
    StsXml xml = StsXml.root(action + "Response").open(action + "Result");
    switch (action) {
      case "AssumeRole" -> assumeRole.answer(parameters, callers.check(request, now), now, xml);
      case "AssumeRoleWithWebIdentity" -> webIdentity.answer(parameters, now, xml);
      case "GetFederationToken" ->
          federation.answer(parameters, callers.check(request, now), now, xml);
      case "GetCallerIdentity" -> identity(parameters, callers.check(request, now), xml);
      default -> throw noAction(action);
    }
    return xml.close(action + "Result")
        .open("ResponseMetadata")
        .element("RequestId", requestId)
        .close("ResponseMetadata")
        .close(action + "Response")
        .toString();
  }

  private static void identity(StsParameters parameters, StsCaller caller, StsXml xml) {
    parameters.refuseUnread();
    xml.element("Arn", caller.arn())
        .element("UserId", caller.userId())
        .element("Account", caller.account());
  }

  private static StsException noAction(String action) {
    return new StsException(
        400,
        "InvalidAction",
        "Could not find operation "
            + StsException.quoted(action)
            + " for version "
            + VERSION
            + ". This server has AssumeRole, AssumeRoleWithWebIdentity, GetFederationToken"
            + " and GetCallerIdentity of that version. Send one of them with Version="
            + VERSION
            + ".");
  }
}
