package io.uploadgrants.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.GrantStrategy;
import io.uploadgrants.testkit.contract.StubSessions.Flaw;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.DiscoverySelector;

/** Temporary credentials that can do more than they say are found out. */
@Execution(ExecutionMode.SAME_THREAD)
class ForgetfulSessionsTests {

  private static final AtomicReference<Flaw> TRIED = new AtomicReference<>();

  private static final String ATTACK = "noAlteredCopyDoesHarmWhereTheServerChecks";

  @ParameterizedTest
  @CsvSource({
    "UNBOUNDED, noAlteredCopyDoesHarmWhereTheServerChecks",
    "PARENT, noAlteredCopyDoesHarmWhereTheServerChecks",
    "NO_SLASH, noAlteredCopyDoesHarmWhereTheServerChecks",
    "PATTERNS, aKeyThatReadsLikeAPatternOpensNoOther",
    "READS, noAlteredCopyDoesHarmWhereTheServerChecks",
    "LISTS, noAlteredCopyDoesHarmWhereTheServerChecks",
    "DELETES, noAlteredCopyDoesHarmWhereTheServerChecks",
    "ACLS, noAlteredCopyDoesHarmWhereTheServerChecks",
    "ABORTS_OTHERS, noAlteredCopyDoesHarmWhereTheServerChecks",
    "LISTS_PARTS_OF_OTHERS, noAlteredCopyDoesHarmWhereTheServerChecks",
    "FORGETS_NO_OVERWRITE, noAlteredCopyDoesHarmWhereTheServerChecks",
    "FORGETS_STORAGE_CLASS, noAlteredCopyDoesHarmWhereTheServerChecks",
    "CLAIMS_SIZE, noAlteredCopyDoesHarmWhereTheServerChecks",
    "CLAIMS_TYPE, noAlteredCopyDoesHarmWhereTheServerChecks",
    "LIVES_LONGER, anExpiredGrantIsRefused",
  })
  void whatAStrategyForgetsIsFound(Flaw flaw, String rule) {
    TRIED.set(flaw);

    Runs runs = Runs.of(rule(rule, flaw));

    assertThat(runs.failed()).as("passed: %s", runs.passed()).isNotEmpty();
  }

  /** Attacks take long, so just the varieties that can show the flaw are attacked. */
  private static DiscoverySelector[] rule(String name, Flaw flaw) {
    Rule rule = Rule.of(Forgetful.class, name);
    return name.equals(ATTACK) ? rule.varieties(varieties(flaw)) : rule.all();
  }

  /** Among what such a strategy can claim: plain, no overwriting, overwriting, a storage class… */
  private static int[] varieties(Flaw flaw) {
    return switch (flaw) {
      case FORGETS_NO_OVERWRITE, CLAIMS_SIZE, CLAIMS_TYPE -> new int[] {1};
      case FORGETS_STORAGE_CLASS -> new int[] {3};
      default -> new int[] {0};
    };
  }

  @EnabledIf(Runs.RUNNING)
  static final class Forgetful extends GrantStrategyContract {

    @AutoClose private final ServersSts sts = new ServersSts();

    @Override
    protected GrantStrategy strategy() {
      return new StubSessions(sts.of(judge()), Objects.requireNonNull(TRIED.get()));
    }
  }
}
