package io.uploadgrants.testkit.contract;

import io.uploadgrants.UploadGrants;
import io.uploadgrants.completion.UploadCompletions;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/**
 * What an adapter to a web framework must answer over HTTP, whatever the framework. To run an
 * adapter against it, make a test class that extends this one and starts the adapter.
 *
 * <pre>{@code
 * class RatpackContractTests extends UploadEndpointContract {
 *   protected URI serve(UploadGrants grants) {
 *     return RatpackUploads.start(grants, "127.0.0.1", "/uploads");
 *   }
 * }
 * }</pre>
 *
 * <p>The tests speak plain HTTP/1.1, some of it deliberately broken, and know the adapter by
 * nothing else. But for those of tickets, they need no S3 server. Nothing here says what an adapter
 * logs or how it is set up: that is for its own tests.
 *
 * <p>The tests stand in nested classes; one is left out as in the {@link GrantStrategyContract}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class UploadEndpointContract {

  private @Nullable EndpointClient started;

  /** Creates the contract, once for all of its tests. */
  protected UploadEndpointContract() {}

  /**
   * Starts the adapter under test around some grants, with its other settings as they are by
   * default. Called once for most tests, and by some tests again; endpoints of several calls run at
   * the same time.
   *
   * <p>In place of a login, the adapter takes the subject from the request header {@code
   * Test-Subject}: its value is the subject in UTF-8 and percent-encoded, as {@link
   * java.net.URLDecoder} decodes it. Without the header, or when it is empty, the caller is a
   * guest.
   *
   * @param grants what issues the grants; never {@code null}
   * @return the base path on loopback, where grants are asked for, without a slash at its end: for
   *     instance {@code http://127.0.0.1:41234/uploads}
   * @throws Exception when it can't be started; the tests then fail
   */
  protected abstract URI serve(UploadGrants grants) throws Exception;

  /** Starts an adapter with completion; see {@link UploadEndpointContract#withCompletion()}. */
  @FunctionalInterface
  public interface WithCompletion {

    /**
     * Starts the adapter under test, as {@link UploadEndpointContract#serve} does.
     *
     * @param grants what issues the grants
     * @param completions what completes the uploads of these grants; the caller closes it
     * @return the base path, as of {@code serve}; stopped like it
     * @throws Exception when it can't be started; the tests then fail
     */
    URI serve(UploadGrants grants, UploadCompletions completions) throws Exception;
  }

  /**
   * Returns how the adapter is started with completion. With it, the tests of tickets run too; they
   * upload to {@link io.uploadgrants.testkit.UploadServer#embedded()}, and need Nimbus JOSE+JWT.
   *
   * @return what starts it, or {@code null}, the default, for an adapter that has no completion:
   *     the tests of tickets are then skipped
   */
  protected @Nullable WithCompletion withCompletion() {
    return null;
  }

  /**
   * Stops what {@link #serve} has started. Does nothing by default, for servers that end with the
   * JVM.
   *
   * @param base what {@code serve} returned
   * @throws Exception when it can't be stopped; the tests then fail
   */
  protected void stop(URI base) throws Exception {}

  /**
   * Returns the size of the longest body that the adapter reads, as it is by default.
   *
   * @return bytes, 65,536 unless overridden; at least 32,768, so that the other tests' bodies fit
   */
  protected int greatestBody() {
    return 64 << 10;
  }

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

  @Nested
  final class Grants extends GrantRules {
    Grants() {
      super(UploadEndpointContract.this);
    }
  }

  @Nested
  final class Batch extends BatchRules {
    Batch() {
      super(UploadEndpointContract.this);
    }
  }

  @Nested
  final class Members extends MemberRules {
    Members() {
      super(UploadEndpointContract.this);
    }
  }

  @Nested
  final class Callers extends CallerRules {
    Callers() {
      super(UploadEndpointContract.this);
    }
  }

  @Nested
  final class Credentials extends CredentialsRules {
    Credentials() {
      super(UploadEndpointContract.this);
    }
  }

  @Nested
  final class Profiles extends ProfileRules {
    Profiles() {
      super(UploadEndpointContract.this);
    }
  }

  @Nested
  final class Refusals extends RefusalRules {
    Refusals() {
      super(UploadEndpointContract.this);
    }
  }

  @Nested
  final class Json extends JsonRules {
    Json() {
      super(UploadEndpointContract.this);
    }
  }

  @Nested
  final class Values extends ValueRules {
    Values() {
      super(UploadEndpointContract.this);
    }
  }

  @Nested
  final class Bodies extends BodyRules {
    Bodies() {
      super(UploadEndpointContract.this);
    }
  }

  @Nested
  final class Tickets extends TicketRules {
    Tickets() {
      super(UploadEndpointContract.this);
    }
  }

  @Nested
  final class Scripts extends ScriptRules {
    Scripts() {
      super(UploadEndpointContract.this);
    }
  }

  @Nested
  final class Routing extends RoutingRules {
    Routing() {
      super(UploadEndpointContract.this);
    }
  }

  @Nested
  final class HostileText extends HostileTextRules {
    HostileText() {
      super(UploadEndpointContract.this);
    }
  }

  @Nested
  final class Secrecy extends SecrecyRules {
    Secrecy() {
      super(UploadEndpointContract.this);
    }
  }
}
