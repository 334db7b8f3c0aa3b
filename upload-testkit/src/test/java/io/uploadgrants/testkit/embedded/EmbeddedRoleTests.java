package io.uploadgrants.testkit.embedded;

import static io.uploadgrants.testkit.embedded.Iams.allow;
import static io.uploadgrants.testkit.embedded.Iams.denied;
import static io.uploadgrants.testkit.embedded.Iams.deny;
import static io.uploadgrants.testkit.embedded.Iams.policy;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.iam.IamClient;

/** What a role's inline policies leave to its sessions. */
class EmbeddedRoleTests {

  private static final String GOOD = policy(allow("s3:*", "*"));

  @Test
  void aRoleWithoutAnAllowMayDoWhatNoPolicyDenies() {
    RoleServer.with(
        EmbeddedS3.builder()
            .rolePolicy("r", "a", policy(deny("s3:PutObject", "arn:aws:s3:::photos/a/*")))
            .rolePolicy("r", "b", policy(deny("s3:PutObject", "arn:aws:s3:::photos/b/*"))),
        server -> {
          AwsCredentialsProvider session = server.session("r");
          denied(() -> server.put(session, "a/f"));
          denied(() -> server.put(session, "b/f"));
          server.put(session, "c/f");
          server.put(server.session("R"), "a/f");
          server.put(server.session("r2"), "a/f");
        });
  }

  @Test
  void oneAllowInOnePolicyLimitsARoleToWhatAllAllow() {
    RoleServer.with(
        EmbeddedS3.builder()
            .rolePolicy("r", "a", policy(allow("s3:PutObject", "arn:aws:s3:::photos/a/*")))
            .rolePolicy("r", "b", policy(allow("s3:PutObject", "arn:aws:s3:::photos/b/*")))
            .rolePolicy("r", "c", policy(deny("*", "arn:aws:s3:::photos/*/no"))),
        server -> {
          AwsCredentialsProvider session = server.session("r");
          server.put(session, "a/f");
          server.put(session, "b/f");
          denied(() -> server.put(session, "c/f"));
          denied(() -> server.put(session, "a/no"));
        });
  }

  @Test
  void anAllowThatNoRequestMeetsLimitsTheRoleToNothing() {
    RoleServer.with(
        EmbeddedS3.builder().rolePolicy("r", "a", policy(allow("ec2:*", "*"))),
        server -> denied(() -> server.put(server.session("r"), "f")));
  }

  @Test
  void aPolicyCountsForASessionThatIsThereAlready() {
    RoleServer.with(
        EmbeddedS3.builder(),
        server -> {
          AwsCredentialsProvider session = server.session("r");
          server.put(session, "f");
          try (IamClient iam = server.iam(session)) {
            // Without a limit it may do everything, its own role's policies included
            iam.putRolePolicy(
                p -> p.roleName("r").policyName("p").policyDocument(policy(deny("*", "*"))));
            denied(() -> server.put(session, "f"));
            denied(() -> iam.deleteRolePolicy(d -> d.roleName("r").policyName("p")));
          }
        });
  }

  @Test
  void eachServerHasItsOwnRoles() {
    EmbeddedS3.Builder builder =
        EmbeddedS3.builder().rolePolicy("r", "p", policy(deny("s3:PutObject", "*")));
    RoleServer.with(
        builder,
        first ->
            RoleServer.with(
                builder,
                second -> {
                  try (IamClient iam = first.iam(first.server().credentials())) {
                    iam.deleteRolePolicy(delete -> delete.roleName("r").policyName("p"));
                  }
                  first.put(first.session("r"), "f");
                  denied(() -> second.put(second.session("r"), "f"));
                }));
  }

  @Test
  void aBuilderTakesWhatIamTakes() {
    EmbeddedS3.Builder builder = EmbeddedS3.builder();
    for (String[] bad :
        new String[][] {
          {"", "p", GOOD},
          {"a role", "p", GOOD},
          {"arn:aws:iam::123456789012:role/r", "p", GOOD},
          {"r".repeat(65), "p", GOOD},
          {"r", "", GOOD},
          {"r", "p/q", GOOD},
          {"r", "p", ""},
          {"r", "p", "{}"},
          {"r", "p", GOOD + "\u0100"},
          {"r", "p", policy(allow("s3:*", "arn:aws:s3:::" + "k".repeat(10_240)))},
        }) {
      assertThatThrownBy(() -> builder.rolePolicy(bad[0], bad[1], bad[2]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith(".");
    }
  }
}
