package io.uploadgrants.spring.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.uploadgrants.GrantAuthorizer;
import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantListener;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.completion.CompletionListener;
import io.uploadgrants.spring.AwsSettings;
import io.uploadgrants.spring.autoconfigure.UploadAutoConfiguration;
import io.uploadgrants.spring.credentials.RecordingSts;
import io.uploadgrants.spring.credentials.UploadStsAutoConfiguration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class UploadMetricsAutoConfigurationTests {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  MetricsAutoConfiguration.class,
                  CompositeMeterRegistryAutoConfiguration.class,
                  UploadAutoConfiguration.class,
                  UploadStsAutoConfiguration.class,
                  UploadMetricsAutoConfiguration.class))
          .withSystemProperties(AwsSettings.none())
          .withSystemProperties("aws.accessKeyId=CHAIN", "aws.secretAccessKey=secret")
          .withPropertyValues(
              "upload.bucket=photos",
              "upload.region=eu-west-1",
              "upload.profiles.avatar.max-size=1MB");

  private final ApplicationContextRunner measured =
      runner.withBean(SimpleMeterRegistry.class, SimpleMeterRegistry::new);

  @Test
  void grantsAndRefusalsAreCountedByProfileKindAndOutcome() {
    measured.run(
        context -> {
          UploadGrants grants = context.getBean(UploadGrants.class);
          grants.grant(request("avatar").size(5L).build());
          grants.grant(request("avatar").size(5L).build());
          refused(grants, request("avatar").size(2L << 20));
          refused(grants, request("avatar").size(5L).kind(GrantKind.POST_POLICY));
          refused(grants, request("guess-1").size(5L));
          refused(grants, request("guess-2").size(5L));
          refused(grants, UploadRequest.of("guess-3"));
          refused(grants, UploadRequest.of("avatar"));
          assertThat(counts(context.getBean(MeterRegistry.class), "upload.grants"))
              .containsExactlyInAnyOrder(
                  "avatar presigned-put granted 2",
                  "avatar any too-large 1",
                  "avatar post-policy kind-not-allowed 1",
                  "avatar any authentication-required 1",
                  "unknown any authentication-required 1",
                  "unknown any unknown-profile 2");
        });
  }

  @Test
  void whatBreaksIsCountedAsFailed() {
    measured
        .withBean(
            GrantAuthorizer.class,
            () ->
                (request, profile) -> {
                  throw new IllegalStateException("no database");
                })
        .run(
            context -> {
              UploadGrants grants = context.getBean(UploadGrants.class);
              assertThatIllegalStateException()
                  .isThrownBy(() -> grants.grant(request("avatar").size(5L).build()));
              assertThat(counts(context.getBean(MeterRegistry.class), "upload.grants"))
                  .containsExactly("avatar any failed 1");
            });
  }

  @Test
  void aGrantThatAnotherListenerWithholdsIsARefusal() {
    measured
        .withBean(GrantListener.class, Withholding::new)
        .run(
            context -> {
              refused(context.getBean(UploadGrants.class), request("avatar").size(5L));
              assertThat(counts(context.getBean(MeterRegistry.class), "upload.grants"))
                  .containsExactly("avatar any denied 1");
            });
  }

  @Test
  void sessionsAreCountedUnderTheNameOfTheirBean() {
    measured
        .withBean(RecordingSts.class, RecordingSts::new)
        .withPropertyValues(
            "upload.sts.role-arn=arn:aws:iam::123456789012:role/uploader",
            "upload.profiles.avatar.sign-as-subject=true")
        .run(
            context -> {
              UploadGrants grants = context.getBean(UploadGrants.class);
              grants.grant(request("avatar").size(5L).build());
              grants.grant(request("avatar").size(5L).build());
              grants.grant(request("avatar").size(5L).build());
              MeterRegistry registry = context.getBean(MeterRegistry.class);
              assertThat(
                      registry
                          .get("upload.sessions.gets")
                          .tags("name", "uploadSubjectSessions", "result", "hit")
                          .functionCounter()
                          .count())
                  .isEqualTo(2);
              assertThat(
                      registry
                          .get("upload.sessions.gets")
                          .tag("result", "miss")
                          .functionCounter()
                          .count())
                  .isEqualTo(1);
              assertThat(registry.get("upload.sessions.size").gauge().value()).isEqualTo(1);
              for (String none : new String[] {"failures", "retries", "evictions"}) {
                assertThat(registry.get("upload.sessions." + none).functionCounter().count())
                    .as(none)
                    .isZero();
              }
            });
  }

  @Test
  void withoutARegistryOrItsLibraryNothingIsCounted() {
    ApplicationContextRunner alone =
        new ApplicationContextRunner()
            .withConfiguration(
                AutoConfigurations.of(
                    UploadAutoConfiguration.class, UploadMetricsAutoConfiguration.class))
            .withSystemProperties(AwsSettings.none())
            .withPropertyValues(
                "upload.bucket=photos",
                "upload.region=eu-west-1",
                "upload.profiles.avatar.guests=true");
    for (ApplicationContextRunner without :
        List.of(alone, alone.withClassLoader(new FilteredClassLoader("io.micrometer")))) {
      without.run(
          context ->
              assertThat(context)
                  .hasNotFailed()
                  .hasSingleBean(UploadGrants.class)
                  .doesNotHaveBean(GrantListener.class)
                  .doesNotHaveBean(CompletionListener.class)
                  .doesNotHaveBean("uploadSessionMeters"));
    }
  }

  @Test
  void withoutProfilesNothingIsCounted() {
    new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                UploadAutoConfiguration.class, UploadMetricsAutoConfiguration.class))
        .withBean(SimpleMeterRegistry.class, SimpleMeterRegistry::new)
        .run(
            context ->
                assertThat(context)
                    .doesNotHaveBean(GrantListener.class)
                    .doesNotHaveBean(MeterBinder.class));
  }

  private static UploadRequest.Builder request(String profile) {
    return UploadRequest.of(profile).by("alice");
  }

  private static void refused(UploadGrants grants, UploadRequest.Builder request) {
    assertThatExceptionOfType(UploadException.class)
        .isThrownBy(() -> grants.grant(request.build()));
  }

  private static Iterable<String> counts(MeterRegistry registry, String name) {
    return registry.find(name).meters().stream()
        .map(UploadMetricsAutoConfigurationTests::line)
        .toList();
  }

  private static String line(Meter meter) {
    Meter.Id id = meter.getId();
    double count =
        StreamSupport.stream(meter.measure().spliterator(), false)
            .mapToDouble(measurement -> measurement.getValue())
            .sum();
    return "%s %s %s %.0f"
        .formatted(id.getTag("profile"), id.getTag("kind"), id.getTag("outcome"), count);
  }

  private static final class Withholding implements GrantListener {

    @Override
    public void granted(UploadRequest request, UploadGrant grant) {
      throw UploadRefusedException.denied("The audit is full.");
    }
  }
}
