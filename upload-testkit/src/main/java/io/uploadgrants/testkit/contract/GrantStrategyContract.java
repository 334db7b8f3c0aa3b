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
 *
 * <p>A strategy that asks an STS for its credentials needs the server's own: override {@link
 * #server()}, and keep what it opens. It is called before {@link #strategy()}. Grants of {@link
 * io.uploadgrants.GrantKind#TEMPORARY_CREDENTIALS} are asked for with the shortest life that
 * sessions have, 15 minutes, and those who issue them are taken to have a time of their own, the
 * server's where it {@linkplain UploadServer#clock() can be moved}.
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
