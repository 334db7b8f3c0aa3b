package io.uploadgrants.cognito;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A pool's keys. While keys are known, an endpoint that is slow or out of reach delays nobody by
 * more than a moment: one caller sees whether new ones come, and all others use the known ones.
 * Nimbus' own caches make everybody wait for a fetch.
 */
final class UserPoolKeys implements JWKSource<SecurityContext> {

  /** How long keys are used before they are fetched again. */
  static final Duration FRESH = Duration.ofMinutes(5);

  /** How long keys are used while they can't be fetched. */
  static final Duration KEPT = Duration.ofHours(24);

  /** How often keys may be fetched: twice in this time. */
  static final Duration INTERVAL = Duration.ofSeconds(30);

  static final int MAX_SIZE = 50 << 10;

  /** How long somebody who could use the known keys waits for new ones. */
  static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final int FETCHES_IN_INTERVAL = 2;

  private final JwksEndpoint endpoint;
  private final InstantSource clock;
  private final Duration patience;
  private volatile @Nullable FetchedKeys known;
  private @Nullable CompletableFuture<FetchedKeys> fetching;
  private @Nullable Instant interval;
  private int fetches;

  UserPoolKeys(JwksEndpoint endpoint, InstantSource clock, Duration patience) {
    this.endpoint = endpoint;
    this.clock = clock;
    this.patience = patience;
  }

  /** The keys of one fetch; no other fetch's are the same. */
  private static final class FetchedKeys {
    private final JWKSet keys;
    private final Instant since;

    FetchedKeys(JWKSet keys, Instant since) {
      this.keys = keys;
      this.since = since;
    }

    JWKSet keys() {
      return keys;
    }

    /** A clock that was set back a little makes keys neither old nor unknown. */
    boolean isYounger(Duration age, Instant now) {
      return Duration.between(since, now).abs().compareTo(age) < 0;
    }
  }

  /**
   * Returns the keys that may have signed a token.
   *
   * @throws KeySourceException when no key of the pool is known, or none that fits and new ones are
   *     late
   */
  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    Instant now = clock.instant();
    FetchedKeys present = known;
    if (present == null || !present.isYounger(KEPT, now)) {
      return selector.select(first(present, now).keys());
    }
    FetchedKeys latest = present.isYounger(FRESH, now) ? present : refreshed(present, now);
    List<JWK> fitting = selector.select(latest.keys());
    if (!fitting.isEmpty() || latest != present) {
      return fitting;
    }
    return ofNewKey(selector, present, now);
  }

  /** Selects a key that isn't known: the endpoint may have a new one. */
  private List<JWK> ofNewKey(JWKSelector selector, FetchedKeys old, Instant now)
      throws KeySourceException {
    CompletableFuture<FetchedKeys> fetch = fetch(old, now);
    FetchedKeys latest = fetch == null ? null : within(patience, fetch);
    if (latest == null && fetch != null && !fetch.isDone()) {
      // Right after a rotation the token may be a good one: nobody is to be logged out for that.
      throw new JWKSetUnavailableException("New keys are late");
    }
    return latest == null ? List.of() : selector.select(latest.keys());
  }

  /** Waits for keys, since there are none. */
  private FetchedKeys first(@Nullable FetchedKeys old, Instant now) throws KeySourceException {
    CompletableFuture<FetchedKeys> fetch = fetch(old, now);
    if (fetch == null) {
      throw new JWKSetUnavailableException("The endpoint was asked often enough");
    }
    try {
      return fetch.get();
    } catch (ExecutionException failed) {
      throw new JWKSetUnavailableException("The keys couldn't be fetched", failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new JWKSetUnavailableException("The thread was interrupted", stopped);
    }
  }

  /** Returns new keys, or the old ones when they are late or somebody else sees to them. */
  private FetchedKeys refreshed(FetchedKeys old, Instant now) {
    CompletableFuture<FetchedKeys> fetch = isFetching() ? null : fetch(old, now);
    FetchedKeys latest = fetch == null ? null : within(patience, fetch);
    return latest == null ? old : latest;
  }

  private synchronized boolean isFetching() {
    return fetching != null && !fetching.isDone();
  }

  /**
   * Returns the fetch that is under way, or a new one.
   *
   * @param seen the keys that don't do
   * @return {@code null} when the endpoint was asked often enough
   */
  private synchronized @Nullable CompletableFuture<FetchedKeys> fetch(
      @Nullable FetchedKeys seen, Instant now) {
    FetchedKeys present = known;
    if (present != null && present != seen) {
      return CompletableFuture.completedFuture(present);
    }
    if (fetching != null && !fetching.isDone()) {
      return fetching;
    }
    Instant began = interval;
    if (began == null || now.isBefore(began) || !now.isBefore(began.plus(INTERVAL))) {
      interval = now;
      fetches = 0;
    }
    if (fetches == FETCHES_IN_INTERVAL) {
      return null;
    }
    fetches++;
    CompletableFuture<FetchedKeys> fetch = endpoint.fetch().thenApply(keys -> remember(keys, now));
    fetching = fetch;
    return fetch;
  }

  private FetchedKeys remember(JWKSet keys, Instant now) {
    FetchedKeys latest = new FetchedKeys(keys, now);
    known = latest;
    return latest;
  }

  private static @Nullable FetchedKeys within(Duration time, CompletableFuture<FetchedKeys> fetch) {
    try {
      return fetch.get(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException unavailable) {
      // The keys that are known decide.
      return null;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
