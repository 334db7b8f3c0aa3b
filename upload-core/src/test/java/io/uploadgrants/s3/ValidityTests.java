package io.uploadgrants.s3;

import static io.uploadgrants.TestGrants.NOW;
import static io.uploadgrants.TestGrants.any;
import static io.uploadgrants.TestGrants.parameter;
import static io.uploadgrants.TestGrants.policy;
import static io.uploadgrants.TestGrants.request;
import static io.uploadgrants.TestGrants.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.GrantKind;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.PostPolicy;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.TestGrants;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadProfile;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

class ValidityTests {

  private static final DateTimeFormatter AMZ_DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX").withZone(ZoneOffset.UTC);

  private static UploadGrant grant(
      GrantKind kind, Duration validity, Instant now, AwsCredentialsIdentity credentials) {
    SigningCredentials source = (needed, present, request) -> credentials;
    return TestGrants.builder()
        .credentials(source)
        .clock(() -> now)
        .profile(any(kind).validFor(validity).build())
        .build()
        .grant(request().build());
  }

  /** Returns the moment that the signature itself names. */
  private static Instant signedEnd(UploadGrant grant) {
    if (grant instanceof PostPolicy form) {
      return Instant.parse(policy(form).get("expiration").stringValue());
    }
    PresignedPut put = (PresignedPut) grant;
    return AMZ_DATE
        .parse(parameter(put, "X-Amz-Date"), Instant::from)
        .plusSeconds(Long.parseLong(parameter(put, "X-Amz-Expires")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1S", "PT1.9S", "PT5M", "P7D"})
  void aGrantExpiresWhenItsSignatureSays(Duration validity) {
    Instant fractional = NOW.plusNanos(999_999_999);
    for (GrantKind kind : TestGrants.SIGNED_KINDS) {
      UploadGrant grant = grant(kind, validity, fractional, TestGrants.CREDENTIALS);
      assertThat(grant.expiresAt())
          .as("expiry of %s", kind)
          .isEqualTo(NOW.plusSeconds(validity.toSeconds()))
          .isEqualTo(signedEnd(grant));
      assertThat(grant.enforced()).containsKey(UploadConstraint.VALIDITY);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT0.999S", "PT168H0.000000001S", "P8D"})
  void aValidityOutsideOfS3sLimitsFails(Duration validity) {
    UploadProfile.Builder profile = UploadProfile.named("avatar").validFor(validity);
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(profile::build)
        .withMessageContaining("S3 accepts 1 second to 7 days")
        .extracting(UploadConfigurationException::setting)
        .isEqualTo("profiles.avatar.valid-for");
  }

  @ParameterizedTest
  @FieldSource("io.uploadgrants.TestGrants#SIGNED_KINDS")
  void credentialsThatDieEarlierEndTheGrant(GrantKind kind) {
    Instant death = NOW.plusSeconds(90).plusMillis(700);
    UploadGrant grant = grant(kind, Duration.ofMinutes(5), NOW, session("AKIDS", death));
    assertThat(grant.expiresAt()).isEqualTo(NOW.plusSeconds(90)).isEqualTo(signedEnd(grant));
  }

  @ParameterizedTest
  @FieldSource("io.uploadgrants.TestGrants#SIGNED_KINDS")
  void credentialsThatDieLaterDoNot(GrantKind kind) {
    UploadGrant grant =
        grant(kind, Duration.ofMinutes(5), NOW, session("AKIDS", NOW.plusSeconds(301)));
    assertThat(grant.expiresAt()).isEqualTo(NOW.plusSeconds(300)).isEqualTo(signedEnd(grant));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-1H", "PT-0.001S", "PT0S", "PT0.999S"})
  void credentialsThatAreDeadOrDieWithinTheSecondSignNothing(Duration life) {
    for (GrantKind kind : TestGrants.SIGNED_KINDS) {
      assertThatExceptionOfType(IssuanceFailedException.class)
          .isThrownBy(() -> grant(kind, Duration.ofMinutes(5), NOW, session("AKIDS", life)))
          .withMessageContaining("check what renews them, and the clock")
          .withMessageNotContainingAny("secret-of", "token-of");
    }
  }

  @ParameterizedTest
  @FieldSource("io.uploadgrants.TestGrants#SIGNED_KINDS")
  void oneSecondOfLifeIsEnough(GrantKind kind) {
    UploadGrant grant =
        grant(kind, Duration.ofMinutes(5), NOW, session("AKIDS", Duration.ofSeconds(1)));
    assertThat(grant.expiresAt()).isEqualTo(NOW.plusSeconds(1)).isEqualTo(signedEnd(grant));
  }

  @Test
  void credentialsAreAskedForTheGrantsWholeLife() {
    Instant[] asked = new Instant[2];
    TestGrants.builder()
        .credentials(
            (needed, now, request) -> {
              asked[0] = needed;
              asked[1] = now;
              return TestGrants.CREDENTIALS;
            })
        .profile(any().validFor(Duration.ofHours(2)).build())
        .build()
        .grant(request().build());
    assertThat(asked).containsExactly(NOW.plus(Duration.ofHours(2)), NOW);
  }
}
