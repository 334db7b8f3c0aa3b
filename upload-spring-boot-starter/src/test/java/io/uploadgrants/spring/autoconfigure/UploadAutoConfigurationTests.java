package io.uploadgrants.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.GrantAuthorizer;
import io.uploadgrants.GrantListener;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.spring.AwsSettings;
import io.uploadgrants.spring.UploadGrantsCustomizer;
import io.uploadgrants.spring.servlet.UploadServletAutoConfiguration;
import io.uploadgrants.spring.settings.UploadProperties;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class UploadAutoConfigurationTests {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  UploadAutoConfiguration.class, UploadServletAutoConfiguration.class))
          .withSystemProperties(AwsSettings.none());

  private final ApplicationContextRunner configured =
      runner
          .withSystemProperties("aws.accessKeyId=CHAIN", "aws.secretAccessKey=secret")
          .withPropertyValues(
              "upload.bucket=photos",
              "upload.region=eu-west-1",
              "upload.profiles.avatar.max-size=5MB",
              "upload.profiles.avatar.content-types=image/*");

  private static PresignedPut grant(UploadGrants grants) {
    return (PresignedPut)
        grants.grant(
            UploadRequest.of("avatar").by("alice").file("me.png", 48_213, "image/png").build());
  }

  @Test
  void withoutProfilesThereIsNothing() {
    runner
        .withPropertyValues("upload.bucket=photos", "upload.region=eu-west-1")
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .doesNotHaveBean(UploadGrants.class)
                    .doesNotHaveBean(UploadTarget.class)
                    .doesNotHaveBean(SigningCredentials.class)
                    .doesNotHaveBean(UploadProperties.class));
  }

  @Test
  void aProfileIsEnoughForGrants() {
    configured.run(
        context -> {
          PresignedPut put = grant(context.getBean(UploadGrants.class));
          assertThat(put.url())
              .startsWith("https://photos.s3.eu-west-1.amazonaws.com/avatar/")
              .contains("X-Amz-Expires=300", "X-Amz-Credential=CHAIN%2F");
          assertThat(put.key()).startsWith("avatar/");
          assertThat(context).doesNotHaveBean("uploadServletRegistration");
        });
  }

  @Test
  void aProfileWithoutSettingsTakesAnyFile() {
    runner
        .withPropertyValues(
            "upload.bucket=photos", "upload.region=eu-west-1", "upload.profiles.any=")
        .run(
            context ->
                assertThat(context.getBean(UploadGrants.class).profiles())
                    .extracting(UploadProfile::name)
                    .containsExactly("any"));
  }

  @Test
  void anEndpointOfOnesOwnHasPathStyleAndTheFirstRegion() {
    runner
        .withPropertyValues(
            "upload.bucket=photos",
            "upload.region=",
            "upload.endpoint=http://127.0.0.1:9000",
            "upload.store=minio",
            "upload.profiles.avatar.max-size=5MB")
        .run(
            context -> {
              UploadTarget target = context.getBean(UploadTarget.class);
              assertThat(target.region()).isEqualTo("us-east-1");
              assertThat(target.pathStyle()).isTrue();
              assertThat(target.publicEndpoint()).isEqualTo(URI.create("http://127.0.0.1:9000"));
            });
  }

  @Test
  void theStoreSaysWhatItHasAndWhatItsRegionIs() {
    runner
        .withPropertyValues(
            "upload.bucket=photos",
            "upload.region=",
            "upload.endpoint=http://127.0.0.1:3900",
            "upload.store=garage",
            "upload.without=form-headers",
            "upload.profiles.avatar.max-size=5MB")
        .run(
            context -> {
              UploadTarget target = context.getBean(UploadTarget.class);
              assertThat(target.region()).isEqualTo("garage");
              assertThat(target.supports(StoreFeature.CHECKSUMS)).isTrue();
              assertThat(target.supports(StoreFeature.TAGS)).isFalse();
              assertThat(target.supports(StoreFeature.FORM_HEADERS)).isFalse();
            });
  }

  @Test
  void aStoreThatNobodyNamedHasNothingThatItCouldIgnore() {
    ApplicationContextRunner unknown =
        runner.withPropertyValues(
            "upload.bucket=photos",
            "upload.endpoint=http://127.0.0.1:9000",
            "upload.profiles.avatar.max-size=5MB");
    unknown.run(
        context ->
            assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContainingAll(
                    "demands size",
                    "needs store features that aren't declared: whole-uploads, unsigned-copies-refused",
                    "Name the store"));
    unknown
        .withPropertyValues("upload.with=unsigned-copies-refused,whole-uploads")
        .run(context -> assertThat(context).hasSingleBean(UploadGrants.class));
  }

  @Test
  void theRegionOfTheAwsSdkIsTheDefault() {
    ApplicationContextRunner regional =
        runner
            .withSystemProperties("aws.region=eu-central-1")
            .withPropertyValues("upload.bucket=photos", "upload.profiles.avatar.max-size=5MB");
    regional.run(
        context ->
            assertThat(context.getBean(UploadTarget.class).region()).isEqualTo("eu-central-1"));
    regional
        .withPropertyValues("upload.endpoint=http://127.0.0.1:9000", "upload.store=minio")
        .run(
            context ->
                assertThat(context.getBean(UploadTarget.class).region()).isEqualTo("eu-central-1"));
    regional
        .withPropertyValues("upload.region=eu-west-1")
        .run(
            context ->
                assertThat(context.getBean(UploadTarget.class).region()).isEqualTo("eu-west-1"));
  }

  @Test
  void aTargetOfOnesOwnNeedsNoBucketProperty() {
    runner
        .withPropertyValues("upload.profiles.avatar.max-size=5MB")
        .withBean(UploadTarget.class, () -> UploadTarget.bucket("mine").region("auto").build())
        .run(
            context ->
                assertThat(context.getBean(UploadGrants.class).target())
                    .isSameAs(context.getBean(UploadTarget.class))
                    .extracting(UploadTarget::bucket)
                    .isEqualTo("mine"));
  }

  @Test
  void grantsOfOnesOwnReplaceTheConfiguredOnes() {
    UploadGrants mine =
        UploadGrants.builder()
            .target(UploadTarget.bucket("mine").region("auto").build())
            .profile(UploadProfile.named("mine").build())
            .build();
    configured
        .withBean("mine", UploadGrants.class, () -> mine)
        .run(context -> assertThat(context.getBean(UploadGrants.class)).isSameAs(mine));
    runner
        .withBean("mine", UploadGrants.class, () -> mine)
        .run(context -> assertThat(context.getBean(UploadGrants.class)).isSameAs(mine));
  }

  @Test
  void credentialsComeFromTheProviderBean() {
    configured
        .withBean("aws", AwsCredentialsProvider.class, () -> provider("BEAN"))
        .run(
            context ->
                assertThat(grant(context.getBean(UploadGrants.class)).url())
                    .contains("X-Amz-Credential=BEAN%2F"));
  }

  @Test
  void signingCredentialsOfOnesOwnComeFirst() {
    configured
        .withBean("aws", AwsCredentialsProvider.class, () -> provider("BEAN"))
        .withBean(SigningCredentials.class, () -> SigningCredentials.of(provider("MINE")))
        .run(
            context ->
                assertThat(grant(context.getBean(UploadGrants.class)).url())
                    .contains("X-Amz-Credential=MINE%2F"));
  }

  @Test
  void oneOfTwoProvidersMustBePrimary() {
    ApplicationContextRunner two =
        configured.withBean("first", AwsCredentialsProvider.class, () -> provider("FIRST"));
    two.withBean("second", AwsCredentialsProvider.class, () -> provider("SECOND"))
        .run(
            context ->
                assertThat(context)
                    .hasFailed()
                    .getFailure()
                    .hasRootCauseInstanceOf(NoUniqueBeanDefinitionException.class));
    two.withBean(
            "second",
            AwsCredentialsProvider.class,
            () -> provider("SECOND"),
            definition -> definition.setPrimary(true))
        .run(
            context ->
                assertThat(grant(context.getBean(UploadGrants.class)).url())
                    .contains("X-Amz-Credential=SECOND%2F"));
  }

  @Test
  void theAuthorizerBeanDecides() {
    configured
        .withBean(
            GrantAuthorizer.class,
            () ->
                (request, profile) -> {
                  throw UploadRefusedException.denied("Not " + request.subject() + ".");
                })
        .run(
            context ->
                assertThatExceptionOfType(UploadRefusedException.class)
                    .isThrownBy(() -> grant(context.getBean(UploadGrants.class)))
                    .withMessage("Not alice.")
                    .extracting(UploadException::code)
                    .isEqualTo(ErrorCode.DENIED));
  }

  @Test
  void severalAuthorizersAreAskedInOrderUntilOneRefuses() {
    configured
        .withUserConfiguration(Authorizers.class)
        .run(
            context -> {
              assertThatExceptionOfType(UploadRefusedException.class)
                  .isThrownBy(() -> grant(context.getBean(UploadGrants.class)))
                  .withMessage("second");
              assertThat(context.getBean(Heard.class).words()).containsExactly("first");
            });
  }

  @Test
  void everyListenerIsToldInOrder() {
    configured
        .withUserConfiguration(Listeners.class)
        .run(
            context -> {
              UploadGrants grants = context.getBean(UploadGrants.class);
              grant(grants);
              assertThatExceptionOfType(UploadRefusedException.class)
                  .isThrownBy(() -> grants.grant(UploadRequest.of("avatar").build()));
              assertThat(context.getBean(Heard.class).words())
                  .containsExactly(
                      "first granted",
                      "second granted",
                      "first authentication-required",
                      "second authentication-required");
            });
  }

  @Test
  void customizersComeLastAndInOrder() {
    configured
        .withUserConfiguration(Customizers.class)
        .run(
            context ->
                assertThat(context.getBean(UploadGrants.class).profiles())
                    .extracting(UploadProfile::name)
                    .containsExactly("avatar", "first", "second"));
  }

  @Test
  void aCustomizerIsEnoughForProfilesInCode() {
    runner
        .withPropertyValues("upload.bucket=photos", "upload.region=eu-west-1")
        .withUserConfiguration(Customizers.class)
        .run(
            context ->
                assertThat(context.getBean(UploadGrants.class).profiles())
                    .extracting(UploadProfile::name)
                    .containsExactly("first", "second"));
  }

  private static AwsCredentialsProvider provider(String accessKey) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, "secret"));
  }

  record Heard(List<String> words) {}

  record Listener(String name, Heard heard) implements GrantListener {

    @Override
    public void granted(UploadRequest request, UploadGrant grant) {
      heard.words().add(name + " granted");
    }

    @Override
    public void refused(UploadRequest request, UploadException reason) {
      heard.words().add(name + " " + reason.code().id());
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Authorizers {

    @Bean
    Heard heard() {
      return new Heard(new ArrayList<>());
    }

    @Bean
    @Order(3)
    GrantAuthorizer third(Heard heard) {
      return (request, profile) -> heard.words().add("third");
    }

    @Bean
    @Order(2)
    GrantAuthorizer second() {
      return (request, profile) -> {
        throw UploadRefusedException.denied("second");
      };
    }

    @Bean
    @Order(1)
    GrantAuthorizer first(Heard heard) {
      return (request, profile) -> heard.words().add("first");
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Listeners {

    @Bean
    Heard heard() {
      return new Heard(new ArrayList<>());
    }

    @Bean
    @Order(2)
    GrantListener second(Heard heard) {
      return new Listener("second", heard);
    }

    @Bean
    @Order(1)
    GrantListener first(Heard heard) {
      return new Listener("first", heard);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Customizers {

    @Bean
    @Order(2)
    UploadGrantsCustomizer second() {
      return builder -> builder.profile(UploadProfile.named("second").build());
    }

    @Bean
    @Order(1)
    UploadGrantsCustomizer first() {
      return builder -> builder.profile(UploadProfile.named("first").build());
    }
  }
}
