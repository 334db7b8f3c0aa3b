package io.uploadgrants.testkit.embedded.query;

import java.time.Instant;

/**
 * A request for an action.
 *
 * @param service as signatures name it, for instance {@code sts}
 * @param request as it came in
 * @param parameters the request's
 * @param now the server's time, read once, so that no limit lies between two readings
 */
public record QueryCall(
    String service, QueryRequest request, QueryParameters parameters, Instant now) {}
