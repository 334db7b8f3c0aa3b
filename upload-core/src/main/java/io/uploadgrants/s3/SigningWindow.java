package io.uploadgrants.s3;

import io.uploadgrants.ErrorText;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.UploadRequest;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * The time for which a grant can work: as long as the profile says, and never past the lifetime of
 * the credentials that sign it.
 *
 * @param credentials what signs
 * @param start the time of signing, in whole seconds
 * @param seconds the grant's lifetime
 */
record SigningWindow(AwsCredentialsIdentity credentials, Instant start, long seconds) {

  static SigningWindow open(
      SigningCredentials source, UploadRequest request, Instant now, Duration validity) {
    // A fraction of a second is rounded down, since the formats have none.
    Instant start = Instant.ofEpochSecond(now.getEpochSecond());
    Instant wanted = start.plusSeconds(validity.toSeconds());
    AwsCredentialsIdentity credentials = source.until(wanted, now, request);
    Instant death = credentials.expirationTime().orElse(Instant.MAX);
    long seconds =
        death.isBefore(wanted)
            ? death.getEpochSecond() - start.getEpochSecond()
            : validity.toSeconds();
    if (seconds < 1) {
      throw new IssuanceFailedException(
          ErrorText.of(
              "The credentials that would sign the grant expire at %s, which is now or past; check what renews them, and the clock.",
              death),
          null);
    }
    return new SigningWindow(credentials, start, seconds);
  }

  Instant end() {
    return start.plusSeconds(seconds);
  }
}
