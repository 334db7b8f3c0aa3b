package io.uploadgrants.testkit.contract;

import io.uploadgrants.UploadGrants;
import io.uploadgrants.completion.UploadCompletions;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/**
 * What an adapter must answer to Uppy's S3 plugin, both generations of it. To run an adapter
 * against it, make a test class that extends this one and starts the adapter.
 *
 * <p>The tests speak HTTP/1.1, know the adapter by nothing else, and upload to {@link
 * io.uploadgrants.testkit.UploadServer#embedded()}. They need Nimbus JOSE+JWT.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class UppyEndpointContract {

  private @Nullable UppySite site;

  /** Creates the contract, once for all of its tests. */
  protected UppyEndpointContract() {}

  /**
   * Starts the adapter under test. Called once.
   *
   * <p>The adapter takes the subject from the request header {@code Test-Subject}, as for the
   * {@link UploadEndpointContract}. It says that requests need the header {@code X-Csrf-Token} with
   * the value {@code token-of-test}, and doesn't check it.
   *
   * @param grants what issues the grants
   * @param completions what completes their uploads
   * @param profiles those that Uppy may upload by, in this order
   * @return the base path on loopback, without a slash at its end: for instance {@code
   *     http://127.0.0.1:41234/uppy}
   * @throws Exception when it can't be started; the tests then fail
   */
  protected abstract URI serve(
      UploadGrants grants, UploadCompletions completions, List<String> profiles) throws Exception;

  /**
   * Stops what {@link #serve} has started. Does nothing by default, for servers that end with the
   * JVM.
   *
   * @param base what {@code serve} returned
   * @throws Exception when it can't be stopped; the tests then fail
   */
  protected void stop(URI base) throws Exception {}

  @BeforeAll
  final void startEndpoint() throws Exception {
    site = UppySite.start(this::serve);
  }

  @AfterAll
  final void stopEndpoint() throws Exception {
    if (site != null) {
      stop(site.endpoint().base());
      site.close();
    }
  }

  final UppySite site() {
    return Objects.requireNonNull(site);
  }

  @Nested
  final class Forms extends UppyFormRules {
    Forms() {
      super(UppyEndpointContract.this);
    }
  }

  @Nested
  final class Parts extends UppyPartsRules {
    Parts() {
      super(UppyEndpointContract.this);
    }
  }

  @Nested
  final class Owners extends UppyOwnerRules {
    Owners() {
      super(UppyEndpointContract.this);
    }
  }

  @Nested
  final class Input extends UppyInputRules {
    Input() {
      super(UppyEndpointContract.this);
    }
  }

  @Nested
  final class Signing extends UppySignRules {
    Signing() {
      super(UppyEndpointContract.this);
    }
  }
}
