package io.uploadgrants.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.testkit.engine.EventConditions.abortedWithReason;
import static org.junit.platform.testkit.engine.EventConditions.container;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.UploadServer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class UploadTestTests {

  private static final AwsCredentialsProvider NOBODY =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("nobody", "nothing"));

  @BeforeEach
  void forget() {
    Fixtures.GIVEN.clear();
  }

  @Test
  void jUnitIsOfTheVersionThatThisModuleIsFor() {
    assertThat(Test.class.getPackage().getImplementationVersion())
        .isEqualTo(System.getProperty("junit.version"));
  }

  @Test
  void everyMethodAndTheConstructorTakeTheServer() {
    passes(1, Fixtures.Everywhere.class);
    assertThat(Fixtures.GIVEN).hasSize(6);
    assertThat(Fixtures.GIVEN.stream().distinct()).hasSize(1);
  }

  @Test
  void aClassWithOneInstanceTakesItInItsConstructor() {
    passes(1, Fixtures.OneInstance.class);
    assertThat(Fixtures.GIVEN).hasSize(2);
    assertThat(Fixtures.GIVEN.stream().distinct()).hasSize(1);
  }

  @Test
  void eachClassHasABucketOfItsOwn() {
    passes(2, Fixtures.Everywhere.class, Fixtures.OneInstance.class);
    assertThat(Fixtures.GIVEN.stream().map(UploadServer::bucket).distinct()).hasSize(2);
  }

  @Test
  void theServerIsClosedAfterTheClass() {
    passes(1, Fixtures.Everywhere.class);
    assertThatThrownBy(() -> Fixtures.GIVEN.element().client().listBuckets())
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void nestedClassesShareTheServerOfTheirOuterClass() {
    EngineExecutionResults results = run(embedded(false), Fixtures.Outer.class);
    results.testEvents().assertStatistics(events -> events.succeeded(3).failed(0));
    assertThat(Fixtures.GIVEN).hasSize(3);
    assertThat(Fixtures.GIVEN.stream().distinct()).hasSize(1);
  }

  @Test
  void nestedClassesMayNeedMoreOfTheSameServer() {
    EngineExecutionResults results = run(embedded(false), Fixtures.Outer.class);
    aborted(
        results,
        Fixtures.Outer.NeedsMore.class.getName()
            + " needs TAGS, which embedded lacks. Servers with all of it: localstack, minio, versity-gateway; choose one by UPLOAD_TEST_BACKEND.");
    failed(
        results,
        Fixtures.Outer.NamesAnother.class.getName()
            + ": @UploadTest names the backend [MINIO], but a nested class shares the server of "
            + Fixtures.Outer.class.getName()
            + ", which is embedded; leave the backend out, or take the class out.");
  }

  @Test
  void aClassIsSkippedWhereTheEnvironmentsServerLacksWhatItNeeds() {
    aborted(run(without(Backend.MINIO, false), Fixtures.NeedsTheClock.class), needsTheClock());
    failed(run(without(Backend.MINIO, true), Fixtures.NeedsTheClock.class), needsTheClock());
  }

  private static String needsTheClock() {
    return Fixtures.NeedsTheClock.class.getName()
        + " needs TEST_CLOCK, which minio lacks. Servers with all of it: embedded; choose one by UPLOAD_TEST_BACKEND.";
  }

  @Test
  void aClassThatNamesAServerWithoutWhatItNeedsAlwaysFails() {
    failed(
        run(without(Backend.EMBEDDED, false), Fixtures.NamesMinioAndNeedsTheClock.class),
        Fixtures.NamesMinioAndNeedsTheClock.class.getName()
            + " needs TEST_CLOCK, which minio lacks. Servers with all of it: embedded; name one of them.");
  }

  @Test
  void aClassThatNoServerCanServeIsToldSo() {
    aborted(
        run(embedded(false), Fixtures.NeedsWhatNoServerHas.class),
        Fixtures.NeedsWhatNoServerHas.class.getName()
            + " needs TAGS, which embedded lacks. No server has all that the class needs: split it.");
  }

  @Test
  void aClassRunsOnOneServerOnly() {
    failed(
        run(embedded(false), Fixtures.NamesTwo.class),
        Fixtures.NamesTwo.class.getName()
            + ": @UploadTest names the backends [EMBEDDED, MINIO]; a class runs on one, so name one, or none and set UPLOAD_TEST_BACKEND.");
  }

  @Test
  void aClassIsSkippedWhereItsServerCantBeHad() {
    for (Class<?> test : List.of(Fixtures.Everywhere.class, Fixtures.OneInstance.class)) {
      String text = test.getName() + ": No bucket could be made at http://127.0.0.1:9: ";
      run(unavailable(Backend.ATTACHED, false), test)
          .containerEvents()
          .assertThatEvents()
          .haveExactly(1, event(container(), abortedWithReason(message(oneLine(text)))));
      run(unavailable(Backend.ATTACHED, true), test)
          .containerEvents()
          .assertThatEvents()
          .haveExactly(1, event(container(), finishedWithFailure(message(oneLine(text)))));
    }
    assertThat(Fixtures.GIVEN).isEmpty();
  }

  @Test
  void theEmbeddedServerIsNeverMissing() {
    run(unavailable(Backend.EMBEDDED, false), Fixtures.Everywhere.class)
        .containerEvents()
        .assertThatEvents()
        .haveExactly(1, event(container(), finishedWithFailure()));
  }

  @Test
  void serversAreRequiredByOneWordOnly() {
    assertThat(Surroundings.isRequired(null)).isFalse();
    assertThat(Surroundings.isRequired(" ")).isFalse();
    assertThat(Surroundings.isRequired(" required ")).isTrue();
    assertThatThrownBy(() -> Surroundings.isRequired("true"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "UPLOAD_TEST_SERVERS is 'true', which says nothing; set it to required, or not at all.");
  }

  @Test
  void theServerIsClosedWhenTheOnlyInstanceCantBeMade() {
    run(embedded(true), Fixtures.FailingInstance.class)
        .containerEvents()
        .assertThatEvents()
        .haveExactly(1, event(container(), finishedWithFailure(message("can't be made"))));
    assertThatThrownBy(() -> Fixtures.GIVEN.element().client().listBuckets())
        .isInstanceOf(RuntimeException.class);
  }

  private static Predicate<String> oneLine(String start) {
    return text -> text.startsWith(start) && text.lines().count() == 1;
  }

  /** Surroundings in which no server answers. */
  private static Surroundings unavailable(Backend chosen, boolean required) {
    return new Surroundings(
        () -> chosen,
        required,
        backend -> UploadServer.at(URI.create("http://127.0.0.1:9"), NOBODY));
  }

  private static void passes(int tests, Class<?>... classes) {
    run(embedded(true), classes)
        .testEvents()
        .assertStatistics(events -> events.started(tests).succeeded(tests));
  }

  private static EngineExecutionResults run(Surroundings surroundings, Class<?>... tests) {
    return Replaced.run(surroundings, Map.of(), tests);
  }

  private static Surroundings embedded(boolean required) {
    return new Surroundings(() -> Backend.EMBEDDED, required, Backend::open);
  }

  /** Surroundings in which nothing may be opened. */
  private static Surroundings without(Backend chosen, boolean required) {
    return new Surroundings(
        () -> chosen,
        required,
        backend -> {
          throw new AssertionError("opened in vain");
        });
  }

  private static void aborted(EngineExecutionResults results, String text) {
    results
        .containerEvents()
        .assertThatEvents()
        .haveExactly(1, event(container(), abortedWithReason(message(text))));
  }

  private static void failed(EngineExecutionResults results, String text) {
    results
        .containerEvents()
        .assertThatEvents()
        .haveExactly(1, event(container(), finishedWithFailure(message(text))));
  }
}
