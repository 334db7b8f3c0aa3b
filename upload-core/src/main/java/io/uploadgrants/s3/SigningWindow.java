package io.uploadgrants.s3;

import io.uploadgrants.ErrorText;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.UploadRequest;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * The time for which a signature can work: as long as was asked for, and never past the lifetime of
 * the credentials that sign.
 *
 * @param credentials what signs
 * @param start the time of signing, in whole seconds
 * @param seconds the signature's lifetime
 */
record SigningWindow(AwsCredentialsIdentity credentials, Instant start, long seconds) {

  /** S3's maximum. */
  static final Duration MAX = Duration.ofDays(7);

  /** Starts now. A fraction of a second is rounded down, since the formats have none. */
  static SigningWindow open(
      SigningCredentials source, UploadRequest request, Instant now, Duration validity) {
    return of(source, request, now, now.getEpochSecond(), validity.toSeconds());
  }

  /**
   * Starts at a multiple of half of the validity, and ends that much later: what is signed at any
   * time in between is the same, and valid for the whole validity.
   *
   * @param validity whole seconds, at most {@link #MAX}; the nearer to it, the smaller the step,
   *     since the step is added to it
   */
  static SigningWindow stepped(
      SigningCredentials source, UploadRequest request, Instant now, Duration validity) {
    long asked = validity.toSeconds();
    long step = Math.max(1, Math.min(asked / 2, MAX.toSeconds() - asked));
    long second = now.getEpochSecond();
    return of(
        source,
        request,
        now,
        second - Math.floorMod(second, step),
        Math.min(asked + step, MAX.toSeconds()));
  }

  private static SigningWindow of(
      SigningCredentials source, UploadRequest request, Instant now, long from, long wanted) {
    Instant end = Instant.ofEpochSecond(from + wanted);
    AwsCredentialsIdentity credentials = source.until(end, now, request);
    Instant death = credentials.expirationTime().orElse(Instant.MAX);
    if (death.getEpochSecond() <= now.getEpochSecond()) {
      throw new IssuanceFailedException(
          ErrorText.of(
              "The credentials that would sign expire at %s, which is now or past; check what renews them, and the clock.",
              death),
          null);
    }
    long seconds = death.isBefore(end) ? death.getEpochSecond() - from : wanted;
    return new SigningWindow(credentials, Instant.ofEpochSecond(from), seconds);
  }

  Instant end() {
    return start.plusSeconds(seconds);
  }
}
