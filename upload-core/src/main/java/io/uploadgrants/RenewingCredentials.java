package io.uploadgrants;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
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

  private final Supplier<? extends AwsCredentialsProvider> providers;
  private final AtomicBoolean renewing = new AtomicBoolean();
  private volatile @Nullable AwsCredentialsProvider current;
  private volatile Instant notBefore = Instant.MIN;
  private volatile @Nullable AwsCredentialsProvider retired;

  RenewingCredentials(Supplier<? extends AwsCredentialsProvider> providers) {
    this.providers = providers;
  }

  @Override
  public AwsCredentialsIdentity until(Instant needed, Instant now) {
    AwsCredentialsIdentity credentials = resolve(provider());
    boolean dieTooSoon = expiry(credentials).isBefore(needed);
    if (dieTooSoon && !now.isBefore(notBefore) && renewing.compareAndSet(false, true)) {
      try {
        notBefore = now.plus(PAUSE);
        return renewed(credentials);
      } finally {
        renewing.set(false);
      }
    }
    return credentials;
  }

  private AwsCredentialsProvider provider() {
    AwsCredentialsProvider provider = current;
    if (provider == null) {
      synchronized (this) {
        provider = current;
        if (provider == null) {
          provider = providers.get();
          current = provider;
        }
      }
    }
    return provider;
  }

  private AwsCredentialsIdentity renewed(AwsCredentialsIdentity old) {
    AwsCredentialsProvider fresh = providers.get();
    AwsCredentialsIdentity credentials;
    try {
      credentials = resolve(fresh);
    } catch (IssuanceFailedException failed) {
      close(fresh);
      LOG.warn(
          "New credentials can't be had; signing with those that expire at {}",
          expiry(old),
          failed);
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
      throw new IssuanceFailedException(
          "No AWS credentials could be had to sign the grant: provide them in the environment, in a profile, or as an AwsCredentialsProvider.",
          failed);
    }
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
