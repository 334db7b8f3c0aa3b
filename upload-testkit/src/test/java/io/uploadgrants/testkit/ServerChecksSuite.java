package io.uploadgrants.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a server is said to check, against what it does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerChecksSuite {

  private @Nullable UploadServer opened;

  /** Opens the server, or skips the suite. */
  abstract UploadServer open();

  /** Returns what is said of it. */
  abstract Set<ServerCheck> expected();

  @BeforeAll
  void openServer() {
    opened = open();
  }

  @AfterAll
  void closeServer() {
    if (opened != null) {
      opened.close();
    }
  }

  private UploadServer server() {
    return Objects.requireNonNull(opened);
  }

  @Test
  void itMakesTheChecksThatItIsSaidToMakeAndNoOthers() {
    assertThat(new TreeSet<>(Probes.measure(server()))).isEqualTo(new TreeSet<>(expected()));
  }

  @Test
  void itSaysSoItself() {
    assertThat(new TreeSet<>(server().checks())).isEqualTo(new TreeSet<>(expected()));
  }

  @Test
  void probesLeaveNothingBehind() {
    Probes.measure(server());
    assertThat(new BucketView(server().client(), server().bucket()).listing()).isEmpty();
  }
}
