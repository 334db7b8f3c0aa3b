package io.uploadgrants.testkit.embedded;

import static io.uploadgrants.testkit.embedded.Iams.allow;
import static io.uploadgrants.testkit.embedded.Iams.denied;
import static io.uploadgrants.testkit.embedded.Iams.policy;
import static io.uploadgrants.testkit.embedded.RoleServer.BUCKET;
import static io.uploadgrants.testkit.embedded.RoleServer.ROLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/** A role whose policy confines each login to the prefix of its subject. */
class EmbeddedSubjectTests {

  private static final String OWN =
      policy(
          allow(
              "s3:PutObject",
              "arn:aws:s3:::photos/uploads/${cognito-identity.amazonaws.com:sub}/*"));

  private static EmbeddedS3.Builder scoped() {
    return EmbeddedS3.builder().rolePolicy("own", "own", OWN);
  }

  @Test
  void aSubjectWritesBelowItsOwnPrefixAndNowhereElse() {
    RoleServer.with(
        scoped(),
        server -> {
          AwsCredentialsProvider alice = server.subject("eu-west-1:alice");
          server.put(alice, "uploads/eu-west-1:alice/f");
          server.put(alice, "uploads/eu-west-1:alice/deep/er/f");
          for (String key :
              List.of(
                  "uploads/eu-west-1:bob/f",
                  "uploads/eu-west-1:alice2/f",
                  "uploads/eu-west-1:alic/f",
                  "uploads/eu-west-1:alice",
                  "uploads/EU-WEST-1:ALICE/f",
                  "uploads/f",
                  "f",
                  "eu-west-1:alice/f",
                  "/uploads/eu-west-1:alice/f",
                  "other/uploads/eu-west-1:alice/f",
                  "uploads//eu-west-1:alice/f")) {
            denied(() -> server.put(alice, key));
          }
          try (S3Client s3 = server.s3(alice)) {
            denied(() -> s3.getObject(g -> g.bucket(BUCKET).key("uploads/eu-west-1:alice/f")));
            denied(() -> s3.deleteObject(d -> d.bucket(BUCKET).key("uploads/eu-west-1:alice/f")));
            denied(() -> s3.listObjectsV2(list -> list.bucket(BUCKET)));
            denied(() -> s3.createBucket(create -> create.bucket("another")));
            denied(
                () ->
                    s3.copyObject(
                        copy ->
                            copy.sourceBucket(BUCKET)
                                .sourceKey("uploads/eu-west-1:alice/f")
                                .destinationBucket(BUCKET)
                                .destinationKey("uploads/eu-west-1:alice/g")));
          }
          assertThat(server.keys())
              .containsExactlyInAnyOrder(
                  "uploads/eu-west-1:alice/f", "uploads/eu-west-1:alice/deep/er/f");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"../bob/f", "./f", "x/../../bob/f", "..", "../../f"})
  void aPathDoesNotLeadOutOfTheSubjectsPrefix(String path) {
    RoleServer.with(
        scoped(),
        server -> {
          AwsCredentialsProvider alice = server.subject("alice");
          server.put(alice, "uploads/alice/" + path);
          assertThat(server.keys()).containsExactly("uploads/alice/" + path);
          denied(() -> server.put(alice, "uploads/bob/../alice/" + path));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"*...", "????", "bob*", "${aws:userid}", "..//bob", "alice/"})
  void aSubjectIsNoPattern(String subject) {
    RoleServer.with(
        scoped(),
        server -> {
          AwsCredentialsProvider hostile = server.subject(subject);
          denied(() -> server.put(hostile, "uploads/bob/f"));
          denied(() -> server.put(hostile, "uploads/bob2/f"));
          denied(() -> server.put(hostile, "uploads/alice/f"));
        });
  }

  @Test
  void aSessionWithoutASubjectHasNoPrefix() {
    RoleServer.with(
        scoped(),
        server -> {
          AwsCredentialsProvider session = server.session("own");
          denied(() -> server.put(session, "uploads//f"));
          denied(() -> server.put(session, "uploads/alice/f"));
          denied(() -> server.put(session, "uploads/${cognito-identity.amazonaws.com:sub}/f"));
        });
  }

  @Test
  void theRoleAndTheSessionMustBothAllow() {
    RoleServer.with(
        scoped(),
        server -> {
          AwsCredentialsProvider wide = server.subject("alice", policy(allow("*", "*")));
          server.put(wide, "uploads/alice/f");
          denied(() -> server.put(wide, "uploads/bob/f"));
          AwsCredentialsProvider narrow =
              server.subject("alice", policy(allow("s3:*", "arn:aws:s3:::photos/uploads/*/a/*")));
          server.put(narrow, "uploads/alice/a/f");
          denied(() -> server.put(narrow, "uploads/alice/b/f"));
          denied(() -> server.put(narrow, "uploads/bob/a/f"));
        });
  }

  @Test
  void aScopedSessionAssumesNoRoleAndChangesNone() {
    RoleServer.with(
        scoped(),
        server -> {
          AwsCredentialsProvider alice = server.subject("alice");
          try (StsClient sts = server.sts(alice);
              IamClient iam = server.iam(alice)) {
            denied(() -> sts.assumeRole(a -> a.roleArn(ROLE + "free").roleSessionName("alice")));
            denied(() -> iam.deleteRolePolicy(d -> d.roleName("own").policyName("own")));
            denied(() -> iam.listRolePolicies(list -> list.roleName("own")));
          }
        });
  }
}
