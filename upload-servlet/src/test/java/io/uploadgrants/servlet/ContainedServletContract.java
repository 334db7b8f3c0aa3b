package io.uploadgrants.servlet;

import io.uploadgrants.UploadGrants;
import io.uploadgrants.testkit.contract.UploadEndpointContract;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The servlet in one of the containers, against what every adapter must answer. */
abstract class ContainedServletContract extends UploadEndpointContract {

  private final Map<URI, TestServer> started = new ConcurrentHashMap<>();
  private final Container container;

  ContainedServletContract(Container container) {
    this.container = container;
  }

  @Override
  protected URI serve(UploadGrants grants) {
    return start(new UploadServlet(grants));
  }

  @Override
  protected WithCompletion withCompletion() {
    return (grants, completions) ->
        start(UploadServlet.builder(grants).completions(completions).build());
  }

  private URI start(UploadServlet servlet) {
    TestServer server = TestServer.start(container, servlet);
    started.put(server.base(), server);
    return server.base();
  }

  @Override
  protected void stop(URI base) {
    Objects.requireNonNull(started.remove(base)).close();
  }
}
