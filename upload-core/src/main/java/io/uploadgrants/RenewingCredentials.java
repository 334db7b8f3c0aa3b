package io.uploadgrants;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Replaces a provider whose credentials would die before a grant that they sign. */
final class RenewingCredentials implements SigningCredentials {

  private static final Logger LOG = LoggerFactory.getLogger(RenewingCredentials.class);

  /** Hosts hand out the same credentials until shortly before they die: don't ask at each grant. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  /** How long a thread without living credentials waits for another that renews them. */
  private static final Duration WAIT = Duration.ofSeconds(10);

  private final Supplier<? extends AwsCredentialsProvider> providers;
  private final Duration wait;
  private final Lock renewal = new ReentrantLock();
  private volatile @Nullable AwsCredentialsProvider current;
  private volatile Instant notBefore = Instant.MIN;
  private volatile @Nullable AwsCredentialsProvider retired;

  RenewingCredentials(Supplier<? extends AwsCredentialsProvider> providers) {
    this(providers, WAIT);
  }

  RenewingCredentials(Supplier<? extends AwsCredentialsProvider> providers, Duration wait) {
    this.providers = providers;
    this.wait = wait;
  }

  @Override
  public AwsCredentialsIdentity until(Instant needed, Instant now, UploadRequest request) {
    AwsCredentialsProvider used = provider();
    AwsCredentialsIdentity credentials = resolve(used);
    if (!expiry(credentials).isBefore(needed)) {
      return credentials;
    }
    // While one thread renews them, living credentials still sign, and dead ones have to wait.
    if (expiry(credentials).isBefore(now.plusSeconds(1))) {
      lockInTime();
    } else if (!renewal.tryLock()) {
      return credentials;
    }
    try {
      AwsCredentialsProvider latest = provider();
      if (latest != used) {
        return resolve(latest);
      }
      if (now.isBefore(notBefore)) {
        return credentials;
      }
      notBefore = now.plus(PAUSE);
      AwsCredentialsIdentity longest = renewed(credentials);
      if (expiry(longest).isBefore(needed)) {
        // There are none that live long enough: asking at half of their lifetime gets the most of
        // them.
        Instant half = now.plus(Duration.between(now, expiry(longest)).dividedBy(2));
        notBefore = half.isAfter(notBefore) ? half : notBefore;
      }
      return longest;
    } finally {
      renewal.unlock();
    }
  }

  private void lockInTime() {
    try {
      if (!renewal.tryLock(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IssuanceFailedException(
            ErrorText.of(
                "The AWS credentials that sign grants have expired, and a request for new ones has been running for more than %s: try again, and check that their source, such as STS or the host's metadata service, responds.",
                wait),
            null);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IssuanceFailedException(
          "The thread that waited for new AWS credentials was interrupted; try again.", stopped);
    }
  }

  private AwsCredentialsProvider provider() {
    AwsCredentialsProvider provider = current;
    if (provider == null) {
      synchronized (this) {
        provider = current;
        if (provider == null) {
          provider = make();
          current = provider;
        }
      }
    }
    return provider;
  }

  private AwsCredentialsIdentity renewed(AwsCredentialsIdentity old) {
    AwsCredentialsProvider fresh = null;
    AwsCredentialsIdentity credentials;
    try {
      fresh = make();
      credentials = resolve(fresh);
    } catch (IssuanceFailedException failed) {
      close(fresh);
      LOG.warn(
          "The AWS credentials couldn't be renewed ({}); signing with those that expire at {}",
          types(failed),
          expiry(old));
      return old;
    }
    if (!expiry(credentials).isAfter(expiry(old))) {
      close(fresh);
      return old;
    }
    // Another thread may still be asking the replaced provider: it is closed one renewal later.
    close(retired);
    retired = current;
    current = fresh;
    return credentials;
  }

  /** Asks a provider. Whatever it throws, its text stays in the cause: it may hold secrets. */
  static AwsCredentialsIdentity resolve(
      IdentityProvider<? extends AwsCredentialsIdentity> provider) {
    try {
      return provider.resolveIdentity().join();
    } catch (RuntimeException failed) {
      throw unavailable(failed);
    }
  }

  private AwsCredentialsProvider make() {
    try {
      return providers.get();
    } catch (RuntimeException failed) {
      throw unavailable(failed);
    }
  }

  private static IssuanceFailedException unavailable(RuntimeException cause) {
    return new IssuanceFailedException(
        "No AWS credentials found to sign the grant: provide them in the environment, in a profile, or as an AwsCredentialsProvider.",
        cause);
  }

  /** Returns what went wrong without the texts, which may hold secrets. */
  private static String types(IssuanceFailedException failed) {
    return Stream.iterate(failed.getCause(), Objects::nonNull, Throwable::getCause)
        .limit(8)
        .map(cause -> cause.getClass().getName())
        .collect(Collectors.joining(", by "));
  }

  private static Instant expiry(AwsCredentialsIdentity credentials) {
    return credentials.expirationTime().orElse(Instant.MAX);
  }

  private static void close(@Nullable AwsCredentialsProvider provider) {
    if (provider instanceof SdkAutoCloseable closeable) {
      closeable.close();
    }
  }
}
