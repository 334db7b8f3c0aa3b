package io.uploadgrants.spring.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantStrategy;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.cognito.CognitoIdentityStrategy;
import io.uploadgrants.iam.GrantRevoker;
import io.uploadgrants.spring.AwsSettings;
import io.uploadgrants.spring.StartFailures;
import io.uploadgrants.spring.autoconfigure.OwnStrategy;
import io.uploadgrants.spring.autoconfigure.UploadAutoConfiguration;
import io.uploadgrants.spring.login.TestUserPool;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;
import software.amazon.awssdk.services.cognitoidentity.model.GetCredentialsForIdentityRequest;
import software.amazon.awssdk.services.cognitoidentity.model.GetIdRequest;
import software.amazon.awssdk.services.cognitoidentity.model.GetOpenIdTokenForDeveloperIdentityRequest;
import software.amazon.awssdk.services.cognitoidentity.model.GetOpenIdTokenRequest;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyResponse;
import software.amazon.awssdk.services.sts.StsClient;

class UploadIdentityPoolAutoConfigurationTests {

  private static final String POOL = "eu-west-1:12345678-1234-1234-1234-123456789012";
  private static final String ROLE = "arn:aws:iam::123456789012:role/uploader";

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  UploadAutoConfiguration.class,
                  UploadStsAutoConfiguration.class,
                  UploadIdentityPoolAutoConfiguration.class))
          .withSystemProperties(AwsSettings.none())
          .withSystemProperties("aws.accessKeyId=CHAIN", "aws.secretAccessKey=secret")
          .withPropertyValues(
              "upload.bucket=photos",
              "upload.region=us-east-1",
              "upload.profiles.backup.kinds=temporary-credentials",
              "upload.profiles.backup.valid-for=1h",
              "upload.profiles.backup.guests=true",
              "upload.profiles.backup.scope=prefix",
              "upload.profiles.backup.overwrite=allowed",
              "upload.profiles.backup.keys.folder=true");

  private final ApplicationContextRunner pool =
      runner.withPropertyValues("upload.cognito.identity-pool.id=" + POOL);

  private final ApplicationContextRunner basic =
      pool.withPropertyValues(
          "upload.cognito.identity-pool.role-arn=" + ROLE,
          "upload.cognito.identity-pool.developer-provider=login.shop");

  private final ApplicationContextRunner enhanced =
      pool.withPropertyValues(
          "upload.cognito.identity-pool.role-prefix=backup",
          "upload.cognito.identity-pool.guests=true");

  @Test
  void theBasicFlowIsBoundedByASessionPolicy() {
    recorded(basic)
        .run(
            context -> {
              TemporaryCredentials grant = grant(context, UploadRequest.of("backup").by("alice"));
              assertThat(grant.key()).isEqualTo("backup/" + RecordingCognito.IDENTITY + "/");
              assertThat(grant.identityId()).isEqualTo(RecordingCognito.IDENTITY);
              assertThat(context.getBean(RecordingCognito.class).calls())
                  .singleElement()
                  .isInstanceOfSatisfying(
                      GetOpenIdTokenForDeveloperIdentityRequest.class,
                      asked -> {
                        assertThat(asked.identityPoolId()).isEqualTo(POOL);
                        assertThat(asked.logins()).isEqualTo(Map.of("login.shop", "alice"));
                      });
              assertThat(context.getBean(RecordingSts.class).webIdentities())
                  .singleElement()
                  .satisfies(
                      asked -> {
                        assertThat(asked.roleArn()).isEqualTo(ROLE);
                        assertThat(asked.policy()).contains(RecordingCognito.IDENTITY);
                      });
            });
  }

  @Test
  void theEnhancedFlowIsBoundedByThePoolsRole() {
    recorded(enhanced)
        .run(
            context -> {
              TemporaryCredentials grant = grant(context, UploadRequest.of("backup"));
              assertThat(grant.key()).isEqualTo("backup/" + RecordingCognito.IDENTITY + "/");
              assertThat(context.getBean(RecordingCognito.class).calls())
                  .hasExactlyElementsOfTypes(
                      GetIdRequest.class, GetCredentialsForIdentityRequest.class);
              assertThat(context.getBean(RecordingSts.class).webIdentities()).isEmpty();
            });
  }

  @Test
  void guestsHaveARoleOfTheirOwnInTheBasicFlow() {
    recorded(basic)
        .withPropertyValues("upload.cognito.identity-pool.guest-role-arn=" + ROLE + "-guest")
        .run(
            context -> {
              grant(context, UploadRequest.of("backup"));
              assertThat(context.getBean(RecordingCognito.class).calls())
                  .hasExactlyElementsOfTypes(GetIdRequest.class, GetOpenIdTokenRequest.class);
              assertThat(context.getBean(RecordingSts.class).webIdentities())
                  .singleElement()
                  .satisfies(asked -> assertThat(asked.roleArn()).isEqualTo(ROLE + "-guest"));
            });
  }

  @ParameterizedTest
  @CsvSource({
    "google, accounts.google.com",
    "apple, appleid.apple.com",
    "facebook, graph.facebook.com",
    "amazon, www.amazon.com",
    "https://login.example.com/realm, login.example.com/realm",
    "arn:aws:iam::123456789012:saml-provider/corp, arn:aws:iam::123456789012:saml-provider/corp",
    "eu-west-1_AbCdEf123, cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123"
  })
  void aLoginProviderIsKnownByItsName(String property, String provider) {
    String token =
        property.matches("facebook|amazon|arn:.*")
            ? "opaque"
            : TestUserPool.start().token("u-1", claims -> claims.issuer("https://" + provider));
    recorded(basic)
        .withPropertyValues("upload.cognito.identity-pool.login-providers=google," + property)
        .run(
            context -> {
              grant(context, UploadRequest.of("backup").by("alice").login(provider, token));
              assertThat(context.getBean(RecordingCognito.class).calls().get(0))
                  .isInstanceOfSatisfying(
                      GetIdRequest.class,
                      asked -> assertThat(asked.logins()).isEqualTo(Map.of(provider, token)));
            });
  }

  @Test
  void theUserPoolIsAProviderWhenItsIdTokensAreAccepted() {
    String provider = TestUserPool.ISSUER.substring("https://".length());
    recorded(pool)
        .withPropertyValues(
            "upload.cognito.identity-pool.role-arn=" + ROLE,
            "upload.cognito.user-pool.id=" + TestUserPool.ID,
            "upload.cognito.user-pool.client-ids=client1",
            "upload.cognito.user-pool.token-use=id")
        .run(
            context -> {
              String token = TestUserPool.start().idToken("u-1");
              grant(context, UploadRequest.of("backup").by("u-1").login(provider, token));
              assertThat(context.getBean(RecordingCognito.class).calls().get(0))
                  .isInstanceOfSatisfying(
                      GetIdRequest.class,
                      asked -> assertThat(asked.logins()).containsOnlyKeys(provider));
            });
  }

  @Test
  void theClientsAreForThePoolsRegionAndTheBucketsOne() {
    basic.run(
        context -> {
          CognitoIdentityClient client =
              context.getBean("uploadCognitoIdentityClient", CognitoIdentityClient.class);
          assertThat(client.serviceClientConfiguration().region().id()).isEqualTo("eu-west-1");
          assertThat(client.serviceClientConfiguration().overrideConfiguration().apiCallTimeout())
              .as("an answer that never ends holds nobody up")
              .isPresent();
          StsClient sts = context.getBean("uploadIdentityPoolStsClient", StsClient.class);
          assertThat(sts.serviceClientConfiguration().region().id()).isEqualTo("us-east-1");
        });
    basic
        .withPropertyValues("upload.sts.endpoint=https://sts.example.com")
        .run(
            context ->
                assertThat(
                        context
                            .getBean("uploadIdentityPoolStsClient", StsClient.class)
                            .serviceClientConfiguration()
                            .endpointOverride())
                    .contains(URI.create("https://sts.example.com")));
    enhanced.run(context -> assertThat(context).doesNotHaveBean("uploadIdentityPoolStsClient"));
  }

  @Test
  void sessionsAreKeptByTheSettingsOfSessions() {
    recorded(basic)
        .withPropertyValues("upload.sts.max-sessions=0")
        .run(
            context -> {
              grant(context, UploadRequest.of("backup").by("alice"));
              grant(context, UploadRequest.of("backup").by("alice"));
              assertThat(context.getBean(RecordingSts.class).webIdentities()).hasSize(2);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "developer-provider=login.shop",
        "role-arn=" + ROLE + " role-prefix=backup",
        "role-prefix=backup guest-role-arn=" + ROLE,
        "role-prefix=backup guests=true max-duration=2h"
      })
  void notExactlyOneFlowFails(String properties) {
    ApplicationContextRunner set = pool;
    for (String property : properties.split(" ", -1)) {
      set = set.withPropertyValues("upload.cognito.identity-pool." + property);
    }
    set.run(
        context ->
            assertThat(StartFailures.of(context).setting())
                .isEqualTo("cognito.identity-pool.role-arn"));
  }

  @ParameterizedTest
  @CsvSource({
    "id=pool, cognito.identity-pool.id",
    "role-arn=uploader, cognito.identity-pool.role-arn",
    "guests=true, cognito.identity-pool.guest-role-arn",
    "guest-role-arn=uploader, cognito.identity-pool.guest-role-arn",
    "max-duration=13h, cognito.identity-pool.max-duration",
    "developer-provider=#, cognito.identity-pool.developer-provider",
    "login-providers=myspace, cognito.identity-pool.login-providers",
    "role-arn=${NOT_SET:}, cognito.identity-pool.role-arn",
  })
  void aWrongSettingFails(String property, String setting) {
    basic
        .withPropertyValues("upload.cognito.identity-pool." + property)
        .run(context -> assertThat(StartFailures.of(context).setting()).isEqualTo(setting));
  }

  @Test
  void aRoleAndAnIdentityPoolDontBothHandOut() {
    ApplicationContextRunner both =
        recorded(basic).withPropertyValues("upload.sts.role-arn=" + ROLE);
    both.run(
        context -> {
          assertThat(StartFailures.of(context).setting()).isEqualTo("sts.signing-only");
          assertThat(StartFailures.of(context))
              .hasMessageContainingAll("upload.sts.role-arn", "upload.cognito.identity-pool.id");
        });
    both.withPropertyValues(
            "upload.sts.signing-only=true", "upload.profiles.contract.sign-as-subject=true")
        .run(
            context -> {
              assertThat(grant(context, UploadRequest.of("backup").by("alice")).identityId())
                  .isNotNull();
              PresignedPut put =
                  (PresignedPut)
                      context
                          .getBean(UploadGrants.class)
                          .grant(UploadRequest.of("contract").by("alice").build());
              assertThat(put.url()).contains("X-Amz-Credential=SESSION");
            });
    both.withBean("mine", OwnStrategy.class, () -> new OwnStrategy(GrantKind.TEMPORARY_CREDENTIALS))
        // It doesn't say that it separates users.
        .withPropertyValues("upload.profiles.backup.keys.folder=false")
        .run(
            context ->
                assertThat(OwnStrategy.made(grant(context, UploadRequest.of("backup").by("alice"))))
                    .isTrue());
  }

  @Test
  void revokingWithoutARoleFails() {
    ApplicationContextRunner revoking =
        recorded(basic)
            .withConfiguration(AutoConfigurations.of(UploadRevokingAutoConfiguration.class))
            .withPropertyValues("upload.sts.revoking=true");
    revoking.run(
        context -> {
          assertThat(StartFailures.of(context).setting()).isEqualTo("sts.role-arn");
          assertThat(StartFailures.of(context))
              .hasMessageContainingAll("'upload.sts.revoking' is true", "bean GrantRevoker");
        });
    revoking
        .withPropertyValues("upload.sts.revoking=false")
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(GrantRevoker.class));
  }

  @Test
  void whoeverKeepsSessionsIsToldWhoIsRevoked() {
    recorded(basic)
        .withConfiguration(AutoConfigurations.of(UploadRevokingAutoConfiguration.class))
        .withBean(IamClient.class, TakingIam::new)
        .withPropertyValues(
            "upload.sts.role-arn=" + ROLE,
            "upload.sts.signing-only=true",
            "upload.sts.revoking=true",
            "upload.profiles.contract.sign-as-subject=true")
        .run(
            context -> {
              RecordingSts sts = context.getBean(RecordingSts.class);
              grantBoth(context);
              grantBoth(context);
              assertThat(sts.requests()).as("kept").hasSize(1);
              assertThat(sts.webIdentities()).as("kept").hasSize(1);

              context.getBean(GrantRevoker.class).revoke("alice");
              grantBoth(context);

              assertThat(sts.requests()).as("the role's").hasSize(2);
              assertThat(sts.webIdentities()).as("the pool's").hasSize(2);
            });
  }

  private static void grantBoth(AssertableApplicationContext context) {
    grant(context, UploadRequest.of("backup").by("alice"));
    context.getBean(UploadGrants.class).grant(UploadRequest.of("contract").by("alice").build());
  }

  /** Takes every policy. */
  private static final class TakingIam implements IamClient {

    @Override
    public PutRolePolicyResponse putRolePolicy(PutRolePolicyRequest put) {
      return PutRolePolicyResponse.builder().build();
    }

    @Override
    public ListRolePoliciesResponse listRolePolicies(ListRolePoliciesRequest list) {
      return ListRolePoliciesResponse.builder().policyNames(List.of()).isTruncated(false).build();
    }

    @Override
    public String serviceName() {
      return "iam";
    }

    @Override
    public void close() {}
  }

  @Test
  void withoutAPoolThereIsNoStrategy() {
    runner
        .withPropertyValues(
            "upload.profiles.backup.kinds=post-policy", "upload.profiles.backup.keys.folder=false")
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .doesNotHaveBean(GrantStrategy.class)
                    .doesNotHaveBean("uploadCognitoIdentityClient"));
  }

  @Test
  void aStrategyOfOnesOwnReplacesIt() {
    CognitoIdentityStrategy own =
        CognitoIdentityStrategy.of(POOL)
            .client(new RecordingCognito())
            .enhancedFlow("backup")
            .guests()
            .build();
    recorded(basic)
        .withBean(CognitoIdentityStrategy.class, () -> own)
        .run(
            context -> {
              grant(context, UploadRequest.of("backup"));
              assertThat(context.getBean(RecordingCognito.class).calls()).isEmpty();
            });
  }

  @ParameterizedTest
  @CsvSource({
    "software.amazon.awssdk.services.cognitoidentity, software.amazon.awssdk:cognitoidentity",
    "software.amazon.awssdk.services.sts, software.amazon.awssdk:sts",
    "com.github.benmanes, com.github.ben-manes.caffeine:caffeine",
    "com.nimbusds, com.nimbusds:nimbus-jose-jwt"
  })
  void aPoolWithoutTheLibraryFailsAndSaysWhatToAdd(String types, String library) {
    basic
        .withClassLoader(new FilteredClassLoader(types))
        .run(
            context -> {
              assertThat(StartFailures.of(context).setting()).isEqualTo("cognito.identity-pool.id");
              assertThat(StartFailures.of(context)).hasMessageContaining(library);
            });
  }

  private static ApplicationContextRunner recorded(ApplicationContextRunner runner) {
    return runner
        .withBean(RecordingSts.class, RecordingSts::new)
        .withBean(RecordingCognito.class, RecordingCognito::new);
  }

  private static TemporaryCredentials grant(
      AssertableApplicationContext context, UploadRequest.Builder request) {
    return (TemporaryCredentials) context.getBean(UploadGrants.class).grant(request.build());
  }
}
