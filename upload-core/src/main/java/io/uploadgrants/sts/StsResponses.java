package io.uploadgrants.sts;

import io.uploadgrants.ErrorText;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.sts.IssuedCredentials.Part;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.model.Credentials;

/** What STS answered, checked. */
final class StsResponses {

  private StsResponses() {}

  /** Returns the session of an answer, or says what the answer lacks. */
  static IssuedSession session(@Nullable Credentials credentials, String key) {
    if (credentials == null) {
      throw incomplete("no complete credentials");
    }
    return IssuedCredentials.of(credentials)
        .session(
            key,
            null,
            missing ->
                incomplete(
                    missing == Part.EXPIRY
                        ? "credentials without an expiration"
                        : "no complete credentials"));
  }

  private static IssuanceFailedException incomplete(String has) {
    return new IssuanceFailedException(
        ErrorText.of("STS's response has %s; check that the client's endpoint is an STS.", has),
        null);
  }
}
