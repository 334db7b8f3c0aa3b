package io.uploadgrants.testkit.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.UploadGrant;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.Tampering;
import io.uploadgrants.testkit.UploadServer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
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

  private final Set<String> harmlessSeen = new TreeSet<>();
  private final Set<String> failedSeen = new TreeSet<>();
  private final Map<String, ServerCheck> harmfulSeen = new TreeMap<>();
  private int tried;
  private int refused;
  @AutoClose private final UploadServer server = open();
  private final AwsCredentialsProvider credentials = credentials(server);

  /** Opens the server, or skips the suite. */
  abstract UploadServer open();

  /**
   * Altered copies that the server accepts, and that have no other effect than the grant: names,
   * which may end in an asterisk, and the reason why each harms nobody.
   */
  abstract Map<String, String> harmless();

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
    SoftAssertions.assertSoftly(
        all -> {
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
    all.assertThat(seen.stream().filter(name -> listed.stream().noneMatch(l -> matches(l, name))))
        .as("altered copies that are let through, %s, and that aren't listed", what)
        .isEmpty();
    all.assertThat(listed.stream().filter(l -> seen.stream().noneMatch(name -> matches(l, name))))
        .as("copies listed as let through, %s, but that aren't", what)
        .isEmpty();
  }

  private static boolean matches(String listed, String name) {
    return listed.endsWith("*")
        ? name.startsWith(listed.substring(0, listed.length() - 1))
        : name.equals(listed);
  }

  @Test
  void everyAlteredPutIsRefused() {
    Variety.puts().forEach(this::attack);
  }

  @Test
  void everyAlteredFormIsRefused() {
    Variety.forms().forEach(this::attack);
  }

  /** Also where the server's own time can't be moved. */
  @Test
  void nothingIsAcceptedAfterItsExpiry() {
    InstantSource tenMinutesAgo = () -> clock().instant().minus(Duration.ofMinutes(10));
    List<Variety> all = Stream.of(Variety.puts(), Variety.forms()).flatMap(List::stream).toList();
    for (Variety variety : all.stream().filter(each -> each.isTakenBy(server())).toList()) {
      UploadGrant grant = grants(variety, tenMinutesAgo).get();
      tried++;
      assertThat(GrantClient.of(server()).upload(grant, Variety.FILE).accepted())
          .as("expired %s, %s", variety.kind(), variety.name())
          .isFalse();
      refused++;
    }
    assertNothingStored();
  }

  private void attack(Variety variety) {
    if (!variety.isTakenBy(server())) {
      return;
    }
    List<Tampering> all =
        GrantClient.of(server()).tampering(grants(variety, clock()), Variety.FILE).toList();
    assertThat(all).hasSizeGreaterThan(50);
    for (Tampering tampering : all) {
      tried++;
      switch (tampering.attempt()) {
        case REFUSED -> refused++;
        case HARMLESS -> harmlessSeen.add(tampering.name());
        case FAILED -> failedSeen.add(tampering.name());
        case HARMFUL -> harmfulSeen.put(tampering.name(), tampering.check());
      }
    }
    assertNothingStored();
  }

  private Supplier<UploadGrant> grants(Variety variety, InstantSource clock) {
    return variety.grants(server(), credentials, clock);
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
