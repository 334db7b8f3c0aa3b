package io.uploadgrants.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.probe.StoreProbeException;
import io.uploadgrants.probe.StoreReport;
import io.uploadgrants.testkit.UploadServer;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

@ExtendWith(OutputCaptureExtension.class)
class UploadStoreAutoConfigurationTests {

  @AutoClose private static final UploadServer server = UploadServer.embedded();

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  UploadAutoConfiguration.class, UploadStoreAutoConfiguration.class))
          .withSystemProperties(AwsSettings.NONE)
          .withUserConfiguration(Keys.class)
          .withPropertyValues(
              "upload.bucket=" + server.bucket(),
              "upload.region=" + server.region(),
              "upload.endpoint=" + server.endpoint(),
              "upload.profiles.doc.max-size=5MB",
              "upload.profiles.doc.valid-for=5m",
              "upload.profiles.sum.checksum=sha256",
              "upload.profiles.sum.max-size=1MB");

  @Test
  void nothingIsTriedUnlessItIsAskedFor() {
    runner
        .withPropertyValues("upload.with=checksums,unsigned-copies-refused,tags")
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(StoreReport.class));
  }

  @Test
  void whatIsTrueStartsAndIsThereToRead(CapturedOutput output) {
    runner
        .withPropertyValues(
            "upload.verify-store=true", "upload.with=checksums,unsigned-copies-refused")
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              StoreReport report = context.getBean(StoreReport.class);
              assertThat(report.untrue()).isEmpty();
              assertThat(report.present()).contains(StoreFeature.CHECKSUMS);
              assertThat(output).contains("has what is said of it");
              assertThat(server.client().listObjectsV2(l -> l.bucket(server.bucket())).contents())
                  .isEmpty();
            });
  }

  /** The embedded server keeps no tags. */
  @Test
  void aClaimThatIsntTrueStopsTheApplicationWithTheFeaturesName() {
    runner
        .withPropertyValues(
            "upload.verify-store=true",
            "upload.with=checksums,unsigned-copies-refused,tags",
            "upload.profiles.tagged.tags.a=b")
        .run(
            context -> {
              UploadConfigurationException failed = StartFailures.of(context);
              assertThat(failed.setting()).isEqualTo("store");
              assertThat(failed)
                  .hasMessageContaining("hasn't what is said of it: tags (presigned-put with tags")
                  .hasMessageContaining("nobody enforces: tagged.")
                  .hasMessageContaining("declare in 'upload.without' what it lacks")
                  .hasMessageNotContaining("checksums");
            });
  }

  @Test
  void aClaimThatNoProfileNeedsStopsItTheSame() {
    runner
        .withPropertyValues(
            "upload.verify-store=true", "upload.with=checksums,unsigned-copies-refused,tags")
        .run(
            context ->
                assertThat(StartFailures.of(context))
                    .hasMessageContaining("tags (")
                    .hasMessageContaining("No profile needs it"));
  }

  @Test
  void aStoreThatCantBeTriedStopsItAndSaysAtWhichStep() {
    runner
        .withPropertyValues(
            "upload.verify-store=true",
            "upload.bucket=nobody-has-made-it",
            "upload.with=checksums,unsigned-copies-refused")
        .run(
            context -> {
              Throwable failure = Objects.requireNonNull(context.getStartupFailure());
              assertThat(failure)
                  .rootCause()
                  .isInstanceOf(StoreProbeException.class)
                  .hasMessageContaining("'put'")
                  .hasMessageContaining("make the bucket 'nobody-has-made-it'");
              FailureAnalysis analysis = new StoreProbeFailureAnalyzer().analyze(failure);
              assertThat(analysis).isNotNull();
              assertThat(analysis.getAction()).contains("'upload.verify-store' to false");
            });
  }

  @Configuration
  static class Keys {
    @Bean
    AwsCredentialsProvider keys() {
      return server.credentials();
    }
  }
}
