package io.uploadgrants.testkit.embedded;

import static io.uploadgrants.testkit.embedded.Iams.allow;
import static io.uploadgrants.testkit.embedded.Iams.denied;
import static io.uploadgrants.testkit.embedded.Iams.denyIf;
import static io.uploadgrants.testkit.embedded.Iams.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.testkit.UploadServer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Sessions are revoked by a deny for those that were issued before a cut-off.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html">Revoke
 *     IAM role temporary security credentials</a>
 */
class EmbeddedRevocationTests {

  private static final String ROLE = "arn:aws:iam::123456789012:role/uploader";
  private static final String SOURCE = "\"StringEquals\":{\"aws:SourceIdentity\":\"alice\"}";
  private static final String NAME = "\"StringLike\":{\"aws:userid\":\"*:alice\"}";
  private static final RequestBody BYTES = RequestBody.fromString("x");

  @AutoClose private final UploadServer server = UploadServer.embedded();
  @AutoClose private final IamClient iam = Iams.client(server.endpoint(), server.credentials());

  private Keys session(String name) {
    return Keys.session(server, role -> role.roleSessionName(name).sourceIdentity(name));
  }

  private void revoke(String whom) {
    server.clock().advance(Duration.ofSeconds(1));
    Instant cutOff = server.clock().instant();
    String before = "\"DateLessThan\":{\"aws:TokenIssueTime\":\"%s\"}".formatted(cutOff);
    put(policy(denyIf(whom.isEmpty() ? before : whom + "," + before)));
    server.clock().advance(Duration.ofSeconds(1));
  }

  private void put(String document) {
    iam.putRolePolicy(
        put -> put.roleName("uploader").policyName("revoke").policyDocument(document));
  }

  private void write(Keys keys) {
    try (S3Client s3 = server.client(keys.provider())) {
      s3.putObject(put -> put.bucket(server.bucket()).key("f"), BYTES);
    }
  }

  private StsClient sts(Keys keys) {
    return StsClient.builder()
        .endpointOverride(server.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(keys.provider())
        .build();
  }

  @ParameterizedTest
  @ValueSource(strings = {SOURCE, NAME})
  void aRevokedSubjectIsRefusedAnotherAndALaterSessionAreNot(String whom) {
    Keys alice = session("alice");
    Keys bob = session("bob");
    Keys malice = session("malice");
    write(alice);
    revoke(whom);
    denied(() -> write(alice));
    write(bob);
    write(malice);
    write(session("alice"));
    denied(() -> write(alice));
    iam.deleteRolePolicy(delete -> delete.roleName("uploader").policyName("revoke"));
    write(alice);
  }

  @Test
  void allSessionsOfTheRoleAreRevokedAndNoneOfAnother() {
    Keys alice = session("alice");
    Keys other = Keys.session(server, role -> role.roleArn(ROLE + "2"));
    Keys elsewhere =
        Keys.session(server, r -> r.roleArn("arn:aws:iam::999999999999:role/path/uploader"));
    revoke("");
    denied(() -> write(alice));
    denied(() -> write(elsewhere));
    write(other);
    write(session("bob"));
    write(Keys.root(server));
  }

  @Test
  void aPresignedUrlIsRevokedWithItsSession() {
    Keys alice = session("alice");
    // Both were signed before the cut-off and would live for an hour.
    SignedRequest first = new SignedRequest(server, alice, "PUT", "/" + server.bucket() + "/f");
    SignedRequest second = new SignedRequest(server, alice, "PUT", "/" + server.bucket() + "/g");
    assertThat(first.sendPresigned(Duration.ofMinutes(10)).status()).isEqualTo(200);
    revoke(SOURCE);
    for (SignedRequest each : new SignedRequest[] {first, second}) {
      SignedRequest.Answer answer = each.sendPresigned(Duration.ofMinutes(10));
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.code()).isEqualTo("AccessDenied");
    }
    try (S3Client s3 = server.client(server.credentials())) {
      assertThat(s3.listObjectsV2(list -> list.bucket(server.bucket())).contents())
          .extracting(each -> each.key())
          .containsExactly("f");
    }
  }

  @Test
  void anUploadInPartsEndsWithTheRevocation() {
    Keys alice = session("alice");
    try (S3Client s3 = server.client(alice.provider())) {
      String id = s3.createMultipartUpload(c -> c.bucket(server.bucket()).key("m")).uploadId();
      revoke(NAME);
      denied(
          () ->
              s3.uploadPart(
                  part -> part.bucket(server.bucket()).key("m").uploadId(id).partNumber(1), BYTES));
      denied(
          () ->
              s3.completeMultipartUpload(end -> end.bucket(server.bucket()).key("m").uploadId(id)));
      denied(() -> s3.listObjectsV2(list -> list.bucket(server.bucket())));
      denied(s3::listBuckets);
    }
  }

  @Test
  void aRevokedSessionGetsNoNewOneAndTakesTheDenyBackByNothing() {
    Keys alice = session("alice");
    revoke(SOURCE);
    try (StsClient sts = sts(alice);
        IamClient own = Iams.client(server.endpoint(), alice.provider())) {
      denied(() -> sts.assumeRole(role -> role.roleArn(ROLE).roleSessionName("bob")));
      denied(() -> sts.assumeRole(role -> role.roleArn(ROLE + "2").roleSessionName("bob")));
      denied(() -> own.deleteRolePolicy(d -> d.roleName("uploader").policyName("revoke")));
      denied(
          () ->
              own.putRolePolicy(
                  put ->
                      put.roleName("uploader")
                          .policyName("revoke")
                          .policyDocument(policy(allow("*", "*")))));
      assertThat(sts.getCallerIdentity().arn()).endsWith("uploader/alice");
    }
    denied(() -> write(alice));
  }

  @Test
  void aSessionThatWasMadeByTheRevokedOneIsRevokedByItsSourceIdentity() {
    Keys alice = session("alice");
    Keys chained;
    try (StsClient sts = sts(alice)) {
      var issued =
          sts.assumeRole(role -> role.roleArn(ROLE).roleSessionName("harmless")).credentials();
      chained = new Keys(issued.accessKeyId(), issued.secretAccessKey(), issued.sessionToken());
    }
    write(chained);
    revoke(SOURCE);
    denied(() -> write(chained));
  }

  @Test
  void noAllowOfTheRoleOrTheSessionOutweighsTheDeny() {
    iam.putRolePolicy(
        put ->
            put.roleName("uploader").policyName("allow").policyDocument(policy(allow("*", "*"))));
    Keys alice =
        Keys.session(
            server,
            role ->
                role.roleSessionName("alice")
                    .sourceIdentity("alice")
                    .policy(policy(allow("*", "*"))));
    write(alice);
    revoke(SOURCE);
    denied(() -> write(alice));
  }
}
