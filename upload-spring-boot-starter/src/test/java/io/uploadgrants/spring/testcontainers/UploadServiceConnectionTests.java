package io.uploadgrants.spring.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.PresignedPut;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.spring.AwsSettings;
import io.uploadgrants.spring.autoconfigure.UploadAutoConfiguration;
import io.uploadgrants.spring.credentials.UploadStsAutoConfiguration;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.services.sts.StsClient;

/** What a container's application does, without a container; real ones are tried beside this. */
public class UploadServiceConnectionTests {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  ServiceConnectionAutoConfiguration.class,
                  UploadContainerAutoConfiguration.class,
                  UploadAutoConfiguration.class))
          .withSystemProperties(AwsSettings.none())
          .withPropertyValues("upload.bucket=photos", "upload.profiles.avatar.max-size=5MB");

  @Test
  void theBucketThatIsMissingIsMade() {
    runner
        .withUserConfiguration(Empty.class)
        .run(
            context -> {
              RunningMinio minio = context.getBean(RunningMinio.class);
              assertThat(minio.requests())
                  .containsExactly(
                      "HEAD photos minioadmin us-east-1", "PUT photos minioadmin us-east-1");
              UploadTarget target = context.getBean(UploadTarget.class);
              assertThat(target.endpoint()).isEqualTo(URI.create(minio.getS3URL()));
              assertThat(target.supports(StoreFeature.CASE_SENSITIVE_POLICIES))
                  .as("as MinIO's preset says")
                  .isTrue();
              PresignedPut grant =
                  (PresignedPut)
                      context
                          .getBean(UploadGrants.class)
                          .grant(UploadRequest.of("avatar").by("alice").size(5L).build());
              assertThat(grant.url())
                  .startsWith(minio.getS3URL() + "/photos/avatar/")
                  .contains("X-Amz-Credential=minioadmin%2F");
            });
  }

  @Test
  void theBucketThatExistsIsLeftAsItIs() {
    runner
        .withUserConfiguration(WithPhotos.class)
        .run(
            context ->
                assertThat(context.getBean(RunningMinio.class).requests())
                    .containsExactly("HEAD photos minioadmin us-east-1"));
  }

  @Test
  void theContainersOwnSettingsAreThoseOfTheDetails() {
    runner
        .withUserConfiguration(Configured.class)
        .run(
            context ->
                assertThat(context.getBean(RunningMinio.class).requests())
                    .contains("HEAD photos me eu-west-1"));
  }

  /** A test leaves application.yaml as it is. */
  @Test
  void theSettingsOfProductionAreNoneOfTheContainers() {
    runner
        .withUserConfiguration(Empty.class)
        .withPropertyValues(
            "upload.region=eu-west-1",
            "upload.accelerate=true",
            "upload.dual-stack=true",
            "upload.expected-bucket-owner=111122223333")
        .run(
            context -> {
              UploadTarget target = context.getBean(UploadTarget.class);
              assertThat(target.region()).isEqualTo("us-east-1");
              assertThat(target.accelerate()).isFalse();
              assertThat(target.expectedBucketOwner()).isNull();
            });
  }

  @Test
  void theContainersStsIsItsOwn() {
    runner
        .withConfiguration(AutoConfigurations.of(UploadStsAutoConfiguration.class))
        .withUserConfiguration(Empty.class)
        .withPropertyValues(
            "upload.sts.role-arn=arn:aws:iam::123456789012:role/uploader",
            "upload.sts.endpoint=https://sts.eu-west-1.amazonaws.com",
            "upload.profiles.avatar.sign-as-subject=true")
        .run(
            context ->
                assertThat(
                        context
                            .getBean("uploadStsClient", StsClient.class)
                            .serviceClientConfiguration()
                            .endpointOverride())
                    .contains(URI.create(context.getBean(RunningMinio.class).getS3URL())));
  }

  @Test
  void whatTheContainerWouldIgnoreFailsAtStart() {
    runner
        .withUserConfiguration(Empty.class)
        .withPropertyValues("upload.profiles.avatar.acl=public-read")
        .run(
            context ->
                assertThat(context)
                    .hasFailed()
                    .getFailure()
                    .hasRootCauseInstanceOf(UploadConfigurationException.class)
                    .rootCause()
                    .hasMessageContaining("Profile 'avatar' demands headers"));
  }

  @Test
  void withATargetOfOnesOwnNoBucketIsMade() {
    runner
        .withUserConfiguration(Empty.class)
        .withBean(UploadTarget.class, () -> UploadTarget.bucket("mine").region("auto").build())
        .run(
            context -> {
              assertThat(context.getBean(UploadTarget.class).bucket()).isEqualTo("mine");
              assertThat(context.getBean(RunningMinio.class).requests()).isEmpty();
            });
  }

  @Configuration(proxyBeanMethods = false)
  public static class Empty {

    @Bean
    @ServiceConnection
    RunningMinio store() {
      return new RunningMinio();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class WithPhotos {

    @Bean
    @ServiceConnection
    RunningMinio store() {
      return new RunningMinio("photos");
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Configured {

    @Bean
    @ServiceConnection
    RunningMinio store() {
      RunningMinio minio = new RunningMinio();
      minio.withUserName("me").withPassword("password").withEnv("MINIO_SITE_REGION", "eu-west-1");
      return minio;
    }
  }
}
