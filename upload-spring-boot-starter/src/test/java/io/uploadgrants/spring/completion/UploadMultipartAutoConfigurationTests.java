package io.uploadgrants.spring.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantStrategy;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.s3.MultipartStrategy;
import io.uploadgrants.spring.AwsSettings;
import io.uploadgrants.spring.StartFailures;
import io.uploadgrants.spring.UploadGrantsCustomizer;
import io.uploadgrants.spring.autoconfigure.OwnStrategy;
import io.uploadgrants.spring.autoconfigure.UploadAutoConfiguration;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;

/** Which beans uploads in parts bring along; nothing is uploaded. */
@ExtendWith(OutputCaptureExtension.class)
class UploadMultipartAutoConfigurationTests {

  private static final String SECRET = "upload.tickets.secret=q3JtWk6ZrB1xYd8sLmNc0vPg5uHe7aTf";
  private static final String WARNING = "No secret for tickets is configured";

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  UploadAutoConfiguration.class, UploadCompletionAutoConfiguration.class))
          .withSystemProperties(AwsSettings.none())
          .withPropertyValues(
              "upload.bucket=videos",
              "upload.region=eu-west-1",
              "upload.profiles.photo.max-size=1MB");

  private final ApplicationContextRunner multipart =
      runner.withPropertyValues("upload.profiles.video.kinds=presigned-put,multipart");

  @Test
  void theKindBringsTicketsAndCompletionWithoutMoreProperties(CapturedOutput output) {
    multipart.run(
        context ->
            assertThat(context)
                .hasSingleBean(MultipartStrategy.class)
                .hasSingleBean(TokenSecrets.class)
                .hasSingleBean(EncryptedTickets.class)
                .hasSingleBean(Receipts.class)
                .hasSingleBean(UploadCompletions.class));
    assertThat(output.getOut().split(WARNING, -1)).as("warned of once").hasSize(2);
  }

  @Test
  void withASecretNobodyIsWarned(CapturedOutput output) {
    multipart
        .withPropertyValues(SECRET)
        .run(context -> assertThat(context).hasSingleBean(UploadCompletions.class));
    assertThat(output).doesNotContain(WARNING);
  }

  @Test
  void completionThatIsSwitchedOffStaysForTheParts() {
    multipart
        .withPropertyValues("upload.profiles.video.completion.enabled=false")
        .run(
            context -> {
              assertThat(context).hasSingleBean(UploadCompletions.class);
              assertThat(context.getBean(UploadGrants.class).profiles())
                  .filteredOn(UploadProfile::hasTickets)
                  .extracting(UploadProfile::name)
                  .containsExactly("video");
            });
  }

  @Test
  void aProfileInCodeNeedsTheSecret() {
    ApplicationContextRunner inCode = runner.withBean(UploadGrantsCustomizer.class, InCode::new);
    inCode
        .withPropertyValues(SECRET)
        .run(context -> assertThat(context).hasSingleBean(UploadCompletions.class));
    inCode.run(
        context -> {
          UploadConfigurationException failed = StartFailures.of(context);
          assertThat(failed.setting()).isEqualTo("tickets.secret");
          assertThat(failed)
              .hasMessageContainingAll(
                  "Profile 'film' has kind multipart", "'upload.tickets.secret' set");
        });
  }

  @Test
  void aStrategyOfTheApplicationsOwnComesFirst() {
    multipart
        .withBean(MultipartStrategy.class, () -> new MultipartStrategy(target -> noClient()))
        .run(
            context -> {
              assertThat(context).hasSingleBean(MultipartStrategy.class);
              assertThat(context.getBean(UploadGrants.class).strategy(GrantKind.MULTIPART))
                  .isSameAs(context.getBean(MultipartStrategy.class));
            });
    multipart
        .withBean("own", OwnStrategy.class, () -> new OwnStrategy(GrantKind.MULTIPART))
        .run(
            context ->
                assertThat(context.getBean(UploadGrants.class).strategy(GrantKind.MULTIPART))
                    .isSameAs(context.getBean("own")));
  }

  private static S3Client noClient() {
    throw new AssertionError("Nothing is uploaded");
  }

  @Test
  void theStartersStrategyTakesThePlaceOfTheOneOnTheClassPath() {
    multipart.run(
        context ->
            assertThat(context.getBean(UploadGrants.class).strategy(GrantKind.MULTIPART))
                .isSameAs(context.getBean(GrantStrategy.class)));
  }

  /** Each request brings the credentials that sign, so nobody has to choose any. */
  @Test
  void severalProvidersDoNotKeepAnApplicationFromStartingThatSignsByItself() {
    runner
        .withBean("a", AwsCredentialsProvider.class, AnonymousCredentialsProvider::create)
        .withBean("b", AwsCredentialsProvider.class, AnonymousCredentialsProvider::create)
        .withBean(SigningCredentials.class, SigningCredentials::defaultChain)
        .run(context -> assertThat(context).hasNotFailed().hasSingleBean(UploadGrants.class));
  }

  private static final class InCode implements UploadGrantsCustomizer {

    @Override
    public void customize(UploadGrants.Builder grants) {
      grants.profile(UploadProfile.named("film").kinds(GrantKind.MULTIPART).build());
    }
  }
}
