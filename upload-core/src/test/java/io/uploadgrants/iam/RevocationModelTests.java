package io.uploadgrants.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.equipment.logs.RecordedLogs;
import io.uploadgrants.iam.RevocationException.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * What revokers return and throw is what IAM enforces, in random stories of two nodes whose clocks
 * differ, with little room, and with failures at every call.
 */
class RevocationModelTests {

  private static final int STORIES = 10_000;
  private static final Duration MAX_SESSION = Duration.ofMinutes(15);
  private static final Duration SKEW = Duration.ofSeconds(2);
  private static final List<String> SUBJECTS = List.of("alice", "bob", "Bob");

  private static final Pattern DOCUMENT =
      Pattern.compile(
          "\\{\"Version\":\"2012-10-17\",\"Statement\":\\[\\{\"Effect\":\"Deny\",\"Action\":\"\\*\",\"Resource\":\"\\*\",\"Condition\":\\{(?:\"StringLike\":\\{\"aws:userid\":\"\\*:(?<subject>[^\"*]+)\"\\},)?\"DateLessThan\":\\{\"aws:TokenIssueTime\":\"(?<before>[^\"]+)\"\\}\\}\\}\\]\\}");
  private static final Map<String, Revocation> READ = new ConcurrentHashMap<>();

  /** Returns what a document does, and that its name says the same. */
  static Revocation checked(String policyName, String document) {
    Revocation read = READ.computeIfAbsent(document, RevocationModelTests::read);
    assertThat(policyName)
        .startsWith("UploadGrantsRevoked." + read.before().getEpochSecond() + ".n")
        .endsWith("." + read.name());
    return read;
  }

  private static Revocation read(String document) {
    Matcher matcher = DOCUMENT.matcher(document);
    assertThat(matcher.matches()).as(document).isTrue();
    String subject = matcher.group("subject");
    return new Revocation(
        subject == null ? Revocation.EVERYBODY : subject,
        Instant.parse(matcher.group("before")),
        RevokedBy.ROLE_SESSION_NAME);
  }

  @Test
  void whatIsReturnedOrThrownIsWhatIsEnforced() {
    long seed = Long.getLong("revocations.seed", System.nanoTime());
    for (int i = 0; i < STORIES; i++) {
      Story story = new Story(seed + i);
      try {
        story.run();
      } catch (RuntimeException | AssertionError wrong) {
        throw new AssertionError(
            "Seed %d (-Drevocations.seed=%1$d repeats it): %s%n%s"
                .formatted(seed + i, wrong.getMessage(), story),
            wrong);
      } finally {
        RecordedLogs.clear();
      }
    }
  }

  private static final class Story {

    private final Random random;
    private final InlinePolicies iam = new InlinePolicies();
    private final double failing;
    private final List<Object> told = new ArrayList<>();
    private final List<RevocationSteps> late = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-28T12:00:00Z");
    private Set<RevocationReference> possible = Set.of(new RevocationReference());

    Story(long seed) {
      random = new Random(seed);
      // Neighbouring seeds start alike.
      random.nextInt();
      failing = List.of(0.0, 0.05, 0.3).get(random.nextInt(3));
      iam.page = 1 + random.nextInt(3);
      iam.othersLength = random.nextInt(4) == 0 ? 0 : GrantRevoker.MAX_POLICY_LENGTH - room();
    }

    /** For none to four revocations. */
    private int room() {
      return 100 + random.nextInt(700);
    }

    void run() {
      int rounds = 2 + random.nextInt(4);
      for (int i = 0; i < rounds; i++) {
        now = now.plusSeconds(pause());
        told.add(now);
        land();
        if (random.nextInt(3) > 0) {
          alone(next(0));
        } else {
          together(some(0), some(1));
        }
        Map<String, Instant> enforced = enforced();
        possible =
            possible.stream().filter(each -> allows(each, enforced)).collect(Collectors.toSet());
        assertThat(possible).as("references that allow %s", enforced).isNotEmpty();
      }
    }

    /** Mostly short; now and then about as long as a session lives. */
    private long pause() {
      return switch (random.nextInt(8)) {
        case 0 -> random.nextInt(1_000);
        case 1 -> MAX_SESSION.toSeconds() + random.nextInt(17) - 8;
        default -> random.nextInt(4);
      };
    }

    /** Lets puts take effect that were lost before: whoever put them must have been told. */
    private void land() {
      for (RevocationSteps each : late) {
        int known = each.puts.size();
        each.late.forEach(call -> told.add("late " + RevocationSteps.unanswered(call)));
        for (Revocation put : each.puts.subList(known, each.puts.size())) {
          if (each.announces(put)) {
            possible =
                possible.stream()
                    .map(reference -> reference.after(put))
                    .collect(Collectors.toSet());
          }
        }
      }
      late.clear();
    }

    private void alone(RevocationSteps steps) {
      Map<String, Instant> before = enforced();
      if (!steps.lifts()) {
        steps.watch = each -> checkNobodyIsUnrevoked(each, before);
      }
      steps.step(0, Integer.MAX_VALUE);
      told.add(steps);
      late.add(steps);
      checkAlone(steps);
      possible = references(List.of(steps), List.of());
    }

    /** Without need, that is: where there is no room, something has to go. */
    private void checkNobodyIsUnrevoked(RevocationSteps steps, Map<String, Instant> before) {
      if (!steps.full) {
        enforced().forEach((name, moment) -> assertThat(moment).isAfterOrEqualTo(before.get(name)));
      }
    }

    private void checkAlone(RevocationSteps steps) {
      if (steps.result() instanceof RevocationException thrown) {
        if (steps.failures == 0) {
          assertThat(thrown.state()).as("%s", steps).isEqualTo(State.NOT_IN_FORCE);
        }
        if (thrown.state() == State.NOT_IN_FORCE) {
          assertThat(iam.policies).doesNotContainKey(steps.wanted.policyName());
        }
        if (steps.failures < 2 && steps.undecided == 0) {
          assertThat(thrown.removed()).as("%s", steps).isEmpty();
        }
        if (thrown.getMessage().contains("NOT in force any more")) {
          assertThat(iam.policies)
              .doesNotContainKeys(
                  thrown.removed().stream().map(Revocation::policyName).toArray(String[]::new));
        }
      }
    }

    private void together(List<RevocationSteps> one, List<RevocationSteps> other) {
      List<RevocationSteps> left = new ArrayList<>(one);
      List<RevocationSteps> right = new ArrayList<>(other);
      int number = 0;
      while (!left.isEmpty() || !right.isEmpty()) {
        List<RevocationSteps> turn =
            right.isEmpty() || !left.isEmpty() && random.nextBoolean() ? left : right;
        if (turn.get(0).step(number++, 1 + random.nextInt(5))) {
          told.add(turn.remove(0));
        }
      }
      one.forEach(each -> other.forEach(each::overlaps));
      late.addAll(one);
      late.addAll(other);
      possible = references(one, other);
    }

    private Set<RevocationReference> references(
        List<RevocationSteps> one, List<RevocationSteps> other) {
      return possible.stream()
          .flatMap(each -> inEachOrder(one, other, each))
          .collect(Collectors.toSet());
    }

    /** Both nodes' works in each order that they may have had, one after the other. */
    private static Stream<RevocationReference> inEachOrder(
        List<RevocationSteps> one, List<RevocationSteps> other, RevocationReference reference) {
      if (one.isEmpty() && other.isEmpty()) {
        return Stream.of(reference);
      }
      return Stream.concat(first(one, other, reference), first(other, one, reference));
    }

    private static Stream<RevocationReference> first(
        List<RevocationSteps> one, List<RevocationSteps> other, RevocationReference reference) {
      if (one.isEmpty() || !other.isEmpty() && other.get(0).end < one.get(0).start) {
        return Stream.empty();
      }
      RevocationReference next = reference.copy();
      one.get(0).tell(next);
      return inEachOrder(one.subList(1, one.size()), other, next);
    }

    private List<RevocationSteps> some(int node) {
      return IntStream.rangeClosed(0, random.nextInt(3)).mapToObj(i -> next(node)).toList();
    }

    private RevocationSteps next(int node) {
      Instant time = now.plusMillis(random.nextInt(4_001) - 2_000);
      Instant wanted = new RevocationClock(() -> time, MAX_SESSION, SKEW).moment();
      String subject = SUBJECTS.get(random.nextInt(SUBJECTS.size()));
      return switch (random.nextInt(11)) {
        case 0, 1, 2, 3 -> steps("revoke", node, time, subject, r -> r.revoke(subject), wanted);
        case 4, 5, 6 ->
            steps(
                "revoke", node, time, Revocation.EVERYBODY, GrantRevoker::revokeEverybody, wanted);
        case 7, 8 -> steps("lift", node, time, subject, r -> r.lift(subject), wanted);
        case 9 ->
            steps("lift", node, time, Revocation.EVERYBODY, GrantRevoker::liftEverybody, wanted);
        default -> steps("tidy", node, time, subject, GrantRevoker::removeExpired, wanted);
      };
    }

    private RevocationSteps steps(
        String what,
        int node,
        Instant time,
        String name,
        Function<GrantRevoker, Object> work,
        Instant wanted) {
      return new RevocationSteps(
          what,
          node,
          new Revocation(name, wanted, RevokedBy.ROLE_SESSION_NAME),
          iam,
          random,
          failing,
          client -> work.apply(revoker(client, time)));
    }

    private static GrantRevoker revoker(IamClient client, Instant time) {
      return GrantRevoker.of("uploader")
          .client(client)
          .clock(() -> time)
          .clockSkew(SKEW)
          .maxSessionDuration(MAX_SESSION)
          .build();
    }

    /** Sessions of older than this have ended by themselves. */
    private Instant floor() {
      return now.minus(MAX_SESSION);
    }

    /** Before which moment each subject's sessions are refused, by the documents alone. */
    private Map<String, Instant> enforced() {
      Map<String, Instant> moments = new TreeMap<>();
      iam.policies.forEach(
          (name, document) -> {
            Revocation each = checked(name, document);
            moments.merge(each.name(), each.before(), RevocationReference::later);
          });
      return SUBJECTS.stream()
          .collect(
              Collectors.toMap(
                  subject -> subject,
                  subject -> RevocationReference.of(moments, subject, floor())));
    }

    private boolean allows(RevocationReference reference, Map<String, Instant> enforced) {
      return enforced.entrySet().stream()
          .allMatch(
              each -> {
                String subject = each.getKey();
                Instant moment = each.getValue();
                return !moment.isBefore(
                        RevocationReference.of(reference.surely(), subject, floor()))
                    && !moment.isAfter(
                        RevocationReference.of(reference.perhaps(), subject, floor()));
              });
    }

    @Override
    public String toString() {
      Collection<String> policies = iam.policies.keySet();
      return told.stream().map(Object::toString).collect(Collectors.joining("\n"))
          + "\nroom "
          + (GrantRevoker.MAX_POLICY_LENGTH - iam.othersLength)
          + ", policies "
          + policies
          + "\n"
          + possible;
    }
  }
}
