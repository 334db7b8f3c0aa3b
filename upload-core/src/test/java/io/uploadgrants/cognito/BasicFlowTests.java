package io.uploadgrants.cognito;

import static io.uploadgrants.cognito.IdentityPools.FACEBOOK;
import static io.uploadgrants.cognito.IdentityPools.GOOGLE;
import static io.uploadgrants.cognito.IdentityPools.GUEST_ROLE;
import static io.uploadgrants.cognito.IdentityPools.NOW;
import static io.uploadgrants.cognito.IdentityPools.POOL;
import static io.uploadgrants.cognito.IdentityPools.ROLE;
import static io.uploadgrants.cognito.IdentityPools.alice;
import static io.uploadgrants.cognito.IdentityPools.grant;
import static io.uploadgrants.cognito.IdentityPools.grants;
import static io.uploadgrants.cognito.IdentityPools.guest;
import static io.uploadgrants.cognito.IdentityPools.jwt;
import static io.uploadgrants.cognito.IdentityPools.profile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.Encryption;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.TestGrants;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.iam.IdentityPoolId;
import io.uploadgrants.iam.RoleArn;
import io.uploadgrants.iam.SessionName;
import io.uploadgrants.iam.UploadPolicy;
import io.uploadgrants.sts.LoginProvider;
import io.uploadgrants.sts.SessionRequest;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.cognitoidentity.model.GetIdRequest;
import software.amazon.awssdk.services.cognitoidentity.model.GetOpenIdTokenForDeveloperIdentityRequest;
import software.amazon.awssdk.services.cognitoidentity.model.GetOpenIdTokenRequest;

/** {@code GetOpenIdToken} and {@code AssumeRoleWithWebIdentity}, bounded by our own policy. */
class BasicFlowTests {

  private final StubPool pool = new StubPool();
  private final StubSts sts = new StubSts();

  private CognitoIdentityStrategy.Builder strategy() {
    return CognitoIdentityStrategy.of(StubPool.ID).client(pool).basicFlow(ROLE, sts);
  }

  @Test
  void theSessionPolicyIsOursForTheIdentitysOwnPrefix() {
    String token = jwt(GOOGLE, "a");
    UploadProfile.Builder profile =
        profile().validFor(Duration.ofMinutes(20)).encryption(Encryption.sseS3());
    UploadGrants grants = grants(strategy().logins(GOOGLE), profile);
    TemporaryCredentials grant = grant(grants, alice().login(GOOGLE.name(), token));

    assertThat(grant.identityId()).isEqualTo("eu-west-1:00000000-0000-0000-0000-000000000001");
    assertThat(grant.key()).isEqualTo("users/" + grant.identityId() + "/");
    assertThat(grant.enforced().keySet())
        .containsExactlyInAnyOrder(
            UploadConstraint.KEY, UploadConstraint.VALIDITY, UploadConstraint.ENCRYPTION);
    assertThat(pool.call(GetIdRequest.class).identityPoolId()).isEqualTo(StubPool.ID);
    assertThat(pool.call(GetIdRequest.class).logins()).isEqualTo(Map.of(GOOGLE.name(), token));
    assertThat(pool.call(GetOpenIdTokenRequest.class).identityId()).isEqualTo(grant.identityId());
    assertThat(pool.call(GetOpenIdTokenRequest.class).logins())
        .isEqualTo(Map.of(GOOGLE.name(), token));
    assertThat(sts.call().webIdentityToken()).isEqualTo("openid-of-" + grant.identityId());
    assertThat(sts.call().roleArn()).isEqualTo(ROLE);
    assertThat(sts.call().roleSessionName()).isEqualTo("alice");
    assertThat(sts.call().durationSeconds()).isEqualTo(1200);
    assertThat(sts.call().policy())
        .isEqualTo(
            UploadPolicy.of(profile.build(), TestGrants.target()).json(grant.key(), Map.of()))
        .contains("users/" + grant.identityId() + "/*");
    assertThat(grant.credentials().secretAccessKey())
        .isEqualTo("secret-of-openid-of-" + grant.identityId());
    assertThat(grant.expiresAt()).isEqualTo(NOW.plusSeconds(1200));
  }

  @Test
  void hostileSubjectsNameTheSessionInStssAlphabet() {
    String subject = "*/${aws:username}?\"";
    grant(strategy().developerProvider("login.app"), guest().by(subject));
    assertThat(sts.call().roleSessionName())
        .isEqualTo(SessionName.of(subject))
        .matches("[\\w+=,.@-]{2,64}");
  }

  static List<LoginProvider> providers() {
    return List.of(
        POOL,
        GOOGLE,
        FACEBOOK,
        LoginProvider.apple(),
        LoginProvider.amazon(),
        LoginProvider.oidc("https://login.example.com/tenant"),
        LoginProvider.saml("arn:aws:iam::123456789012:saml-provider/Corp"));
  }

  @ParameterizedTest
  @MethodSource("providers")
  void eachProvidersLoginGoesToCognitoUnderItsName(LoginProvider provider) {
    String token = provider.issuer() == null ? "PHNhbWw+opaque/token+x==" : jwt(provider, "a");
    TemporaryCredentials grant =
        grant(
            strategy().logins(providers().toArray(LoginProvider[]::new)),
            alice().login(provider.name(), token));
    assertThat(pool.call(GetIdRequest.class).logins()).isEqualTo(Map.of(provider.name(), token));
    assertThat(grant.identityId()).isNotNull();
    assertThat(sts.call().roleArn()).isEqualTo(ROLE);
  }

  @Test
  void severalLoginsGoTogether() {
    String google = jwt(GOOGLE, "a");
    grant(
        strategy().logins(GOOGLE, FACEBOOK),
        alice().login(GOOGLE.name(), google).login(FACEBOOK.name(), "opaque-token"));
    Map<String, String> both = Map.of(GOOGLE.name(), google, FACEBOOK.name(), "opaque-token");
    assertThat(pool.call(GetIdRequest.class).logins()).isEqualTo(both);
    assertThat(pool.call(GetOpenIdTokenRequest.class).logins()).isEqualTo(both);
  }

  @Test
  void theApplicationsOwnUsersAreKnownByTheirSubject() {
    TemporaryCredentials grant =
        grant(strategy().developerProvider("login.app").logins(GOOGLE), alice());
    var call = pool.call(GetOpenIdTokenForDeveloperIdentityRequest.class);
    assertThat(pool.calls).hasSize(1);
    assertThat(call.identityPoolId()).isEqualTo(StubPool.ID);
    assertThat(call.logins()).isEqualTo(Map.of("login.app", "alice"));
    assertThat(call.identityId()).isNull();
    assertThat(call.tokenDuration()).isEqualTo(300);
    assertThat(sts.call().webIdentityToken()).isEqualTo("openid-of-" + grant.identityId());
    assertThat(sts.call().roleArn()).isEqualTo(ROLE);
  }

  /** Cognito would make both one identity for good, and a token is only what a client sent. */
  @Test
  void aLoginIsNeverLinkedToTheApplicationsUser() {
    String token = jwt(GOOGLE, "a");
    grant(
        strategy().developerProvider("login.app").logins(GOOGLE),
        alice().login(GOOGLE.name(), token));
    assertThat(pool.call(GetIdRequest.class).logins()).isEqualTo(Map.of(GOOGLE.name(), token));
    assertThat(pool.calls).noneMatch(GetOpenIdTokenForDeveloperIdentityRequest.class::isInstance);
  }

  @Test
  void guestsHaveTheRoleForGuestsAndEachAnIdentityOfItsOwn() {
    UploadGrants grants = grants(strategy().guests(GUEST_ROLE).logins(GOOGLE), profile());
    TemporaryCredentials first = grant(grants, guest());
    TemporaryCredentials second = grant(grants, guest());
    assertThat(first.key()).isNotEqualTo(second.key());
    assertThat(first.credentials()).isNotEqualTo(second.credentials());
    assertThat(sts.calls).hasSize(2).allMatch(call -> call.roleArn().equals(GUEST_ROLE));
    assertThat(sts.calls.get(1).policy()).contains(second.key()).doesNotContain(first.key());
    assertThat(pool.calls)
        .filteredOn(GetIdRequest.class::isInstance)
        .hasSize(2)
        .allMatch(call -> ((GetIdRequest) call).logins().isEmpty());
  }

  /** Cognito may answer with another identity than was asked for, and the token is that one's. */
  @Test
  void theKeyAndThePolicyAreOfTheIdentityThatTheTokenStandsFor() {
    String other = "eu-west-1:aaaaaaaa-0000-0000-0000-000000000009";
    pool.before = () -> pool.answeredId = pool.calls.size() > 1 ? other : "";
    TemporaryCredentials grant =
        grant(strategy().logins(FACEBOOK), alice().login(FACEBOOK.name(), "opaque-token"));
    assertThat(pool.call(GetOpenIdTokenRequest.class).identityId()).endsWith("000000000001");
    assertThat(grant.identityId()).isEqualTo(other);
    assertThat(grant.key()).isEqualTo("users/" + other + "/");
    assertThat(sts.call().policy()).contains(grant.key()).doesNotContain("000000000001");
  }

  @Test
  void sessionsLiveFrom15MinutesToTheRolesMaximum() {
    CognitoIdentityStrategy.Builder strategy = strategy().logins(GOOGLE);
    for (Duration outside : List.of(Duration.ofSeconds(899), Duration.ofSeconds(3601))) {
      assertThatThrownBy(() -> grants(strategy, profile().validFor(outside)))
          .isInstanceOf(UploadConfigurationException.class)
          .hasMessageContaining(outside.toSeconds() + " seconds")
          .hasMessageContaining("maxDuration");
    }
    grant(
        grants(
            strategy().logins(FACEBOOK).maxDuration(Duration.ofHours(12)),
            profile().validFor(Duration.ofHours(12))),
        alice().login(FACEBOOK.name(), "opaque-token"));
    assertThat(sts.call().durationSeconds()).isEqualTo(43_200);
  }

  @Test
  void credentialsThatAreCachedBelongToOneSubjectAndItsLogins() {
    UploadGrants grants =
        grants(strategy().developerProvider("login.app").logins(GOOGLE), profile());
    String google = jwt(GOOGLE, "a");
    List<TemporaryCredentials> each =
        List.of(
            grant(grants, alice()),
            grant(grants, guest().by("bob")),
            grant(grants, alice().login(GOOGLE.name(), google)),
            grant(grants, alice().login(GOOGLE.name(), jwt(GOOGLE, "b"))),
            grant(grants, guest().by("bob").login(GOOGLE.name(), google)));
    assertThat(each).extracting(TemporaryCredentials::credentials).doesNotHaveDuplicates();
    assertThat(sts.calls).hasSize(5);
    assertThat(grant(grants, alice()).credentials()).isEqualTo(each.get(0).credentials());
    assertThat(grant(grants, alice().login(GOOGLE.name(), google)).credentials())
        .isEqualTo(each.get(2).credentials());
    assertThat(sts.calls).hasSize(5);
  }

  @Test
  void aPolicyThatIsTooLargeWithTheIdentityIsRefusedBeforeAnyCall() {
    UploadGrants grants =
        grants(
            strategy().guests(GUEST_ROLE), profile().keys(ObjectKeyPolicy.folder("*".repeat(520))));
    assertThatThrownBy(() -> grant(grants, guest()))
        .isInstanceOf(UploadRefusedException.class)
        .hasMessageContaining("2048");
    assertThat(pool.calls).isEmpty();
  }

  /** Calls on the caller's own thread, so that nothing goes on behind the test's back. */
  @Test
  void allCallsShareOneTimeAndNoneIsBegunWithoutAny() {
    IdentityPool identities =
        new IdentityPool(new IdentityPoolId(StubPool.ID), pool, Map.of(), "login.app", true);
    IdentityPoolSource source =
        new IdentityPoolSource(
            identities,
            new BasicFlow(RoleArn.of(ROLE), RoleArn.of(GUEST_ROLE), sts, Duration.ofHours(1)));
    SessionRequest request =
        new SessionRequest("any", null, Map.of(), "users/", key -> "{}", Duration.ofHours(1));
    source.issue(request, Duration.ofMinutes(1));
    List<Duration> given =
        List.of(timeout(pool.calls.get(0)), timeout(pool.calls.get(1)), timeout(sts.calls.get(0)));
    assertThat(given).allMatch(time -> time.compareTo(Duration.ofMinutes(1)) < 0);
    assertThat(given).isSortedAccordingTo(Comparator.reverseOrder());

    pool.calls.clear();
    pool.before = () -> LockSupport.parkNanos(Duration.ofMillis(30).toNanos());
    assertThatThrownBy(() -> source.issue(request, Duration.ofMillis(10)))
        .isInstanceOf(ApiCallTimeoutException.class);
    assertThat(pool.calls).hasSize(1);
    assertThat(sts.calls).hasSize(1);
  }

  private static Duration timeout(AwsRequest call) {
    return call.overrideConfiguration().orElseThrow().apiCallTimeout().orElseThrow();
  }
}
