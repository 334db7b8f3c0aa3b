package io.uploadgrants.testkit.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.Overwrite;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadScope;
import io.uploadgrants.cognito.CognitoIdentityStrategy;
import io.uploadgrants.iam.RolePolicies;
import io.uploadgrants.testkit.embedded.EmbeddedS3;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The enhanced flow, where nothing but the policy that we wrote for the pool's role bounds. */
class IdentityPoolRoleTests {

  private static final String BUCKET = "photos";
  private static final UploadProfile PROFILE =
      UploadProfile.named("docs")
          .kinds(GrantKind.TEMPORARY_CREDENTIALS)
          .scope(UploadScope.PREFIX)
          .keys(ObjectKeyPolicy.folder("users"))
          .overwrite(Overwrite.ALLOWED)
          .validFor(Duration.ofHours(1))
          .openToGuests()
          .build();

  private final EmbeddedIdentityPool pool = new EmbeddedIdentityPool();

  @AutoClose
  private final EmbeddedS3 server =
      EmbeddedS3.builder().webIdentities(EmbeddedIdentityPool.verifier()).start();

  @AutoClose
  private final StsClient sts =
      StsClient.builder()
          .endpointOverride(server.endpoint())
          .region(Region.US_EAST_1)
          .credentialsProvider(AnonymousCredentialsProvider.create())
          .build();

  private final UploadGrants grants;

  IdentityPoolRoleTests() {
    pool.assumesBy(sts);
    grants =
        UploadGrants.builder()
            .target(server.target(BUCKET).build())
            .strategy(
                CognitoIdentityStrategy.of(EmbeddedIdentityPool.ID)
                    .client(pool)
                    .enhancedFlow("users")
                    .guests()
                    .build())
            .profile(PROFILE)
            .build();
  }

  private void attachRolePolicy() {
    try (IamClient iam =
        IamClient.builder()
            .endpointOverride(server.endpoint())
            .region(Region.AWS_GLOBAL)
            .credentialsProvider(server.credentials())
            .build()) {
      String policy =
          RolePolicies.identityPoolRole(
              EmbeddedIdentityPool.ID, "users", PROFILE, server.target(BUCKET).build());
      assertThat(policy).contains("${cognito-identity.amazonaws.com:sub}");
      iam.putRolePolicy(
          put ->
              put.roleName(EmbeddedIdentityPool.ROLE)
                  .policyName("own-prefix")
                  .policyDocument(policy));
    }
  }

  private TemporaryCredentials grant() {
    return (TemporaryCredentials) grants.grant(UploadRequest.of("docs").build());
  }

  @Test
  void theRolesPolicyBoundsEachIdentityToItsOwnPrefix() {
    attachRolePolicy();
    TemporaryCredentials first = grant();
    TemporaryCredentials second = grant();
    OwnPrefix ownPrefix = new OwnPrefix(server, BUCKET);
    int refused =
        ownPrefix.assertIsTheOnlyOne(first, Objects.requireNonNull(second.identityId()))
            + ownPrefix.assertIsTheOnlyOne(second, Objects.requireNonNull(first.identityId()));
    System.out.printf(
        "Cognito, enhanced flow below the role's policy: 2 identities, %d attempts beside their prefixes, all refused%n",
        refused);
  }

  /** That the policy is what bounds: without it, the same attempts succeed. */
  @Test
  void withoutTheRolesPolicyNothingBoundsIt() {
    TemporaryCredentials grant = grant();
    assertThatThrownBy(
            () ->
                new OwnPrefix(server, BUCKET)
                    .assertIsTheOnlyOne(grant, "us-east-1:00000000-1111-2222-3333-444444444444"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("writes users/us-east-1:00000000-1111-2222-3333-444444444444/f");
  }
}
