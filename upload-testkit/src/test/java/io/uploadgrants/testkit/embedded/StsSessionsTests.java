package io.uploadgrants.testkit.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.testkit.embedded.iam.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How long a server knows its sessions. */
class StsSessionsTests {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration LIFE = Duration.ofMinutes(15);

  // Reproducible: nothing here is secret.
  private final Sessions sessions = new Sessions(new Random(1));

  private String issue(Instant now) {
    return sessions.issue(now, LIFE, List.of(), Map.of()).accessKeyId();
  }

  @Test
  void anExpiredSessionIsForgottenWhenThereAreManyAndALivingOneNever() {
    String first = issue(START);
    for (int i = 0; i < 9_998; i++) {
      issue(START);
    }
    Instant later = START.plus(LIFE);
    String living = issue(later);
    assertThat(sessions.find(first)).as("few are kept").isNotNull();
    issue(later);
    assertThat(sessions.find(first)).as("the oldest of many").isNull();
    assertThat(sessions.find(living)).isNotNull();
    for (int i = 0; i < 20_000; i++) {
      issue(later);
    }
    assertThat(sessions.find(living)).as("however many").isNotNull();
  }
}
