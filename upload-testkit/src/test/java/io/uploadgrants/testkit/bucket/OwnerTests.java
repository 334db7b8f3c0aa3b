package io.uploadgrants.testkit.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerTests {

  private static final Owner US = Owner.current();

  @Test
  void thisProcessIsAlive() {
    assertThat(US.isDead()).isFalse();
    assertThat(US.pid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(US.host()).matches("[0-9a-z]{10}");
  }

  @Test
  void aProcessThatEndedIsDead() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    assertThat(new Owner(US.host(), ended.pid(), Instant.now()).isDead()).isTrue();
  }

  @Test
  void anotherProcessOfTheSameNumberIsNotTheOwner() {
    Duration year = Duration.ofDays(365);
    assertThat(new Owner(US.host(), US.pid(), US.started().minus(year)).isDead()).isTrue();
  }

  @Test
  void aClockThatWasCorrectedKillsNobody() {
    Duration correction = Duration.ofSeconds(30);
    assertThat(new Owner(US.host(), US.pid(), US.started().plus(correction)).isDead()).isFalse();
    assertThat(new Owner(US.host(), US.pid(), Instant.EPOCH).isDead()).isFalse();
  }

  @Test
  void whoRunsElsewhereIsNeverDead() {
    assertThat(new Owner("elsewhere0", Integer.MAX_VALUE, US.started()).isDead()).isFalse();
  }

  @Test
  void bucketNamesSayWhoseTheyAre() {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      String name = BucketName.fresh().toString();
      assertThat(name).hasSizeLessThanOrEqualTo(63).matches("[a-z0-9-]+[a-z0-9]");
      assertThat(BucketName.parse(name).orElseThrow().owner()).isEqualTo(US);
      names.add(name);
    }
    assertThat(names).hasSize(1000);
  }

  @Test
  void theLongestNameIsAValidOne() {
    Owner longest = new Owner(US.host(), 4_294_967_295L, Instant.parse("2059-01-01T00:00:00Z"));
    String name = new BucketName(longest, "z".repeat(16)).toString();
    assertThat(name).hasSize(59);
    assertThat(BucketName.parse(name).orElseThrow().owner()).isEqualTo(longest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "photos",
        "upload-test-",
        "upload-test-6f9619ff-8b86-d011-b42d-00cf4fc964ff",
        "upload-test-HOST000000-1-1-0000000000000000",
        "upload-test-host000000-1-1-000000000000000",
        "upload-test-host000000-12345678901-1-0000000000000000",
        "upload-test-host000000-x-1-0000000000000000",
        "my-upload-test-host000000-1-1-0000000000000000",
        "upload-test-host000000-1-1-0000000000000000-backup"
      })
  void aNameOfAnotherShapeIsNobodys(String name) {
    assertThat(BucketName.parse(name)).isEmpty();
    assertThat(LeftBuckets.isLeft(name)).isFalse();
  }
}
