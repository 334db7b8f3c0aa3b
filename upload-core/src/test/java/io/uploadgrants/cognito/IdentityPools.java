package io.uploadgrants.cognito;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.Overwrite;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.TestGrants;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadScope;
import io.uploadgrants.sts.LoginProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** Set-ups that the tests of identity pools share. */
final class IdentityPools {

  static final Instant NOW = TestGrants.NOW;
  static final String ROLE = "arn:aws:iam::123456789012:role/uploader";
  static final String GUEST_ROLE = "arn:aws:iam::123456789012:role/guest";
  static final LoginProvider POOL = LoginProvider.userPool("eu-west-1_AbCdEf123");
  static final LoginProvider GOOGLE = LoginProvider.google();
  static final LoginProvider FACEBOOK = LoginProvider.facebook();

  private IdentityPools() {}

  /** Returns a token as a provider issues it, which nobody here verifies. */
  static String jwt(LoginProvider provider, String subject) {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    String claims = "{\"iss\":\"" + provider.issuer() + "\",\"sub\":\"" + subject + "\"}";
    return encoder.encodeToString("{\"alg\":\"RS256\"}".getBytes(UTF_8))
        + "."
        + encoder.encodeToString(claims.getBytes(UTF_8))
        + "."
        + encoder.encodeToString(("signature-of-" + subject).getBytes(UTF_8));
  }

  static UploadProfile.Builder profile() {
    return UploadProfile.named("any")
        .kinds(GrantKind.TEMPORARY_CREDENTIALS)
        .scope(UploadScope.PREFIX)
        .keys(ObjectKeyPolicy.folder("users"))
        .overwrite(Overwrite.ALLOWED)
        .openToGuests()
        .validFor(Duration.ofHours(1));
  }

  static UploadGrants grants(
      CognitoIdentityStrategy.Builder strategy, UploadProfile.Builder profile) {
    return TestGrants.builder().strategy(strategy.build()).profile(profile.build()).build();
  }

  static TemporaryCredentials grant(
      CognitoIdentityStrategy.Builder strategy, UploadRequest.Builder request) {
    return grant(grants(strategy, profile()), request);
  }

  static TemporaryCredentials grant(UploadGrants grants, UploadRequest.Builder request) {
    return (TemporaryCredentials) grants.grant(request.build());
  }

  static UploadRequest.Builder guest() {
    return UploadRequest.of("any");
  }

  static UploadRequest.Builder alice() {
    return UploadRequest.of("any").by("alice");
  }
}
