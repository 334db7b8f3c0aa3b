package io.uploadgrants.testkit.contract;

import io.uploadgrants.GrantStrategy;
import io.uploadgrants.testkit.UploadServer;

/**
 * What a {@link GrantStrategy} must keep to: that it enforces all that it claims to, and claims all
 * that it issues. To run a strategy against it, make a test class that extends this one.
 *
 * <pre>{@code
 * class MyStrategyContractTests extends GrantStrategyContract {
 *   protected GrantStrategy strategy() {
 *     return new MyStrategy();
 *   }
 * }
 * }</pre>
 *
 * <p>Every claim is tried on an S3 server, for the checks that this server {@linkplain
 * UploadServer#checks() makes}; what it doesn't check it can't judge. So run a strategy on a second
 * server too, by a subclass that overrides {@link #server()}.
 */
public abstract class GrantStrategyContract extends HostileInputRules {

  /** Creates the contract, once for all of its tests. */
  protected GrantStrategyContract() {}

  /**
   * Makes the strategy under test. Called several times.
   *
   * @return a strategy, always of the same kind
   */
  @Override
  protected abstract GrantStrategy strategy();

  /**
   * Opens the server that judges. Called once; closed after the last test.
   *
   * @return {@link UploadServer#embedded()} unless overridden
   */
  @Override
  protected UploadServer server() {
    return UploadServer.embedded();
  }
}
