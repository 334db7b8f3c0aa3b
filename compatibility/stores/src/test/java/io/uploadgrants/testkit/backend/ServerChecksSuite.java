package io.uploadgrants.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.StoreFeature;
import io.uploadgrants.StorePreset;
import io.uploadgrants.probe.StoreReport;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.bucket.BucketView;
import io.uploadgrants.testkit.probe.Probes;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
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
    assertThat(server.client().listMultipartUploads(list -> list.bucket(server.bucket())).uploads())
        .isEmpty();
  }

  /** Returns what is said of its store, where there is a preset. */
  @Nullable StorePreset preset() {
    return null;
  }

  /** In both directions, so that a feature too many is as wrong as one too few. */
  @Test
  void itsPresetHasWhatItHas() {
    StorePreset preset = preset();
    if (preset != null) {
      Set<StoreFeature> said = new TreeSet<>(preset.features());
      said.retainAll(CheckedFeatures.measured());
      assertThat(said).isEqualTo(new TreeSet<>(CheckedFeatures.of(server.checks()).present()));
    }
  }

  /** Measured twice, by code that has nothing in common. */
  @Test
  void theProbeFindsTheFeaturesThatTheKitFinds() {
    StoreReport report = ProbedStores.probe(server).run();
    Set<StoreFeature> found = new TreeSet<>(report.present());
    found.retainAll(CheckedFeatures.measured());
    assertThat(found)
        .as("%s", report.findings())
        .isEqualTo(new TreeSet<>(ProbedStores.expected(server.checks())));
    assertThat(report.left()).isEmpty();
    assertThat(new BucketView(server.client(), server.bucket()).listing()).isEmpty();
  }

  @Test
  void itSaysSoItself() {
    assertThat(new TreeSet<>(server.checks())).isEqualTo(new TreeSet<>(expected()));
  }
}
