package io.uploadgrants.testkit.contract;

import io.uploadgrants.UploadGrants;
import java.net.URI;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Starts the endpoint that most rules ask, and others for rules with grants of their own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServedRules {

  private @Nullable EndpointClient started;

  ServedRules() {}

  abstract URI serve(UploadGrants grants) throws Exception;

  abstract void stop(URI base) throws Exception;

  abstract int greatestBody();

  @BeforeAll
  final void startEndpoint() throws Exception {
    started = EndpointClient.of(serve(ContractGrants.builder().build()));
  }

  @AfterAll
  final void stopEndpoint() throws Exception {
    if (started != null) {
      stop(started.base());
    }
  }

  final EndpointClient endpoint() {
    return Objects.requireNonNull(started);
  }

  /** Runs a test against an endpoint of its own. */
  final void withEndpoint(UploadGrants grants, Consumer<EndpointClient> test) throws Exception {
    URI base = serve(grants);
    try {
      test.accept(EndpointClient.of(base));
    } finally {
      stop(base);
    }
  }
}
