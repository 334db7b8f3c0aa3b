package io.uploadgrants.testkit.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.GrantKind;
import io.uploadgrants.StorePreset;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.sts.AssumeRoleSource;
import io.uploadgrants.sts.SubjectSessions;
import io.uploadgrants.sts.TemporaryCredentialsStrategy;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.Tampering;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.contract.ServersSts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * The same attacks on every server; what a server lets through stands in its subclass, with
 * reasons.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AttackSuite {

  static final String EXPIRES =
      "no server refuses it unsigned, S3 included, and LocalStack takes no empty one; a Cache-Control in the profile outranks it";

  private static final String OF_A_PART =
      "what a part's headers say doesn't count: the application has said what the object is";

  private final Set<String> harmlessSeen = new TreeSet<>();
  private final Set<String> failedSeen = new TreeSet<>();
  private final Map<String, ServerCheck> harmfulSeen = new TreeMap<>();
  private int tried;
  private int refused;
  private final OneRule rule = new OneRule();
  @AutoClose private final UploadServer server = open();
  @AutoClose private final ServersSts sts = new ServersSts();
  private final AwsCredentialsProvider credentials = credentials(server);

  /** Opens the server, or skips the suite. */
  abstract UploadServer open();

  /**
   * Altered copies that the server accepts, and that have no other effect than the grant: names,
   * which may end in an asterisk, and the reason why each harms nobody.
   */
  abstract Map<String, String> harmless();

  /** Adds what stores take with parts, to what they take with other uploads. */
  static Map<String, String> andParts(Map<String, String> harmless) {
    Map<String, String> all = new HashMap<>(harmless);
    Stream.of(
            "cache-control",
            "content-disposition",
            "content-encoding",
            "content-language",
            "content-type",
            "expires")
        .forEach(header -> all.put("parts, header added: " + header, OF_A_PART));
    return all;
  }

  /**
   * Altered copies that have another effect, because the server doesn't check: it can't be their
   * judge.
   */
  Map<String, String> harmful() {
    return Map.of();
  }

  /** Altered copies that the server fails on with 500, so that it judges nothing. */
  Map<String, String> failing() {
    return Map.of();
  }

  /** Returns what signs the grants. */
  AwsCredentialsProvider credentials(UploadServer server) {
    return server.credentials();
  }

  /** Returns which store it is, where an application can say so; else what was measured counts. */
  @Nullable StorePreset preset() {
    return null;
  }

  /** Returns the role whose sessions are attacked, or null where the server has no STS. */
  @Nullable String role() {
    return null;
  }

  /** Of the harmful copies, those that get past what no feature of a store stands for. */
  Set<String> holes() {
    return Set.of();
  }

  private UploadServer server() {
    return server;
  }

  @AfterAll
  void everyCopyThatWasLetThroughIsKnown() {
    String name = getClass().getSimpleName();
    System.out.printf(
        "%s: %d altered copies tried, %d refused, %d let through%n",
        name, tried, refused, tried - refused);
    new TreeMap<>(harmless())
        .forEach((copy, why) -> System.out.printf("  harmless: %s: %s%n", copy, why));
    new TreeMap<>(harmful())
        .forEach((copy, why) -> System.out.printf("  HARMFUL: %s: %s%n", copy, why));
    rule.print(name.replace("AttackTests", "").toLowerCase(Locale.ROOT), holes());
    SoftAssertions.assertSoftly(
        all -> {
          rule.assertHeld(all, holes());
          assertKnown(all, "harmless", harmlessSeen, harmless().keySet());
          assertKnown(all, "failing", failedSeen, failing().keySet());
          assertKnown(all, "harmful", harmfulSeen.keySet(), harmful().keySet());
          all.assertThat(harmfulSeen)
              .as("copies that do harm although %s checks", name)
              .allSatisfy((copy, check) -> assertThat(check).isNotIn(server().checks()));
        });
  }

  /** Both directions: nothing may be let through that isn't listed, nor listed that is refused. */
  private static void assertKnown(
      SoftAssertions all, String what, Set<String> seen, Set<String> listed) {
    all.assertThat(
            seen.stream().filter(name -> listed.stream().noneMatch(l -> OneRule.matches(l, name))))
        .as("altered copies that are let through, %s, and that aren't listed", what)
        .isEmpty();
    all.assertThat(
            listed.stream().filter(l -> seen.stream().noneMatch(name -> OneRule.matches(l, name))))
        .as("copies listed as let through, %s, but that aren't", what)
        .isEmpty();
  }

  @Test
  void everyAlteredPutIsRefused() {
    attack(GrantKind.PRESIGNED_PUT);
  }

  @Test
  void everyAlteredFormIsRefused() {
    attack(GrantKind.POST_POLICY);
  }

  @Test
  void everyAlteredPartIsRefused() {
    attack(GrantKind.MULTIPART);
  }

  /** Where there is an STS. */
  @Test
  void everyAlteredRequestOfASessionIsRefused() {
    if (role() != null) {
      attack(GrantKind.TEMPORARY_CREDENTIALS);
    }
  }

  private void attack(GrantKind kind) {
    for (Variety variety : Variety.all(kind)) {
      attack(variety);
    }
    List<Variety> parts =
        Variety.parts(kind).stream().filter(each -> grants(each, clock()).isPresent()).toList();
    attack(Variety.together(kind, parts));
  }

  private void attack(Variety variety) {
    Optional<Supplier<UploadGrant>> grants = grants(variety, clock());
    if (grants.isEmpty()) {
      return;
    }
    rule.claimedBy(grants.get().get());
    List<Tampering> all = GrantClient.of(server()).tampering(grants.get(), Variety.FILE).toList();
    assertThat(all).hasSizeGreaterThan(50);
    Tampering.verdicts(all).forEach(this::count);
    if (!isOfASession(variety)) {
      // Who makes a session has a time of its own.
      assertRefusedAfterItsExpiry(variety);
    }
    assertNothingStored();
  }

  private void count(Tampering tampering, Tampering.Verdict verdict) {
    tried++;
    rule.sent(tampering, verdict);
    switch (verdict.outcome()) {
      case REFUSED -> refused++;
      case HARMLESS -> harmlessSeen.add(tampering.name());
      case FAILED -> failedSeen.add(tampering.name());
      case HARMFUL -> harmfulSeen.put(tampering.name(), tampering.check());
    }
  }

  private static boolean isOfASession(Variety variety) {
    return variety.kind() == GrantKind.TEMPORARY_CREDENTIALS;
  }

  /** Also where the server's own time can't be moved. */
  private void assertRefusedAfterItsExpiry(Variety variety) {
    InstantSource tenMinutesAgo = () -> clock().instant().minus(Duration.ofMinutes(10));
    UploadGrant expired = grants(variety, tenMinutesAgo).orElseThrow().get();
    tried++;
    rule.sentExpired();
    assertThat(GrantClient.of(server()).upload(expired, Variety.FILE).accepted())
        .as("expired: %s", variety)
        .isFalse();
    refused++;
  }

  /** Returns what issues them, unless the profile is refused when it is built. */
  private Optional<Supplier<UploadGrant>> grants(Variety variety, InstantSource clock) {
    UploadTarget target = variety.target(server, preset());
    UploadGrants.Builder grants = UploadGrants.builder().credentials(credentials).clock(clock);
    String role = role();
    if (role != null) {
      grants.strategy(
          new TemporaryCredentialsStrategy(
              SubjectSessions.of(AssumeRoleSource.of(role).client(sts.of(server)).build())
                  .build()));
    }
    try {
      return Optional.of(variety.grants(target, grants));
    } catch (UploadConfigurationException refusal) {
      rule.refused(variety, target, refusal);
      return Optional.empty();
    }
  }

  private InstantSource clock() {
    return server().checks().contains(ServerCheck.TEST_CLOCK)
        ? server().clock()
        : InstantSource.system();
  }

  private void assertNothingStored() {
    assertThat(server().client().listObjectsV2(list -> list.bucket(server().bucket())).contents())
        .as("objects that are left after the attempts")
        .isEmpty();
  }
}
