package io.uploadgrants.testkit.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.Overwrite;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadScope;
import io.uploadgrants.cognito.CognitoIdentityStrategy;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.sts.LoginProvider;
import io.uploadgrants.testkit.embedded.EmbeddedS3;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentity.model.GetCredentialsForIdentityRequest;
import software.amazon.awssdk.services.cognitoidentity.model.GetIdRequest;
import software.amazon.awssdk.services.cognitoidentity.model.GetOpenIdTokenForDeveloperIdentityRequest;
import software.amazon.awssdk.services.cognitoidentity.model.GetOpenIdTokenRequest;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Moto's identity pool from end to end. Its answers have Cognito's shape and it checks nothing; so
 * the session is issued and held to its policy by the embedded server, which has a role that may do
 * everything.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Needs(Equipment.MOTO)
class MotoIdentityPoolTests {

  private static final String ROLE = "arn:aws:iam::123456789012:role/wide";
  private static final String GUEST_ROLE = "arn:aws:iam::123456789012:role/wide-guest";
  private static final String BUCKET = "photos";
  private static final String SIBLING = "us-east-1:00000000-1111-2222-3333-444444444444";

  @AutoClose private MotoIdentityPool pool;
  @AutoClose private EmbeddedS3 server;
  @AutoClose private StsClient sts;

  @BeforeAll
  void start() {
    pool = new MotoIdentityPool();
    server = EmbeddedS3.builder().webIdentities(pool.verifier()).start();
    sts =
        StsClient.builder()
            .endpointOverride(server.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .build();
  }

  @BeforeEach
  void forgetCalls() {
    pool.calls.clear();
  }

  private CognitoIdentityStrategy.Builder strategy() {
    return CognitoIdentityStrategy.of(pool.id)
        .client(pool.client())
        .logins(pool.provider())
        .developerProvider(MotoIdentityPool.DEVELOPER_PROVIDER);
  }

  private UploadGrants grants(CognitoIdentityStrategy.Builder strategy) {
    return UploadGrants.builder()
        .target(server.target(BUCKET).build())
        .strategy(strategy.build())
        .profile(
            UploadProfile.named("docs")
                .kinds(GrantKind.TEMPORARY_CREDENTIALS)
                .scope(UploadScope.PREFIX)
                .keys(ObjectKeyPolicy.folder("users"))
                .overwrite(Overwrite.ALLOWED)
                .validFor(Duration.ofHours(1))
                .openToGuests()
                .build())
        .build();
  }

  private UploadGrants basic() {
    return grants(strategy().basicFlow(ROLE, sts).guests(GUEST_ROLE));
  }

  private UploadGrants enhanced() {
    return grants(strategy().enhancedFlow("users").guests());
  }

  private static UploadRequest.Builder request() {
    return UploadRequest.of("docs");
  }

  private static TemporaryCredentials grant(UploadGrants grants, UploadRequest.Builder request) {
    return (TemporaryCredentials) grants.grant(request.build());
  }

  private void assertCalls(Class<?>... expected) {
    assertThat(pool.calls)
        .extracting(call -> (Object) call.getClass())
        .containsExactly((Object[]) expected);
  }

  private void assertBounded(String who, TemporaryCredentials grant) {
    int refused = new OwnPrefix(server, BUCKET).assertIsTheOnlyOne(grant, SIBLING);
    System.out.printf(
        "Cognito, basic flow, %s: uploads below the own prefix; %d attempts beside it, all refused%n",
        who, refused);
  }

  @Test
  void aGuestsBasicFlowUploadsBelowItsOwnPrefixAndDoesNothingElse() {
    UploadGrants grants = basic();
    TemporaryCredentials first = grant(grants, request());
    assertCalls(GetIdRequest.class, GetOpenIdTokenRequest.class);
    TemporaryCredentials second = grant(grants, request());
    assertThat(second.identityId()).isNotEqualTo(first.identityId());
    assertBounded("guest", first);
    new OwnPrefix(server, BUCKET)
        .assertIsTheOnlyOne(first, Objects.requireNonNull(second.identityId()));
  }

  @Test
  void aUserPoolsLoginUploadsBelowItsOwnPrefixAndDoesNothingElse() {
    String token = pool.idToken("ann");
    TemporaryCredentials grant =
        grant(basic(), request().by("ann").login(pool.provider().name(), token));
    assertCalls(GetIdRequest.class, GetOpenIdTokenRequest.class);
    assertBounded("user pool's login", grant);
  }

  @Test
  void theApplicationsOwnUserUploadsBelowItsOwnPrefixAndDoesNothingElse() {
    UploadGrants grants = basic();
    TemporaryCredentials grant = grant(grants, request().by("*/${aws:username}"));
    assertCalls(GetOpenIdTokenForDeveloperIdentityRequest.class);
    assertBounded("developer identity", grant);
    TemporaryCredentials again = grant(grants, request().by("*/${aws:username}"));
    assertThat(again.credentials()).isEqualTo(grant.credentials());
    assertThat(grant(grants, request().by("bob")).key()).isNotEqualTo(grant.key());
  }

  @Test
  void aTokenThatThePoolDidntIssueIsNoSession() {
    assertThatThrownBy(
            () ->
                sts.assumeRoleWithWebIdentity(
                    assume ->
                        assume
                            .roleArn(ROLE)
                            .roleSessionName("ann")
                            .webIdentityToken("us-east-1:another")))
        .hasMessageContaining("refused");
  }

  @Test
  void theEnhancedFlowAsksMotoForCredentials() {
    String token = pool.idToken("eve");
    for (UploadRequest.Builder each :
        new UploadRequest.Builder[] {
          request(), request().by("eve").login(pool.provider().name(), token), request().by("eve")
        }) {
      TemporaryCredentials grant = grant(enhanced(), each);
      assertThat(grant.key()).isEqualTo("users/" + grant.identityId() + "/");
      assertThat(grant.credentials().sessionToken()).isNotEmpty();
      assertThat(pool.calls.get(pool.calls.size() - 1))
          .isInstanceOfSatisfying(
              GetCredentialsForIdentityRequest.class,
              call -> assertThat(call.identityId()).isEqualTo(grant.identityId()));
    }
    assertCalls(
        GetIdRequest.class,
        GetCredentialsForIdentityRequest.class,
        GetIdRequest.class,
        GetCredentialsForIdentityRequest.class,
        GetOpenIdTokenForDeveloperIdentityRequest.class,
        GetCredentialsForIdentityRequest.class);
  }

  /** Moto would take it, so it is refused before. */
  @Test
  void aUserPoolsTokenUnderAnotherPoolsNameIsRefusedBeforeAnyCall() {
    LoginProvider other = LoginProvider.userPool("us-east-1_Other");
    String token = pool.idToken("mallory");
    UploadGrants grants = grants(strategy().logins(other).basicFlow(ROLE, sts).guests(GUEST_ROLE));
    assertThatThrownBy(() -> grant(grants, request().by("mallory").login(other.name(), token)))
        .isInstanceOfSatisfying(
            UploadRefusedException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
        .hasMessageContaining("another provider");
    assertCalls();
  }
}
