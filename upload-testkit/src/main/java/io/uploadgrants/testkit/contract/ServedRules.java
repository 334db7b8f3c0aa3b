package io.uploadgrants.testkit.contract;

import io.uploadgrants.UploadGrants;
import java.net.URI;
import java.util.function.Consumer;
import org.junit.jupiter.api.TestInstance;

/** What the rules of an endpoint share: the endpoint that most of them ask, and others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServedRules {

  private final UploadEndpointContract contract;

  ServedRules(UploadEndpointContract contract) {
    this.contract = contract;
  }

  final EndpointClient endpoint() {
    return contract.endpoint();
  }

  final int greatestBody() {
    return contract.greatestBody();
  }

  /** Runs a test against an endpoint of its own. */
  final void withEndpoint(UploadGrants grants, Consumer<EndpointClient> test) throws Exception {
    URI base = contract.serve(grants);
    try {
      test.accept(EndpointClient.of(base));
    } finally {
      contract.stop(base);
    }
  }
}
