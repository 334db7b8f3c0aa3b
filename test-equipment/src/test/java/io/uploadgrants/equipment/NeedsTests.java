package io.uploadgrants.equipment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.TagFilter.includeTags;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class NeedsTests {

  private static ConditionEvaluationResult evaluate(
      Map<String, String> environment, Equipment... needed) {
    return new NeedsCondition(environment).evaluate(needed);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "MINIO, MinIO isn't running: UPLOAD_TEST_MINIO_ENDPOINT isn't set.",
        "LOCALSTACK, LocalStack isn't running: UPLOAD_TEST_LOCALSTACK_ENDPOINT isn't set.",
        "MOTO, Moto isn't running: UPLOAD_TEST_MOTO_ENDPOINT isn't set.",
        "VERSITYGW, versitygw isn't running: UPLOAD_TEST_VERSITYGW_ENDPOINT isn't set.",
        "SEAWEEDFS, SeaweedFS isn't running: UPLOAD_TEST_SEAWEEDFS_ENDPOINT isn't set.",
        "GARAGE, Garage isn't running: UPLOAD_TEST_GARAGE_ENDPOINT isn't set.",
        "RADOSGW, Ceph RGW isn't running: UPLOAD_TEST_RADOSGW_ENDPOINT isn't set.",
        "MINIO_CONTAINER, No container of MinIO: UPLOAD_TEST_MINIO_IMAGE isn't set.",
        "LOCALSTACK_CONTAINER, No container of LocalStack: UPLOAD_TEST_LOCALSTACK_IMAGE isn't set.",
        "VERSITYGW_CONTAINER, No container of versitygw: UPLOAD_TEST_VERSITYGW_IMAGE isn't set.",
        "VERSITYGW_BINARY, No program of versitygw: UPLOAD_TEST_VERSITYGW_BINARY isn't set.",
        "CHROMIUM, 'chromium' isn't on PATH",
        "HTTP_CLIENTS, 'curl' isn't on PATH",
        "NPM_PACKAGES, 'node' isn't on PATH",
        "NGINX, 'nginx' isn't on PATH",
        "UPPY, Uppy isn't bundled. Run samples/uppy/web/bundle",
      })
  void aSuiteIsSkippedByTheNameOfWhatIsMissing(Equipment needed, String text) {
    ConditionEvaluationResult result = evaluate(Map.of("PATH", "/nowhere"), needed);

    assertThat(result.isDisabled()).isTrue();
    assertThat(result.getReason()).get().asString().startsWith(text);
  }

  @Test
  void everythingThatIsMissingIsNamed() {
    assertThat(evaluate(Map.of(), Equipment.MINIO, Equipment.MOTO).getReason())
        .get()
        .asString()
        .contains("MinIO", "Moto");
    assertThat(
            evaluate(
                    Map.of("UPLOAD_TEST_MINIO_ENDPOINT", "http://127.0.0.1:9000"),
                    Equipment.MINIO,
                    Equipment.MOTO)
                .getReason())
        .get()
        .asString()
        .doesNotContain("MinIO")
        .contains("Moto");
  }

  @Test
  void aSuiteWhoseServerIsThereRuns() {
    assertThat(
            evaluate(Map.of("UPLOAD_TEST_MINIO_ENDPOINT", "http://127.0.0.1:9000"), Equipment.MINIO)
                .isDisabled())
        .isFalse();
  }

  @Test
  void whereServersAreRequiredItFails() {
    assertThatThrownBy(() -> evaluate(Map.of("UPLOAD_TEST_SERVERS", "required"), Equipment.MINIO))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("MinIO isn't running");
  }

  @ParameterizedTest
  @EnumSource(names = {"GARAGE", "RADOSGW"})
  void whereServersAreRequiredASuiteOfOneThatTakesLongToHaveIsSkippedAllTheSame(Equipment slow) {
    ConditionEvaluationResult result = evaluate(Map.of("UPLOAD_TEST_SERVERS", "required"), slow);

    assertThat(result.isDisabled()).isTrue();
    assertThat(result.getReason()).get().asString().endsWith("$(tools/test-servers up --all)\".");
    assertThatThrownBy(
            () -> evaluate(Map.of("UPLOAD_TEST_SERVERS", "required"), slow, Equipment.MINIO))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("MinIO")
        .hasMessageNotContaining(slow.toString());
  }

  @Test
  void whatNeedsEquipmentIsFoundByItsTag() {
    TestPlan plan =
        LauncherFactory.create()
            .discover(
                LauncherDiscoveryRequestBuilder.request()
                    .selectors(
                        selectClass(Suite.class),
                        selectClass(Inheriting.class),
                        selectClass(Plain.class))
                    .filters(includeTags(Needs.TAG))
                    .build());

    assertThat(plan.countTestIdentifiers(TestIdentifier::isTest)).isEqualTo(2);
  }

  @Needs(Equipment.MOTO)
  static class Suite {

    @Test
    void runs() {
      assertThat(Equipment.MOTO.endpoint()).isNotNull();
    }
  }

  static class Inheriting extends Suite {}

  static class Plain {

    @Test
    void runs() {
      assertThat(Equipment.MINIO).isNotNull();
    }
  }
}
