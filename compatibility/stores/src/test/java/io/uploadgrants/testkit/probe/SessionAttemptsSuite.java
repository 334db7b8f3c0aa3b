package io.uploadgrants.testkit.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.EnforcedBy;
import io.uploadgrants.ObjectAccess;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadScope;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.Tampering;
import io.uploadgrants.testkit.Tampering.Outcome;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.bucket.BucketView;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.s3.model.Bucket;

/**
 * What is tried with temporary credentials is refused by a policy, and by nothing else; what a
 * server refuses or ignores whatever the policy says stands in its subclass, with reasons.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SessionAttemptsSuite {

  private static final byte[] FILE = "some bytes".getBytes(StandardCharsets.UTF_8);
  private static final String POLICY =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"%s\",\"Resource\":\"%s\"}]}";

  @AutoClose private final UploadServer server = open();

  /** Opens the server, or skips the suite. */
  abstract UploadServer open();

  /** Attempts that are refused whoever asks, or have no effect, each with the reason. */
  abstract Map<String, String> provesNothing();

  /** Attempts that are let through, each with the reason why that harms nobody else. */
  Map<String, String> letThrough() {
    return Map.of();
  }

  /** Returns the resource that stands for all. */
  abstract String everything();

  private String anything() {
    return POLICY.formatted("s3:*", everything());
  }

  private UploadServer server() {
    return server;
  }

  @AfterEach
  void nothingIsLeft() {
    BucketView bucket = new BucketView(server().client(), server().bucket());
    assertThat(bucket.listing()).isEmpty();
    assertThat(server().client().listMultipartUploads(l -> l.bucket(server().bucket())).uploads())
        .isEmpty();
    assertThat(server().client().listBuckets().buckets())
        .extracting(Bucket::name)
        .doesNotContain(server().bucket() + "-2");
  }

  @ParameterizedTest
  @EnumSource
  void everyAttemptWorksForWhoeverMayDoEverything(UploadScope scope) {
    Set<String> refused = new TreeSet<>();
    List<Tampering> all =
        tampering(scope, anything(), UploadConstraint.values())
            .filter(
                each ->
                    each.check() == ServerCheck.SESSION_POLICY
                        || each.check() == ServerCheck.SESSION_CONDITIONS)
            .toList();

    Tampering.verdicts(all)
        .forEach(
            (each, verdict) -> {
              if (verdict.outcome() != Outcome.HARMFUL) {
                refused.add(each.name());
              }
            });

    assertThat(all).hasSizeGreaterThan(40);
    assertThat(refused).isEqualTo(new TreeSet<>(provesNothing().keySet()));
  }

  @ParameterizedTest
  @EnumSource
  void everyAttemptIsRefusedWhereThePolicyAllowsOneUploadAlone(UploadScope scope) {
    List<Tampering> all =
        tampering(scope, writing(scope), UploadConstraint.KEY, UploadConstraint.VALIDITY).toList();

    assertThat(all).hasSizeGreaterThan(40);
    Set<String> letThrough = new TreeSet<>();
    Tampering.verdicts(all)
        .forEach(
            (each, verdict) -> {
              if (verdict.outcome() != Outcome.REFUSED) {
                letThrough.add(each.name());
                boolean judges = server().checks().contains(each.check());
                assertThat(verdict.outcome() == Outcome.HARMFUL && judges)
                    .as("%s harms", each)
                    .isFalse();
              }
            });
    System.out.printf(
        "%s, %s: %d attempts with temporary credentials, %d refused%n",
        server(), scope, all.size(), all.size() - letThrough.size());
    assertThat(letThrough).isEqualTo(new TreeSet<>(letThrough().keySet()));
  }

  @Test
  void anUploadBelowAPrefixHasTheFilesNameAndTheGrantsHeaders() {
    TemporaryCredentials grant = grant(UploadScope.PREFIX, anything(), UploadConstraint.values());
    String key = grant.key() + "a b+ü?.png";

    assertThat(GrantClient.of(server()).upload(grant, FILE, "a b+ü?.png").accepted()).isTrue();

    Map<String, String> effect = new BucketView(server().client(), server().bucket()).effect(key);
    assertThat(BucketView.holds(effect, FILE)).isTrue();
    assertThat(effect).containsEntry("class", "REDUCED_REDUNDANCY");
    assertThat(GrantClient.of(server()).upload(grant, FILE, "a b+ü?.png").status()).isEqualTo(412);
    server().client().deleteObject(delete -> delete.bucket(server().bucket()).key(key));
  }

  @Test
  void whatTheProfileAllowsIsNoAttempt() {
    List<String> all = names();
    List<String> reading = names(ObjectAccess.READ);
    List<String> both = names(ObjectAccess.READ, ObjectAccess.LIST);

    assertThat(all).contains("session, read: own object", "session, list: own prefix");
    assertThat(reading).hasSize(all.size() - 2).doesNotContain("session, read: own object");
    assertThat(both).hasSize(all.size() - 3).doesNotContain("session, list: own prefix");
  }

  private List<String> names(ObjectAccess... allowed) {
    return GrantClient.of(server())
        .tampering(() -> grant(UploadScope.PREFIX, anything(), UploadConstraint.KEY), FILE, allowed)
        .map(Tampering::name)
        .toList();
  }

  private InstantSource clock() {
    return server().checks().contains(ServerCheck.TEST_CLOCK)
        ? server().clock()
        : InstantSource.system();
  }

  private Stream<Tampering> tampering(
      UploadScope scope, String policy, UploadConstraint... claimed) {
    return GrantClient.of(server()).tampering(() -> grant(scope, policy, claimed), FILE);
  }

  private static String writing(UploadScope scope) {
    return POLICY.formatted(
        "s3:PutObject", "arn:aws:s3:::BUCKET/KEY" + (scope == UploadScope.PREFIX ? "*" : ""));
  }

  private TemporaryCredentials grant(
      UploadScope scope, String policy, UploadConstraint... claimed) {
    String key =
        "users/u-" + UUID.randomUUID() + (scope == UploadScope.PREFIX ? "/" : "/picture.png");
    boolean all = List.of(claimed).contains(UploadConstraint.NO_OVERWRITE);
    return new TemporaryCredentials(
        key,
        scope,
        new StsSessions(server(), clock())
            .assumeRole(policy.replace("BUCKET", server().bucket()).replace("KEY", key)),
        server().target(),
        all
            ? Map.of(
                "if-none-match", "*",
                "x-amz-storage-class", "REDUCED_REDUNDANCY",
                "x-amz-server-side-encryption", "AES256")
            : Map.of(),
        null,
        clock().instant().truncatedTo(ChronoUnit.SECONDS).plus(StsSessions.LIFE),
        Stream.of(claimed).collect(Collectors.toMap(c -> c, c -> EnforcedBy.STORAGE)));
  }
}
