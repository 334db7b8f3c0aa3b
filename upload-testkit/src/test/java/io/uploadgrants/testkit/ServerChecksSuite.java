package io.uploadgrants.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a server is said to check, against what it does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerChecksSuite {

  @AutoClose private final UploadServer server = open();

  /** Opens the server, or skips the suite. */
  abstract UploadServer open();

  /** Returns what is said of it. */
  abstract Set<ServerCheck> expected();

  @Test
  void itMakesTheChecksThatItIsSaidToMakeAndNoOthersAndIsLeftAsItWas() {
    assertThat(new TreeSet<>(Probes.measure(server))).isEqualTo(new TreeSet<>(expected()));
    assertThat(new BucketView(server.client(), server.bucket()).listing()).isEmpty();
  }

  @Test
  void itSaysSoItself() {
    assertThat(new TreeSet<>(server.checks())).isEqualTo(new TreeSet<>(expected()));
  }
}
