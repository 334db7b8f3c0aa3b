package io.uploadgrants.cognito;

import static io.uploadgrants.cognito.IdentityPools.FACEBOOK;
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
import io.uploadgrants.EnforcedBy;
import io.uploadgrants.IssuanceFailedException;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.Overwrite;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadScope;
import io.uploadgrants.sts.SessionRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.cognitoidentity.model.GetCredentialsForIdentityRequest;
import software.amazon.awssdk.services.cognitoidentity.model.GetIdRequest;
import software.amazon.awssdk.services.cognitoidentity.model.GetOpenIdTokenForDeveloperIdentityRequest;

/** {@code GetCredentialsForIdentity}, bounded by nothing but the policy of the pool's role. */
class EnhancedFlowTests {

  private final StubPool pool = new StubPool();

  private CognitoIdentityStrategy.Builder strategy() {
    return CognitoIdentityStrategy.of(StubPool.ID).client(pool).enhancedFlow("users");
  }

  @Test
  void aLoginBecomesCredentialsForTheIdentitysOwnPrefix() {
    String token = jwt(POOL, "a");
    TemporaryCredentials grant = grant(strategy().logins(POOL), alice().login(POOL.name(), token));
    var call = pool.call(GetCredentialsForIdentityRequest.class);
    assertThat(pool.calls).hasSize(2);
    assertThat(pool.call(GetIdRequest.class).logins()).isEqualTo(Map.of(POOL.name(), token));
    assertThat(call.identityId()).isEqualTo(grant.identityId());
    assertThat(call.logins()).isEqualTo(Map.of(POOL.name(), token));
    assertThat(call.customRoleArn()).isNull();
    assertThat(grant.key()).isEqualTo("users/" + grant.identityId() + "/");
    assertThat(grant.scope()).isEqualTo(UploadScope.PREFIX);
    assertThat(grant.credentials().accessKeyId()).isEqualTo("ASIA000000000001");
    assertThat(grant.credentials().secretAccessKey()).isEqualTo("secret-of-" + grant.identityId());
    assertThat(grant.credentials().sessionToken()).isEqualTo("session-of-" + grant.identityId());
    assertThat(grant.expiresAt()).isEqualTo(NOW.plusSeconds(3600));
    assertThat(grant.enforced())
        .isEqualTo(
            Map.of(
                UploadConstraint.KEY, EnforcedBy.STORAGE,
                UploadConstraint.VALIDITY, EnforcedBy.STORAGE));
  }

  @Test
  void aCustomRoleIsAskedForWithALoginAndNotForGuests() {
    CognitoIdentityStrategy.Builder strategy =
        strategy().customRole(ROLE).logins(FACEBOOK).guests();
    grant(strategy, alice().login(FACEBOOK.name(), "opaque-token"));
    assertThat(pool.call(GetCredentialsForIdentityRequest.class).customRoleArn()).isEqualTo(ROLE);
    pool.calls.clear();
    grant(strategy, guest());
    assertThat(pool.call(GetCredentialsForIdentityRequest.class).customRoleArn()).isNull();
  }

  @Test
  void theApplicationsOwnUsersProveThemselvesByThePoolsToken() {
    TemporaryCredentials grant = grant(strategy().developerProvider("login.app"), alice());
    assertThat(pool.call(GetOpenIdTokenForDeveloperIdentityRequest.class).logins())
        .isEqualTo(Map.of("login.app", "alice"));
    var call = pool.call(GetCredentialsForIdentityRequest.class);
    assertThat(call.identityId()).isEqualTo(grant.identityId());
    assertThat(call.logins())
        .isEqualTo(Map.of("cognito-identity.amazonaws.com", "openid-of-" + grant.identityId()));
  }

  @Test
  void inChinaThePoolsTokenHasAnotherName() {
    pool.answeredId = "cn-north-1:00000000-0000-0000-0000-000000000001";
    grant(
        CognitoIdentityStrategy.of("cn-north-1:11111111-2222-3333-4444-555555555555")
            .client(pool)
            .enhancedFlow("users")
            .developerProvider("login.app"),
        alice());
    assertThat(pool.call(GetCredentialsForIdentityRequest.class).logins())
        .containsOnlyKeys("cognito-identity.cn-north-1.amazonaws.com.cn");
  }

  @Test
  void guestsAreNeverCachedAndHaveNoLogins() {
    UploadGrants grants = grants(strategy().guests(), profile());
    TemporaryCredentials first = grant(grants, guest());
    TemporaryCredentials second = grant(grants, guest());
    assertThat(first.key()).isNotEqualTo(second.key());
    assertThat(first.credentials()).isNotEqualTo(second.credentials());
    assertThat(pool.calls).hasSize(4);
    assertThat(pool.calls)
        .filteredOn(GetCredentialsForIdentityRequest.class::isInstance)
        .allMatch(call -> ((GetCredentialsForIdentityRequest) call).logins().isEmpty());
  }

  @Test
  void theKeyIsOfTheIdentityWhoseCredentialsCame() {
    String other = "eu-west-1:aaaaaaaa-0000-0000-0000-000000000009";
    pool.before = () -> pool.answeredId = pool.calls.size() > 1 ? other : "";
    TemporaryCredentials grant = grant(strategy().guests(), guest());
    assertThat(grant.identityId()).isEqualTo(other);
    assertThat(grant.key()).isEqualTo("users/" + other + "/");
  }

  static List<ObjectKeyPolicy> otherKeys() {
    return List.of(
        ObjectKeyPolicy.folder("user"),
        ObjectKeyPolicy.folder("users/x"),
        ObjectKeyPolicy.folder("Users"),
        ObjectKeyPolicy.random("users"),
        (request, now, random) -> "users/");
  }

  @ParameterizedTest
  @MethodSource("otherKeys")
  void otherKeysThanTheRolesAreRefusedWhenTheProfileIsPrepared(ObjectKeyPolicy keys) {
    assertThatThrownBy(() -> grants(strategy().guests(), profile().keys(keys)))
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContaining("folder(\"users\")")
        .hasMessageContaining("basic flow");
    assertThat(pool.calls).isEmpty();
  }

  @Test
  void sessionsThatAreAskedForDirectlyHaveTheRolesPrefixToo() {
    CognitoIdentityStrategy strategy = strategy().guests().build();
    for (String key : List.of("", "users", "other/", "users/x/")) {
      SessionRequest request =
          new SessionRequest(
              "any", null, Map.of(), key, UnaryOperator.identity(), Duration.ofHours(1));
      assertThatThrownBy(() -> strategy.sessions().session(request, NOW))
          .isInstanceOf(UploadConfigurationException.class)
          .hasMessageContaining("users");
    }
    assertThat(pool.calls).isEmpty();
  }

  @Test
  void anyOtherValidityThanAnHourIsRefusedWhenTheProfileIsPrepared() {
    for (long seconds : new long[] {60, 3599, 3601, 43_200}) {
      assertThatThrownBy(
              () -> grants(strategy().guests(), profile().validFor(Duration.ofSeconds(seconds))))
          .isInstanceOf(UploadConfigurationException.class)
          .hasMessageContaining("valid for " + seconds + " seconds")
          .hasMessageContaining("sessions of one hour, no shorter and no longer");
    }
  }

  static List<UnaryOperator<UploadProfile.Builder>> constraints() {
    return List.of(
        profile -> profile.maxSize(10),
        profile -> profile.contentTypes("image/*"),
        profile -> profile.overwrite(Overwrite.NEVER),
        profile -> profile.overwrite(Overwrite.ONLY_OWN),
        profile -> profile.tag("a", "b"),
        profile -> profile.metadata("a", "b"),
        profile -> profile.storageClass("STANDARD_IA"),
        profile -> profile.encryption(Encryption.sseS3()),
        profile -> profile.cacheControl("no-store"));
  }

  @ParameterizedTest
  @MethodSource("constraints")
  void constraintsThatNoRoleIsKnownToEnforceAreRefused(
      UnaryOperator<UploadProfile.Builder> constraint) {
    assertThatThrownBy(() -> grants(strategy().guests(), constraint.apply(profile())))
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContaining("temporary-credentials");
  }

  @Test
  void aProfileForOneObjectIsRefused() {
    assertThatThrownBy(
            () ->
                grants(
                    strategy().guests(),
                    profile().scope(UploadScope.OBJECT).keys(ObjectKeyPolicy.random("users"))))
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContaining("scope");
  }

  @Test
  void credentialsThatHaveExpiredAreNoGrantAndAreNotKept() {
    UploadGrants grants = grants(strategy().developerProvider("login.app"), profile());
    pool.expiry = () -> NOW.minusSeconds(1);
    assertThatThrownBy(() -> grant(grants, alice()))
        .isInstanceOf(IssuanceFailedException.class)
        .hasMessageContaining("clock");
    pool.expiry = () -> NOW.plusSeconds(3600);
    assertThat(grant(grants, alice()).expiresAt()).isEqualTo(NOW.plusSeconds(3600));
  }

  @Test
  void credentialsThatEndEarlierMakeAGrantThatEndsEarlier() {
    pool.expiry = () -> NOW.plusSeconds(90);
    assertThat(grant(strategy().guests(), guest()).expiresAt()).isEqualTo(NOW.plusSeconds(90));
  }
}
