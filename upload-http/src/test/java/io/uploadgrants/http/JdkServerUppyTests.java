package io.uploadgrants.http;

import io.uploadgrants.UploadGrants;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.http.uppy.UppyEndpoint;
import io.uploadgrants.testkit.contract.UppyEndpointContract;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The adapter of one class, against what every adapter must answer to Uppy. */
class JdkServerUppyTests extends UppyEndpointContract {

  private final Map<URI, JdkServerUploads> started = new ConcurrentHashMap<>();

  @Override
  protected URI serve(UploadGrants grants, UploadCompletions completions, List<String> profiles)
      throws IOException {
    JdkServerUploads server =
        JdkServerUploads.start(
            UppyEndpoint.builder(grants)
                .profiles(profiles.toArray(String[]::new))
                .completions(completions)
                .build());
    started.put(server.base(), server);
    return server.base();
  }

  @Override
  protected void stop(URI base) {
    Objects.requireNonNull(started.remove(base)).close();
  }
}
