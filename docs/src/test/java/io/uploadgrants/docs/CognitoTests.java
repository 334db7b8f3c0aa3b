package io.uploadgrants.docs;

import static io.uploadgrants.GrantKind.TEMPORARY_CREDENTIALS;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.Overwrite;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.cognito.Authentication;
import io.uploadgrants.cognito.Authentication.NewPasswordRequired;
import io.uploadgrants.cognito.Authentication.SignedIn;
import io.uploadgrants.cognito.CognitoIdentityStrategy;
import io.uploadgrants.cognito.CognitoUserPool;
import io.uploadgrants.cognito.TokenUse;
import io.uploadgrants.cognito.UserPoolTokens;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.iam.RolePolicies;
import io.uploadgrants.servlet.BearerTokens;
import io.uploadgrants.servlet.SubjectResolver;
import io.uploadgrants.servlet.UploadServlet;
import io.uploadgrants.sts.LoginProvider;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.sts.StsClient;

/** Runs on moto, where it is; it has user pools for real, and the shape of identity pools. */
class CognitoTests {

  private static final String POOL = "eu-west-1:12345678-1234-1234-1234-123456789012";
  private static final StaticCredentialsProvider KEYS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

  private URI moto(String path) {
    return URI.create(Equipment.MOTO.endpoint() + path);
  }

  private CognitoIdentityProviderClient userPools() {
    return CognitoIdentityProviderClient.builder()
        .endpointOverride(moto(""))
        .region(Region.US_EAST_1)
        .credentialsProvider(KEYS)
        .build();
  }

  @Test
  @Needs(Equipment.MOTO)
  void aUserSignsInAndItsTokenIsValidated() {
    try (CognitoIdentityProviderClient client = userPools()) {
      String poolId = client.createUserPool(make -> make.poolName("docs")).userPool().id();
      String clientId =
          client
              .createUserPoolClient(make -> make.userPoolId(poolId).clientName("docs"))
              .userPoolClient()
              .clientId();
      String temporary = "Temporary-1";
      client.adminCreateUser(
          user ->
              user.userPoolId(poolId)
                  .username("ann")
                  .temporaryPassword(temporary)
                  .messageAction(MessageActionType.SUPPRESS));
      String username = "ann";
      String password = temporary;
      String chosen = "Chosen-by-ann-1";
      // snippet: sign-in
      CognitoUserPool pool = CognitoUserPool.of(poolId, clientId).client(client).build();

      Authentication result = pool.authenticate(username, password);
      if (result instanceof NewPasswordRequired challenge) {
        result = pool.setNewPassword(challenge, chosen, Map.of());
      }
      // end
      SignedIn signedIn = (SignedIn) result;
      URI keys = moto("/" + poolId + "/.well-known/jwks.json");
      // snippet: tokens
      UserPoolTokens tokens =
          UserPoolTokens.of(poolId, clientId).tokenUse(TokenUse.ID).jwksUri(keys).build();
      SubjectResolver subjects =
          SubjectResolver.bearerToken(token -> tokens.verify(token).subject());
      // end
      assertThat(subjects).isNotNull();
      assertThat(tokens.verify(signedIn.idToken()).subject()).isNotEmpty();
      pool.signOutEverywhere("ann");
    }
  }

  @Test
  @Needs(Equipment.MOTO)
  void anIdentityPoolHandsOutCredentials() {
    try (CognitoIdentityClient cognito =
            CognitoIdentityClient.builder()
                .endpointOverride(moto(""))
                .region(Region.US_EAST_1)
                .credentialsProvider(KEYS)
                .build();
        StsClient sts =
            StsClient.builder()
                .endpointOverride(moto(""))
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build()) {
      String identityPoolId =
          cognito
              .createIdentityPool(
                  make ->
                      make.identityPoolName("docs")
                          .allowUnauthenticatedIdentities(false)
                          .developerProviderName("login.example.com"))
              .identityPoolId();
      // snippet: identity-pool
      CognitoIdentityStrategy strategy =
          CognitoIdentityStrategy.of(identityPoolId)
              .basicFlow("arn:aws:iam::123456789012:role/uploads", sts)
              .logins(LoginProvider.userPool("eu-west-1_AbCdEf123"), LoginProvider.google())
              .developerProvider("login.example.com")
              .client(cognito)
              .build();
      UploadGrants grants =
          UploadGrants.builder()
              .target(UploadTarget.bucket("photos").region("eu-west-1").build())
              .strategy(strategy)
              .profile(
                  UploadProfile.named("folder")
                      .kinds(TEMPORARY_CREDENTIALS)
                      .scope(UploadScope.PREFIX)
                      .keys(ObjectKeyPolicy.folder("uploads"))
                      .validFor(Duration.ofHours(1))
                      .build())
              .build();
      // end
      // snippet: developer-identity
      TemporaryCredentials grant =
          (TemporaryCredentials) grants.grant(UploadRequest.of("folder").by("alice").build());
      // end
      assertThat(grant.key()).isEqualTo("uploads/" + grant.identityId() + "/");

      UserPoolTokens tokens =
          UserPoolTokens.of("eu-west-1_AbCdEf123", "client").tokenUse(TokenUse.ID).build();
      // snippet: pass-login
      UploadServlet servlet =
          UploadServlet.builder(grants)
              .subjectResolver(SubjectResolver.bearerToken(token -> tokens.verify(token).subject()))
              .requestCustomizer(
                  (upload, request) -> {
                    String token = BearerTokens.of(request);
                    if (token != null) { // the resolver has validated it
                      upload.login(LoginProvider.userPool("eu-west-1_AbCdEf123").name(), token);
                    }
                  })
              .build();
      // end
      assertThat(servlet).isNotNull();
    }
  }

  @Test
  void theRolesOfAnIdentityPoolAreWritten() {
    UploadTarget target = UploadTarget.bucket("photos").region("eu-west-1").build();
    UploadProfile profile =
        UploadProfile.named("folder")
            .kinds(TEMPORARY_CREDENTIALS)
            .scope(UploadScope.PREFIX)
            .keys(ObjectKeyPolicy.folder("uploads"))
            .overwrite(Overwrite.ALLOWED)
            .validFor(Duration.ofHours(1))
            .build();
    String identityPoolId = POOL;
    // snippet: identity-pool-roles
    String rights = RolePolicies.identityPoolRole(identityPoolId, "uploads", profile, target);
    String trust = RolePolicies.identityPoolTrust(identityPoolId);
    String guests = RolePolicies.identityPoolGuestTrust(identityPoolId);
    // end
    assertThat(rights).contains("uploads/${cognito-identity.amazonaws.com:sub}/*");
    assertThat(trust).contains("\"authenticated\"");
    assertThat(guests).contains("unauthenticated");
  }
}
