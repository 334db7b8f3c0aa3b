package io.uploadgrants.spring.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.probe.StoreProbeException;
import io.uploadgrants.probe.StoreReport;
import io.uploadgrants.spring.AwsSettings;
import io.uploadgrants.spring.StartFailures;
import io.uploadgrants.spring.autoconfigure.UploadAutoConfiguration;
import io.uploadgrants.testkit.UploadServer;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
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
          .withSystemProperties(AwsSettings.none())
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
        .withPropertyValues("upload.with=checksums,unsigned-copies-refused,whole-uploads,tags")
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(StoreReport.class));
  }

  @Test
  void whatIsTrueStartsAndIsThereToRead(CapturedOutput output) {
    runner
        .withPropertyValues(
            "upload.verify-store=true",
            "upload.with=checksums,unsigned-copies-refused,whole-uploads")
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              StoreReport report = context.getBean(StoreReport.class);
              assertThat(report.untrue()).isEmpty();
              assertThat(report.present()).contains(StoreFeature.CHECKSUMS);
              assertThat(output).contains("has the features of its target");
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
            "upload.with=checksums,unsigned-copies-refused,whole-uploads,tags",
            "upload.profiles.tagged.tags.a=b")
        .run(
            context -> {
              UploadConfigurationException failed = StartFailures.of(context);
              assertThat(failed.setting()).isEqualTo("store");
              assertThat(failed)
                  .hasMessageContaining(
                      "features that its target has: tags (presigned-put with tags")
                  .hasMessageContaining("Profiles that need them: tagged.")
                  .hasMessageContaining("add these features to 'upload.without'")
                  .hasMessageNotContaining("checksums");
            });
  }

  /** A resolver may choose it, though no profile names it. */
  @Test
  void aNamedTargetIsTriedToo() {
    runner
        .withPropertyValues(
            "upload.verify-store=true",
            "upload.with=checksums,unsigned-copies-refused,whole-uploads",
            "upload.targets.other.bucket=" + server.bucket(),
            "upload.targets.other.region=" + server.region(),
            "upload.targets.other.endpoint=" + server.endpoint(),
            "upload.targets.other.with=tags")
        .run(
            context -> {
              UploadConfigurationException failed = StartFailures.of(context);
              assertThat(failed.setting()).isEqualTo("targets.other.store");
              assertThat(failed).hasMessageContaining("tags (");
            });
  }

  @Test
  void aClaimThatNoProfileNeedsStopsItTheSame() {
    runner
        .withPropertyValues(
            "upload.verify-store=true",
            "upload.with=checksums,unsigned-copies-refused,whole-uploads,tags")
        .run(
            context ->
                assertThat(StartFailures.of(context))
                    .hasMessageContaining("tags (")
                    .hasMessageContaining("No profile needs them"));
  }

  /** Without this, lazy initialization would switch it off in silence. */
  @Test
  void lazyInitializationTriesTheStoreAllTheSame() {
    runner
        .withInitializer(
            context ->
                context.addBeanFactoryPostProcessor(
                    new LazyInitializationBeanFactoryPostProcessor()))
        .withPropertyValues(
            "upload.verify-store=true",
            "upload.with=checksums,unsigned-copies-refused,whole-uploads,tags")
        .run(context -> assertThat(StartFailures.of(context)).hasMessageContaining("tags ("));
  }

  @Test
  void grantsOfTheApplicationsOwnAreTriedByTheirOwnCredentials() {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(UploadStoreAutoConfiguration.class))
        .withSystemProperties(AwsSettings.none())
        .withPropertyValues("upload.verify-store=true")
        .withBean(
            UploadGrants.class,
            () ->
                UploadGrants.builder()
                    .target(server.target())
                    .credentials(server.credentials())
                    .build())
        .run(context -> assertThat(context).hasNotFailed().hasSingleBean(StoreReport.class));
  }

  @Test
  void aStoreThatCantBeTriedStopsItAndSaysAtWhichStep() {
    runner
        .withPropertyValues(
            "upload.verify-store=true",
            "upload.bucket=nobody-has-made-it",
            "upload.with=checksums,unsigned-copies-refused,whole-uploads")
        .run(
            context -> {
              Throwable failure = Objects.requireNonNull(context.getStartupFailure());
              assertThat(failure)
                  .rootCause()
                  .isInstanceOf(StoreProbeException.class)
                  .hasMessageContaining("'put'")
                  .hasMessageContaining("create the bucket 'nobody-has-made-it'");
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
