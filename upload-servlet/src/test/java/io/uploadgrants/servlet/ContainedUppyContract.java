package io.uploadgrants.servlet;

import io.uploadgrants.UploadGrants;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.testkit.contract.UppyEndpointContract;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The servlet in one of the containers, against what every adapter must answer to Uppy. */
abstract class ContainedUppyContract extends UppyEndpointContract {

  private final Map<URI, TestServer> started = new ConcurrentHashMap<>();
  private final Container container;

  ContainedUppyContract(Container container) {
    this.container = container;
  }

  @Override
  protected URI serve(UploadGrants grants, UploadCompletions completions, List<String> profiles) {
    UppyServlet servlet =
        UppyServlet.builder(grants)
            .profiles(profiles.toArray(String[]::new))
            .completions(completions)
            .csrfHeaders(request -> Map.of("X-Csrf-Token", "token-of-test"))
            .build();
    // Below an application's own path, and at one that has to be encoded.
    TestServer server = TestServer.start(container, servlet, "/app", "/up py/*");
    URI base = server.at("/app/up%20py");
    started.put(base, server);
    return base;
  }

  @Override
  protected void stop(URI base) {
    Objects.requireNonNull(started.remove(base)).close();
  }
}
