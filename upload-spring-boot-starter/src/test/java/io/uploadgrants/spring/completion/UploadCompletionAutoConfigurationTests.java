package io.uploadgrants.spring.completion;

import static io.uploadgrants.CompletionSettings.completion;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.EnforcedBy;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.UploadTickets;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.s3.ViewLinks;
import io.uploadgrants.spring.AwsSettings;
import io.uploadgrants.spring.StartFailures;
import io.uploadgrants.spring.UploadGrantsCustomizer;
import io.uploadgrants.spring.autoconfigure.UploadAutoConfiguration;
import io.uploadgrants.spring.settings.UploadProperties;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Which beans there are, and whose secrets they have; nothing is uploaded. */
@ExtendWith(OutputCaptureExtension.class)
class UploadCompletionAutoConfigurationTests {

  private static final String OLD = "Vh0yG1k8b2mQwz7LrXc5TnPd4sJf9aEu";
  private static final String NEW = "q3JtWk6ZrB1xYd8sLmNc0vPg5uHe7aTf";
  private static final String WARNING = "No secret for tickets is configured";

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  UploadAutoConfiguration.class, UploadCompletionAutoConfiguration.class))
          .withSystemProperties(AwsSettings.none())
          .withSystemProperties("aws.accessKeyId=CHAIN", "aws.secretAccessKey=secret")
          .withPropertyValues(
              "upload.bucket=photos",
              "upload.region=eu-west-1",
              "upload.profiles.avatar.max-size=1MB");

  private final ApplicationContextRunner completing =
      runner.withPropertyValues("upload.profiles.avatar.completion.enabled=true");

  private static UploadGrant grant(UploadGrants grants) {
    return grants.grant(UploadRequest.of("avatar").by("alice").size(5L).build());
  }

  private static String ticket(UploadGrants grants) {
    return Objects.requireNonNull(grant(grants).ticket()).value();
  }

  @Test
  void withoutCompletionThereIsNothingOfIt(CapturedOutput output) {
    runner
        .withPropertyValues("upload.profiles.doc.completion.enabled=false")
        .run(
            context -> {
              assertThat(context)
                  .hasNotFailed()
                  .doesNotHaveBean(TokenSecrets.class)
                  .doesNotHaveBean(UploadTickets.class)
                  .doesNotHaveBean(Receipts.class)
                  .doesNotHaveBean(ViewLinks.class)
                  .doesNotHaveBean(UploadCompletions.class);
              assertThat(grant(context.getBean(UploadGrants.class)).ticket()).isNull();
            });
    assertThat(output).doesNotContain(WARNING);
  }

  @Test
  void aRandomSecretIsWarnedOfOnce(CapturedOutput output) {
    completing.run(
        context -> {
          assertThat(context)
              .hasSingleBean(EncryptedTickets.class)
              .hasSingleBean(Receipts.class)
              .hasSingleBean(ViewLinks.class)
              .hasSingleBean(UploadCompletions.class);
          assertThat(ticket(context.getBean(UploadGrants.class))).isNotEmpty();
        });
    assertThat(output.getOut().split(WARNING, -1)).hasSize(2);
  }

  @Test
  void theFirstSecretMakesTicketsAndTheOthersReadThem(CapturedOutput output) {
    completing
        .withPropertyValues("upload.tickets.secret=" + NEW + "," + OLD)
        .run(
            context -> {
              String ticket = ticket(context.getBean(UploadGrants.class));
              assertThat(EncryptedTickets.of(TokenSecrets.of(NEW)).open(ticket).profile())
                  .isEqualTo("avatar");
              String older =
                  EncryptedTickets.of(TokenSecrets.of(OLD))
                      .seal(context.getBean(UploadTickets.class).open(ticket));
              assertThat(context.getBean(UploadTickets.class).open(older).profile())
                  .isEqualTo("avatar");
              assertThatExceptionOfType(UploadRefusedException.class)
                  .isThrownBy(() -> EncryptedTickets.of(TokenSecrets.of(OLD)).open(ticket));
            });
    assertThat(output).doesNotContain(WARNING);
  }

  @ParameterizedTest
  @CsvSource({
    "content=true, content, 24h",
    "content=false, , 24h",
    "within=48h, , 48h",
    "enabled=true, , 24h"
  })
  void eachSettingSwitchesCompletionOn(String setting, @Nullable String content, String within) {
    runner
        .withPropertyValues("upload.profiles.avatar.completion." + setting)
        .run(
            context -> {
              assertThat(context).hasSingleBean(UploadCompletions.class);
              UploadGrants grants = context.getBean(UploadGrants.class);
              assertThat(grants.profiles())
                  .singleElement()
                  .extracting(UploadProfile::completion)
                  .isEqualTo(
                      (content == null ? completion() : completion().checkContent())
                          .within(Duration.parse("PT" + within)));
              if (content != null) {
                assertThat(grant(grants).enforced())
                    .containsEntry(UploadConstraint.CONTENT, EnforcedBy.COMPLETION);
              }
            });
  }

  @Test
  void beansOfTheApplicationsOwnComeFirst(CapturedOutput output) {
    completing
        .withUserConfiguration(OwnBeans.class)
        .run(
            context -> {
              assertThat(context)
                  .hasSingleBean(UploadTickets.class)
                  .hasSingleBean(Receipts.class)
                  .hasSingleBean(UploadCompletions.class)
                  .hasBean("ownCompletions")
                  .hasSingleBean(ViewLinks.class)
                  .hasBean("ownLinks");
              UploadGrants grants = context.getBean(UploadGrants.class);
              assertThat(grants.tickets()).isSameAs(context.getBean("ownTickets"));
            });
    assertThat(output).as("nobody asks for a secret").doesNotContain(WARNING);
  }

  @Test
  void secretsOfAVaultAreABean(CapturedOutput output) {
    runner
        .withBean(TokenSecrets.class, () -> TokenSecrets.of(NEW))
        .withBean(UploadGrantsCustomizer.class, InCode::new)
        .run(
            context -> {
              assertThat(context).hasSingleBean(UploadCompletions.class);
              assertThat(EncryptedTickets.of(TokenSecrets.of(NEW)).open(inCode(context)).profile())
                  .isEqualTo("invoice");
            });
    assertThat(output).doesNotContain(WARNING);
  }

  @Test
  void aProfileInCodeIsCompletedOnceThereIsASecret() {
    ApplicationContextRunner inCode = runner.withBean(UploadGrantsCustomizer.class, InCode::new);
    inCode
        .withPropertyValues("upload.tickets.secret=" + NEW)
        .run(
            context -> {
              assertThat(context).hasSingleBean(UploadCompletions.class);
              assertThat(inCode(context)).isNotEmpty();
            });
    inCode.run(
        context -> {
          UploadConfigurationException failed = StartFailures.of(context);
          assertThat(failed.setting()).isEqualTo("tickets.secret");
          assertThat(failed)
              .hasMessageContainingAll("Profile 'invoice'", "'upload.tickets.secret' set");
        });
  }

  @Test
  void grantsOfOnesOwnGetTheTicketsOfTheSecret() {
    new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                UploadAutoConfiguration.class, UploadCompletionAutoConfiguration.class))
        .withSystemProperties(AwsSettings.none())
        .withPropertyValues("upload.tickets.secret=" + NEW)
        .withUserConfiguration(OwnGrants.class)
        .run(
            context -> {
              assertThat(context).hasSingleBean(UploadCompletions.class);
              assertThat(context.getBean(UploadGrants.class).tickets())
                  .isSameAs(context.getBean(UploadTickets.class));
            });
  }

  @ParameterizedTest
  @CsvSource({
    "com.nimbusds, upload.profiles.avatar.completion.within, 2h, com.nimbusds:nimbus-jose-jwt",
    "com.nimbusds, upload.profiles.avatar.kinds, multipart, com.nimbusds:nimbus-jose-jwt",
    "com.nimbusds, upload.tickets.secret, q3JtWk6ZrB1xYd8s, com.nimbusds:nimbus-jose-jwt",
    "org.apache.tika, upload.profiles.avatar.completion.content, true, org.apache.tika:tika-core"
  })
  void aMissingLibraryIsNamed(String lacking, String property, String value, String coordinates) {
    runner
        .withPropertyValues(property + "=" + value)
        .withClassLoader(new FilteredClassLoader(lacking))
        .run(
            context -> {
              UploadConfigurationException failed = StartFailures.of(context);
              assertThat("upload." + failed.setting()).isEqualTo(property);
              assertThat(failed)
                  .hasMessageContainingAll(property, coordinates, "dependencies")
                  .hasMessageNotContaining("q3JtWk6ZrB1xYd8s");
            });
  }

  @Test
  void withoutTheContentCheckNoLibraryForItIsNeeded() {
    completing
        .withClassLoader(new FilteredClassLoader("org.apache.tika"))
        .run(context -> assertThat(context).hasSingleBean(UploadCompletions.class));
  }

  /** Credentials that sign grants may be for uploads alone. */
  @ParameterizedTest
  @CsvSource({"true, READER", "false, CHAIN"})
  void linksAreSignedByWhatReadsTheStore(boolean provider, String accessKeyId) {
    ApplicationContextRunner signing =
        completing.withBean(
            SigningCredentials.class,
            () -> (needed, now, request) -> AwsBasicCredentials.create("UPLOADER", "secret"));
    if (provider) {
      signing =
          signing.withBean(
              AwsCredentialsProvider.class,
              () -> StaticCredentialsProvider.create(AwsBasicCredentials.create("READER", "s")));
    }
    signing.run(
        context -> {
          assertThat(((PresignedPut) grant(context.getBean(UploadGrants.class))).url())
              .contains("UPLOADER");
          CompletedUpload upload =
              new CompletedUpload(
                  "id",
                  "avatar",
                  "alice",
                  "photos",
                  "avatar/a.png",
                  5,
                  "image/png",
                  "\"e\"",
                  null,
                  null,
                  Instant.EPOCH);
          assertThat(
                  context
                      .getBean(ViewLinks.class)
                      .viewLink(upload, Duration.ofMinutes(1))
                      .url()
                      .getQuery())
              .contains("X-Amz-Credential=" + accessKeyId + "/");
        });
  }

  @Test
  void secretsAreInNoTextOfTheProperties() {
    completing
        .withPropertyValues("upload.tickets.secret=" + NEW)
        .run(
            context ->
                assertThat(context.getBean(UploadProperties.class))
                    .asString()
                    .contains("Tickets[1]")
                    .doesNotContain(NEW));
  }

  private static String inCode(ApplicationContext context) {
    UploadGrant grant =
        context
            .getBean(UploadGrants.class)
            .grant(UploadRequest.of("invoice").by("alice").size(5L).build());
    return Objects.requireNonNull(grant.ticket()).value();
  }

  private static final class InCode implements UploadGrantsCustomizer {

    @Override
    public void customize(UploadGrants.Builder grants) {
      grants.profile(UploadProfile.named("invoice").completion(completion()).build());
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnGrants {

    @Bean
    UploadGrants ownGrants(UploadTickets tickets) {
      return UploadGrants.builder()
          .target(UploadTarget.bucket("mine").region("auto").build())
          .tickets(tickets)
          .profile(UploadProfile.named("mine").completion(completion()).build())
          .build();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnBeans {

    private static final TokenSecrets SECRETS = TokenSecrets.of(OLD);

    @Bean
    UploadTickets ownTickets() {
      return EncryptedTickets.of(SECRETS);
    }

    @Bean
    Receipts ownReceipts() {
      return Receipts.of(SECRETS, Duration.ofHours(2), InstantSource.system());
    }

    @Bean
    UploadCompletions ownCompletions(UploadGrants grants, Receipts receipts) {
      return UploadCompletions.builder(grants, receipts).build();
    }

    @Bean
    ViewLinks ownLinks(UploadGrants grants) {
      return ViewLinks.of(grants, SigningCredentials.defaultChain());
    }
  }
}
