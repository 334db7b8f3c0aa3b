package io.uploadgrants.testkit.embedded;

import io.uploadgrants.testkit.embedded.query.QueryReply;
import io.uploadgrants.testkit.embedded.query.QueryRequest;
import io.uploadgrants.testkit.embedded.request.S3Request;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Hands the requests for STS and IAM to their endpoint, which shares address and port with S3. */
final class QueryDoor {

  private final QueryEndpoint endpoint;

  QueryDoor(QueryEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  /** Nothing that S3 serves at its root is a POST, or has an action. */
  boolean isFor(S3Request request) {
    boolean root = request.bucket().isEmpty() && request.key().isEmpty();
    return root
        && (request.getMethod().equals("POST")
            || request.getMethod().equals("GET") && request.query().containsKey("Action"));
  }

  void answer(S3Request request, HttpServletResponse response) throws IOException {
    String query = request.getQueryString();
    // One byte more than it takes, by which it sees that there is too much.
    byte[] body = request.getInputStream().readNBytes(QueryRequest.MAX_LENGTH + 1);
    QueryReply reply =
        endpoint.handle(
            new QueryRequest(
                request.getMethod(),
                request.getRequestURI() + (query == null ? "" : "?" + query),
                headers(request),
                body));
    byte[] xml = reply.body().getBytes(StandardCharsets.UTF_8);
    response.setStatus(reply.status());
    response.setContentType(reply.contentType());
    response.setContentLength(xml.length);
    response.getOutputStream().write(xml);
  }

  private static Map<String, List<String>> headers(S3Request request) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      headers
          .computeIfAbsent(name.toLowerCase(Locale.ROOT), lower -> new ArrayList<>())
          .addAll(Collections.list(request.getHeaders(name)));
    }
    return headers;
  }
}
