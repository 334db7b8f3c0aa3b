package io.uploadgrants.cognito;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.CachingJWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.OutageTolerantJWKSetSource;
import com.nimbusds.jose.jwk.source.RateLimitedJWKSetSource;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.URL;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pool's keys: what {@link com.nimbusds.jose.jwk.source.JWKSourceBuilder} would put together, but
 * by the injected clock, and with an unknown key refused rather than unavailable once its endpoint
 * was asked often enough.
 */
final class UserPoolKeys implements JWKSource<SecurityContext> {

  /** How long keys are used before they are fetched again. */
  static final Duration FRESH = Duration.ofMinutes(5);

  /** How long keys are used while they can't be fetched. */
  static final Duration KEPT = Duration.ofHours(24);

  /** How often keys may be fetched: twice in this time. */
  static final Duration INTERVAL = Duration.ofSeconds(30);

  static final int MAX_SIZE = 50 << 10;

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration READ = Duration.ofSeconds(3);

  /** How long a thread waits for another that fetches. */
  private static final Duration WAIT = Duration.ofSeconds(10);

  private final JWKSetSource<SecurityContext> keys;
  private final InstantSource clock;

  UserPoolKeys(URL endpoint, InstantSource clock) {
    this.clock = clock;
    JWKSetSource<SecurityContext> fetched = new Fetched(endpoint);
    this.keys =
        new CachingJWKSetSource<>(
            new RateLimitedJWKSetSource<>(
                new OutageTolerantJWKSetSource<>(fetched, KEPT.toMillis(), null),
                INTERVAL.toMillis(),
                null),
            FRESH.toMillis(),
            WAIT.toMillis(),
            null);
  }

  /**
   * Returns the keys that may have signed a token.
   *
   * @throws KeySourceException when no key of the pool is known
   */
  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    long now = clock.millis();
    JWKSet known = keys.getJWKSet(JWKSetCacheRefreshEvaluator.noRefresh(), now, context);
    List<JWK> fitting = selector.select(known);
    if (!fitting.isEmpty()) {
      return fitting;
    }
    try {
      return selector.select(
          keys.getJWKSet(JWKSetCacheRefreshEvaluator.referenceComparison(known), now, context));
    } catch (KeySourceException unavailable) {
      // Asked often enough, or out of reach: then the keys that are known decide.
      return List.of();
    }
  }

  /** An endpoint that has lost its keys counts as one that fails. */
  private static final class Fetched extends URLBasedJWKSetSource<SecurityContext> {

    Fetched(URL endpoint) {
      super(
          endpoint,
          new DefaultResourceRetriever((int) CONNECT.toMillis(), (int) READ.toMillis(), MAX_SIZE));
    }

    @Override
    public JWKSet getJWKSet(
        JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
        throws KeySourceException {
      JWKSet keys = super.getJWKSet(refresh, now, context);
      if (keys.isEmpty()) {
        throw new JWKSetUnavailableException("No keys at the endpoint");
      }
      return keys;
    }
  }
}
