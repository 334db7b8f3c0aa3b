package io.uploadgrants.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.PresignedPut;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.spring.AwsSettings;
import io.uploadgrants.spring.UploadConnectionDetails;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class UploadConnectionDetailsTests {

  private static final URI ENDPOINT = URI.create("http://store:9000");

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(UploadAutoConfiguration.class))
          .withSystemProperties(AwsSettings.none())
          .withPropertyValues(
              "upload.bucket=photos",
              "upload.with=unsigned-copies-refused,whole-uploads",
              "upload.profiles.avatar.max-size=5MB");

  /** What production would have. */
  private final ApplicationContextRunner elsewhere =
      runner
          .withSystemProperties("aws.accessKeyId=CHAIN", "aws.secretAccessKey=secret")
          .withPropertyValues(
              "upload.endpoint=https://properties.example.com",
              "upload.public-endpoint=https://files.example.com",
              "upload.region=eu-west-1",
              "upload.path-style=false");

  @Test
  void withoutABeanThePropertiesAreTheDetails() {
    elsewhere.run(
        context -> {
          assertThat(context)
              .getBean(UploadConnectionDetails.class)
              .isInstanceOf(PropertiesUploadConnectionDetails.class);
          UploadTarget target = context.getBean(UploadTarget.class);
          assertThat(target.endpoint()).isEqualTo(URI.create("https://properties.example.com"));
          assertThat(target.publicEndpoint()).isEqualTo(URI.create("https://files.example.com"));
          assertThat(target.region()).isEqualTo("eu-west-1");
          assertThat(target.pathStyle()).isFalse();
        });
  }

  @Test
  void aBeanWinsOverEveryPropertyThatSaysWhereTheStoreIs() {
    elsewhere
        .withBean(UploadConnectionDetails.class, () -> new Store(ENDPOINT, "moon-1"))
        .run(
            context -> {
              assertThat(context).hasSingleBean(UploadConnectionDetails.class);
              UploadTarget target = context.getBean(UploadTarget.class);
              assertThat(target.endpoint()).isEqualTo(ENDPOINT);
              assertThat(target.publicEndpoint()).isEqualTo(ENDPOINT);
              assertThat(target.region()).isEqualTo("moon-1");
              assertThat(target.pathStyle()).isTrue();
              assertThat(target.bucket()).as("it names none").isEqualTo("photos");
            });
  }

  @Test
  void whatABeanLeavesOutIsAsIfNoPropertyWereSet() {
    elsewhere
        .withBean(UploadConnectionDetails.class, () -> new Store(ENDPOINT, null))
        .run(
            context ->
                assertThat(context.getBean(UploadTarget.class).region()).isEqualTo("us-east-1"));
    runner
        .withPropertyValues("upload.region=eu-west-1")
        .withBean(UploadConnectionDetails.class, () -> new Store(null, null))
        .run(
            context ->
                assertThat(context)
                    .hasFailed()
                    .getFailure()
                    .hasRootCauseInstanceOf(UploadConfigurationException.class)
                    .rootCause()
                    .hasMessageContaining("There is no region for the bucket 'photos'"));
  }

  @Test
  void awsOwnEndpointsAreTheBeansChoice() {
    runner
        .withPropertyValues("upload.accelerate=true", "upload.dual-stack=true", "upload.fips=true")
        .withBean(UploadConnectionDetails.class, () -> new Store(null, "eu-west-1"))
        .run(
            context -> {
              UploadTarget target = context.getBean(UploadTarget.class);
              assertThat(target.accelerate()).isFalse();
              assertThat(target.dualStack()).isFalse();
              assertThat(target.fips()).isFalse();
            });
    runner
        .withBean(UploadConnectionDetails.class, EveryDetail::new)
        .run(
            context -> {
              UploadTarget target = context.getBean(UploadTarget.class);
              assertThat(target.bucket()).isEqualTo("albums");
              assertThat(target.pathStyle()).isTrue();
              assertThat(target.dualStack()).isTrue();
              assertThat(target.fips()).isTrue();
            });
  }

  /** Only a bean that is a test's container drops it: a demand must not go without a word. */
  @Test
  void whatTheBucketMustBeIsStillSaidByProperties() {
    runner
        .withPropertyValues("upload.expected-bucket-owner=111122223333")
        .withBean(UploadConnectionDetails.class, () -> new Store(null, "eu-west-1"))
        .run(
            context ->
                assertThat(context.getBean(UploadTarget.class).expectedBucketOwner())
                    .isEqualTo("111122223333"));
  }

  @Test
  void whatTheStoreCanDoIsTakenForGrantedByItsEndpointAndDeclaredByProperties() {
    ApplicationContextRunner aws =
        runner
            .withSystemProperties("aws.accessKeyId=CHAIN", "aws.secretAccessKey=secret")
            .withPropertyValues("upload.region=eu-west-1");
    aws.run(
        context ->
            assertThat(context.getBean(UploadTarget.class))
                .matches(target -> target.supports(StoreFeature.ACLS))
                .matches(target -> target.supports(StoreFeature.UNSIGNED_HEADERS_REFUSED)));
    aws.withPropertyValues(
            "upload.with=acls,unsigned-copies-refused,whole-uploads", "upload.without=tags")
        .withBean(UploadConnectionDetails.class, () -> new Store(ENDPOINT, "eu-west-1"))
        .run(
            context -> {
              assertThat(context.getBean(UploadTarget.class))
                  .matches(target -> target.supports(StoreFeature.ACLS))
                  .matches(target -> !target.supports(StoreFeature.UNSIGNED_HEADERS_REFUSED))
                  .matches(target -> !target.supports(StoreFeature.STORAGE_CLASSES))
                  .matches(target -> !target.supports(StoreFeature.TAGS));
              assertThat(grant(context.getBean(UploadGrants.class)).headers())
                  .as("signed for a store that may take what isn't signed")
                  .containsKey("x-amz-copy-source-if-match");
            });
  }

  @Test
  void credentialsOfTheDetailsComeBeforeThoseOfBeans() {
    elsewhere
        .withBean("first", AwsCredentialsProvider.class, () -> provider("FIRST"))
        .withBean("second", AwsCredentialsProvider.class, () -> provider("SECOND"))
        .withBean(UploadConnectionDetails.class, EveryDetail::new)
        .run(
            context ->
                assertThat(grant(context.getBean(UploadGrants.class)).url())
                    .startsWith("https://s3-fips.dualstack.eu-west-1.amazonaws.com/albums/")
                    .contains("X-Amz-Credential=DETAILS%2F"));
  }

  @Test
  void detailsWithoutCredentialsLeaveThemToTheBeanAndTheChain() {
    ApplicationContextRunner details =
        elsewhere.withBean(UploadConnectionDetails.class, () -> new Store(ENDPOINT, "auto"));
    details.run(
        context ->
            assertThat(grant(context.getBean(UploadGrants.class)).url())
                .contains("X-Amz-Credential=CHAIN%2F"));
    details
        .withBean(AwsCredentialsProvider.class, () -> provider("BEAN"))
        .run(
            context ->
                assertThat(grant(context.getBean(UploadGrants.class)).url())
                    .contains("X-Amz-Credential=BEAN%2F"));
  }

  private static PresignedPut grant(UploadGrants grants) {
    return (PresignedPut) grants.grant(UploadRequest.of("avatar").by("alice").size(5L).build());
  }

  private static AwsCredentialsProvider provider(String accessKey) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, "secret"));
  }

  private record Store(@Nullable URI endpoint, @Nullable String region)
      implements UploadConnectionDetails {

    @Override
    public @Nullable URI getEndpoint() {
      return endpoint;
    }

    @Override
    public @Nullable String getRegion() {
      return region;
    }
  }

  private static final class EveryDetail implements UploadConnectionDetails {

    @Override
    public @Nullable URI getEndpoint() {
      return null;
    }

    @Override
    public String getRegion() {
      return "eu-west-1";
    }

    @Override
    public String getBucket() {
      return "albums";
    }

    @Override
    public AwsCredentialsProvider getCredentialsProvider() {
      return provider("DETAILS");
    }

    @Override
    public Boolean getPathStyle() {
      return true;
    }

    @Override
    public boolean isDualStack() {
      return true;
    }

    @Override
    public boolean isFips() {
      return true;
    }
  }
}
