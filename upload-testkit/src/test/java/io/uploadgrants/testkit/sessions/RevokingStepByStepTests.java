package io.uploadgrants.testkit.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.GrantKind;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.iam.GrantRevoker;
import io.uploadgrants.iam.Revocation;
import io.uploadgrants.iam.RevocationException;
import io.uploadgrants.iam.RevocationException.State;
import io.uploadgrants.sts.AssumeRoleSource;
import io.uploadgrants.sts.SubjectSessions;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.sessions.FailingIam.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Each call of IAM fails once, where a role has room for one revocation: what the revoker then says
 * is what PUTs find that were granted before.
 */
class RevokingStepByStepTests {

  private static final byte[] FILE = "a file".getBytes(StandardCharsets.UTF_8);
  private static final List<String> SUBJECTS = List.of("alice", "bob");

  @AutoClose private final UploadServer server = UploadServer.embedded();

  @AutoClose
  private final StsClient sts =
      StsClient.builder()
          .endpointOverride(server.endpoint())
          .region(Region.US_EAST_1)
          .credentialsProvider(server.credentials())
          .build();

  @AutoClose
  private final IamClient iam =
      IamClient.builder()
          .endpointOverride(server.endpoint())
          .region(Region.AWS_GLOBAL)
          .credentialsProvider(server.credentials())
          .build();

  private final GrantClient client = GrantClient.of(server);
  private int roles;

  /** Grants of both subjects, signed by sessions of the same moment; each can be used once. */
  private record Signed(Instant issued, List<UploadGrant> first, List<UploadGrant> second) {}

  /** Makes a role that has room for one revocation. */
  private String role() {
    String name = "uploader" + roles++;
    String own =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":[\"*\",\"arn:aws:s3:::%s/*\"]}]}";
    int length = GrantRevoker.MAX_POLICY_LENGTH - 230 - own.length();
    iam.putRolePolicy(
        put ->
            put.roleName(name).policyName("own").policyDocument(own.formatted("x".repeat(length))));
    return name;
  }

  private GrantRevoker revoker(String role, IamClient client) {
    return GrantRevoker.of(role).client(client).clock(server.clock()).build();
  }

  /** Returns grants of new sessions. */
  private Signed signed(String role) {
    SubjectSessions sessions =
        SubjectSessions.of(
                AssumeRoleSource.of("arn:aws:iam::123456789012:role/" + role).client(sts).build())
            .build();
    UploadGrants grants =
        UploadGrants.builder()
            .target(server.target())
            .credentials(server.credentials())
            .clock(server.clock())
            .profile(
                UploadProfile.named("put")
                    .kinds(GrantKind.PRESIGNED_PUT)
                    .validFor(Duration.ofMinutes(50))
                    .signAs(sessions.subjectSession())
                    .build())
            .build();
    return new Signed(server.clock().instant(), each(grants), each(grants));
  }

  private static List<UploadGrant> each(UploadGrants grants) {
    return SUBJECTS.stream()
        .map(
            each -> grants.grant(UploadRequest.of("put").by(each).size((long) FILE.length).build()))
        .toList();
  }

  private List<Boolean> accepted(List<UploadGrant> grants) {
    return grants.stream().map(each -> client.upload(each, FILE).accepted()).toList();
  }

  /** Returns whom the listed revocations refuse, of the sessions issued at a moment. */
  private static List<Boolean> unrevoked(List<Revocation> revocations, Instant issued) {
    return SUBJECTS.stream()
        .map(
            subject ->
                revocations.stream()
                    .noneMatch(
                        each ->
                            (each.name().equals(subject)
                                    || each.name().equals(Revocation.EVERYBODY))
                                && issued.isBefore(each.before())))
        .toList();
  }

  /**
   * Makes a change once for each of its calls, which fails, and at last without a failure.
   *
   * @param first what is done before, without a failure
   * @param change what is looked at
   */
  private void walk(
      Failure failure, Consumer<GrantRevoker> first, Function<GrantRevoker, Object> change) {
    boolean failed = true;
    for (int call = 0; failed; call++) {
      String role = role();
      GrantRevoker calm = revoker(role, iam);
      Signed older = signed(role);
      first.accept(calm);
      server.clock().advance(Duration.ofSeconds(10));
      Signed newer = signed(role);
      List<Boolean> before = join(accepted(older.first()), accepted(newer.first()));
      server.clock().advance(Duration.ofSeconds(10));
      FailingIam failing = new FailingIam(iam, failure, call);
      Object outcome;
      try {
        outcome = change.apply(revoker(role, failing));
      } catch (RevocationException thrown) {
        outcome = thrown;
      }
      failed = failing.hasFailed();

      List<Boolean> now = join(accepted(older.second()), accepted(newer.second()));
      String what = "call %d, %s, %s".formatted(call, failure, outcome);
      assertThat(now).as(what).isEqualTo(unrevoked(calm.revocations(), older, newer));
      if (failure == Failure.REFUSED && outcome instanceof RevocationException thrown) {
        assertThat(thrown.removed()).as(what).isEmpty();
      }
      check(what, outcome, older, newer, before, now);
    }
  }

  private static void check(
      String what,
      Object outcome,
      Signed older,
      Signed newer,
      List<Boolean> before,
      List<Boolean> now) {
    if (outcome instanceof Revocation revocation) {
      List<Boolean> spared = unrevoked(List.of(revocation), older, newer);
      assertThat(spared).as(what).contains(false);
      for (int i = 0; i < now.size(); i++) {
        assertThat(now.get(i)).as(what).isEqualTo(spared.get(i) && before.get(i));
      }
    } else if (outcome instanceof RevocationException thrown) {
      if (thrown.state() != State.UNKNOWN) {
        assertThat(now).as(what).isEqualTo(before);
      }
    } else {
      assertThat(outcome).as(what).isEqualTo(true);
      assertThat(now).as(what).containsOnly(true);
    }
  }

  /** Returns what revocations leave, of two moments' sessions. */
  private static List<Boolean> unrevoked(List<Revocation> all, Signed older, Signed newer) {
    return join(unrevoked(all, older.issued()), unrevoked(all, newer.issued()));
  }

  private static List<Boolean> join(List<Boolean> one, List<Boolean> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  @ParameterizedTest
  @EnumSource(Failure.class)
  void everybodyInThePlaceOfASubject(Failure failure) {
    walk(failure, revoker -> revoker.revoke("alice"), GrantRevoker::revokeEverybody);
  }

  @ParameterizedTest
  @EnumSource(Failure.class)
  void everybodyInThePlaceOfEverybody(Failure failure) {
    walk(failure, GrantRevoker::revokeEverybody, GrantRevoker::revokeEverybody);
  }

  @ParameterizedTest
  @EnumSource(Failure.class)
  void aSubjectInItsOwnPlace(Failure failure) {
    walk(failure, revoker -> revoker.revoke("alice"), revoker -> revoker.revoke("alice"));
  }

  @ParameterizedTest
  @EnumSource(Failure.class)
  void aLift(Failure failure) {
    walk(failure, revoker -> revoker.revoke("alice"), revoker -> revoker.lift("alice"));
  }

  @ParameterizedTest
  @EnumSource(Failure.class)
  void aLiftOfEverybody(Failure failure) {
    walk(failure, GrantRevoker::revokeEverybody, GrantRevoker::liftEverybody);
  }

  @Test
  void aSubjectThatMadeWayIsRevokedUntilEverybodysRevocationIsLifted() {
    String role = role();
    GrantRevoker revoker = revoker(role, iam);
    Signed signed = signed(role);
    revoker.revoke("alice");
    server.clock().advance(Duration.ofSeconds(10));

    revoker.revokeEverybody();
    assertThatThrownBy(() -> revoker.revoke("alice")).isInstanceOf(RevocationException.class);

    assertThat(accepted(signed.first())).containsOnly(false);
    assertThat(revoker.lift("alice")).isFalse();
    assertThat(accepted(signed.first())).containsOnly(false);
    assertThat(revoker.liftEverybody()).isTrue();
    assertThat(accepted(signed.second())).containsOnly(true);
  }
}
