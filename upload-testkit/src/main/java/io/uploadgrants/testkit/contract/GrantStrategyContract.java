package io.uploadgrants.testkit.contract;

import io.uploadgrants.GrantStrategy;
import io.uploadgrants.testkit.UploadServer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

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
 *
 * <p>Some tests sign with credentials that no store knows. A strategy that starts uploads in the
 * store ({@link io.uploadgrants.GrantKind#MULTIPART}) has to start them by the server's own client,
 * whatever signs the parts.
 *
 * <p>The tests stand in nested classes. JUnit calls a {@code @BeforeEach} method of yours before
 * each of them, and an assumption that fails there skips the test and reports why:
 *
 * <pre>{@code
 * @BeforeEach
 * void skipWhatTheStoreCannotDo(TestInfo test) {
 *   String name = test.getTestMethod().orElseThrow().getName();
 *   assumeFalse(name.equals("grantsOfManyThreadsAllWork"), "The store serves one at a time.");
 * }
 * }</pre>
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class GrantStrategyContract {

  @AutoClose private @Nullable UploadServer opened;

  /** Creates the contract, once for all of its tests. */
  protected GrantStrategyContract() {}

  /**
   * Makes the strategy under test. Called several times.
   *
   * @return a strategy, always of the same kind
   */
  protected abstract GrantStrategy strategy();

  /**
   * Opens the server that judges. Called once; closed after the last test.
   *
   * @return {@link UploadServer#embedded()} unless overridden
   */
  protected UploadServer server() {
    return UploadServer.embedded();
  }

  /**
   * Returns whether the judge keeps an object under its own key. One that takes a key for another
   * can't be the judge of it.
   *
   * @param key a key that a grant is for
   * @return whether it does; all keys by default
   */
  protected boolean keepsKey(String key) {
    return true;
  }

  @BeforeAll
  final void openServer() {
    opened = server();
  }

  final UploadServer judge() {
    return Objects.requireNonNull(opened);
  }

  @Nested
  final class Claims extends ClaimRules {
    Claims() {
      super(GrantStrategyContract.this);
    }
  }

  @Nested
  final class Enforcement extends EnforcementRules {
    Enforcement() {
      super(GrantStrategyContract.this);
    }
  }

  @Nested
  final class Keeping extends KeepingRules {
    Keeping() {
      super(GrantStrategyContract.this);
    }
  }

  @Nested
  final class Issuance extends IssuanceRules {
    Issuance() {
      super(GrantStrategyContract.this);
    }
  }

  @Nested
  final class Threads extends ThreadRules {
    Threads() {
      super(GrantStrategyContract.this);
    }
  }

  @Nested
  final class HostileInput extends HostileInputRules {
    HostileInput() {
      super(GrantStrategyContract.this);
    }
  }
}
