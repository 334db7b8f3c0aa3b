package io.uploadgrants.testkit.embedded;

import io.uploadgrants.testkit.embedded.iam.Iam;
import io.uploadgrants.testkit.embedded.iam.QueryCallers;
import io.uploadgrants.testkit.embedded.iam.RolePolicies;
import io.uploadgrants.testkit.embedded.iam.Sessions;
import io.uploadgrants.testkit.embedded.identity.WebIdentities;
import io.uploadgrants.testkit.embedded.query.QueryCall;
import io.uploadgrants.testkit.embedded.query.QueryException;
import io.uploadgrants.testkit.embedded.query.QueryParameters;
import io.uploadgrants.testkit.embedded.query.QueryReader;
import io.uploadgrants.testkit.embedded.query.QueryReply;
import io.uploadgrants.testkit.embedded.query.QueryRequest;
import io.uploadgrants.testkit.embedded.query.QueryService;
import io.uploadgrants.testkit.embedded.query.QueryXml;
import io.uploadgrants.testkit.embedded.sts.Sts;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Answers requests of the query protocol, for STS and IAM. Thread-safe.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">AWS query protocol</a>
 */
final class QueryEndpoint {

  /** What a server verifies when nothing else was given. */
  static final WebIdentities NO_WEB_IDENTITIES = (token, now) -> Optional.empty();

  private static final String CONTENT_TYPE = "text/xml";

  private final InstantSource clock;
  private final QueryService sts;
  private final QueryService iam;
  private final AtomicLong requests = new AtomicLong();

  QueryEndpoint(
      QueryCallers callers,
      Sessions sessions,
      RolePolicies roles,
      InstantSource clock,
      WebIdentities webIdentities) {
    this.clock = clock;
    this.sts = Sts.service(callers, sessions, webIdentities);
    this.iam = Iam.service(callers, roles);
  }

  QueryReply handle(QueryRequest request) {
    String requestId = "00000000-0000-4000-8000-%012x".formatted(requests.incrementAndGet());
    QueryService service = sts;
    try {
      QueryParameters parameters = QueryReader.parameters(request);
      String action = parameters.text("Action");
      service = iam.version().equals(parameters.text("Version")) ? iam : sts;
      QueryXml result = new QueryXml();
      action(service, parameters)
          .answer(new QueryCall(service.name(), request, parameters, clock.instant()), result);
      String xml = QueryXml.answer(service.namespace(), action, result, requestId);
      return new QueryReply(200, CONTENT_TYPE, xml);
    } catch (QueryException refused) {
      String xml = QueryXml.error(service.namespace(), refused, requestId);
      return new QueryReply(refused.status(), CONTENT_TYPE, xml);
    }
  }

  private QueryService.Action action(QueryService service, QueryParameters parameters) {
    String name = parameters.text("Action");
    String version = parameters.text("Version");
    QueryService.Action action = service.actions().get(name);
    if (action == null || !service.version().equals(version)) {
      throw new QueryException(
          400,
          "InvalidAction",
          "Could not find operation "
              + QueryException.quoted(name)
              + " for version "
              + QueryException.quoted(version)
              + ". This server has "
              + List.of(sts, iam).stream()
                  .map(QueryService::describe)
                  .collect(Collectors.joining(", and "))
              + ". Send one of them with its version.");
    }
    return action;
  }
}
