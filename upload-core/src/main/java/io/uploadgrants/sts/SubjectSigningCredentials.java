package io.uploadgrants.sts;

import static io.uploadgrants.ErrorText.phrase;

import io.uploadgrants.GrantKind;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.iam.UploadPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Signs each grant by a session of its subject. */
final class SubjectSigningCredentials implements SigningCredentials {

  private static final Duration HOUR = Duration.ofHours(1);

  private final SubjectSessions sessions;

  SubjectSigningCredentials(SubjectSessions sessions) {
    this.sessions = sessions;
  }

  /** Without a profile there is no policy to bound the session by. */
  @Override
  public AwsCredentialsIdentity until(Instant needed, Instant now, UploadRequest request) {
    throw new UploadConfigurationException(
        "sign-as",
        "A subject's session was requested outside of any profile, so nothing would limit it; pass these credentials to UploadProfile's signAs or UploadGrants' credentials, or use those of limitedTo.");
  }

  @Override
  public SigningCredentials limitedTo(UploadProfile profile, UploadTarget target) {
    if (profile.kinds().stream().noneMatch(GrantKind::signed)) {
      return this;
    }
    check(profile.name(), profile.validity());
    UnaryOperator<String> policies = UploadPolicy.forSigning(profile, target);
    checkPrefix(profile, policies);
    Duration life = life(profile.validity());
    return (needed, now, request) -> {
      // Of the subject, not of a key: so its grants share one session.
      String policy = policies.apply(profile.keys().prefixFor(request.subject()));
      return sessions
          .kept(
              new SessionRequest(
                  profile.name(), request.subject(), request.logins(), "", key -> policy, life),
              now,
              needed)
          .credentials();
    };
  }

  /** What no subject could be signed for is refused before the first one comes. */
  private static void checkPrefix(UploadProfile profile, UnaryOperator<String> policies) {
    String prefix = guestsPrefix(profile);
    if (prefix == null) {
      return;
    }
    try {
      Objects.requireNonNull(policies.apply(prefix), "policy");
    } catch (UploadRefusedException unfit) {
      throw new UploadConfigurationException(
          "profiles." + profile.name() + ".keys", unfit.getMessage());
    }
  }

  /** Keys that are never made for guests need no prefix for them. */
  private static @Nullable String guestsPrefix(UploadProfile profile) {
    try {
      return profile.keys().prefixFor(null);
    } catch (RuntimeException none) {
      if (profile.openToGuests()) {
        throw none;
      }
      return null;
    }
  }

  private void check(String profile, Duration validity) {
    SessionSource source = sessions.source();
    if (!source.takesPolicy()) {
      throw refused(
          profile,
          "but their source accepts no policy, so that nothing would limit what they sign",
          "Use AssumeRole or AssumeRoleWithWebIdentity");
    }
    if (!source.revocable()) {
      throw refused(
          profile,
          "but nobody can revoke those of this source, which have no role",
          "Use AssumeRole or AssumeRoleWithWebIdentity, or sign with the application's own keys");
    }
    SessionLife.checkCovered(source, profile, validity);
  }

  private static UploadConfigurationException refused(String profile, String fault, String remedy) {
    return new UploadConfigurationException(
        "profiles." + profile + ".sign-as",
        "Profile '%s' is signed by sessions of its subjects, %s. %s.",
        profile,
        phrase(fault),
        phrase(remedy));
  }

  /** As long as its grants, and an hour at least, as near as the source comes to it. */
  private Duration life(Duration validity) {
    Duration wanted = longer(longer(HOUR, validity), sessions.source().shortest());
    Duration longest = sessions.source().longest();
    return wanted.compareTo(longest) > 0 ? longest : wanted;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
