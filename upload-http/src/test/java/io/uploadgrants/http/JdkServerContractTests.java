package io.uploadgrants.http;

import io.uploadgrants.UploadGrants;
import io.uploadgrants.testkit.contract.UploadEndpointContract;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** An adapter of one class, against what every adapter must answer. */
class JdkServerContractTests extends UploadEndpointContract {

  private final Map<URI, JdkServerUploads> started = new ConcurrentHashMap<>();

  @Override
  protected URI serve(UploadGrants grants) throws IOException {
    return start(UploadEndpoint.builder(grants));
  }

  @Override
  protected WithCompletion withCompletion() {
    return (grants, completions) -> start(UploadEndpoint.builder(grants).completions(completions));
  }

  private URI start(UploadEndpoint.Builder endpoint) throws IOException {
    JdkServerUploads server = JdkServerUploads.start(endpoint.build());
    started.put(server.base(), server);
    return server.base();
  }

  @Override
  protected void stop(URI base) {
    Objects.requireNonNull(started.remove(base)).close();
  }
}
