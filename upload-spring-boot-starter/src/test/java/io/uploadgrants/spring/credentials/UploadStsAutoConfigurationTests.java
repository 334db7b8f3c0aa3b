package io.uploadgrants.spring.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantStrategy;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.TemporaryCredentials;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.spring.AwsSettings;
import io.uploadgrants.spring.StartFailures;
import io.uploadgrants.spring.UploadConnectionDetails;
import io.uploadgrants.spring.autoconfigure.OwnStrategy;
import io.uploadgrants.spring.autoconfigure.UploadAutoConfiguration;
import io.uploadgrants.sts.AssumeRoleSource;
import io.uploadgrants.sts.SubjectSessions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

class UploadStsAutoConfigurationTests {

  private static final String ROLE = "arn:aws:iam::123456789012:role/uploader";

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  UploadAutoConfiguration.class, UploadStsAutoConfiguration.class))
          .withSystemProperties(AwsSettings.none())
          .withSystemProperties("aws.accessKeyId=CHAIN", "aws.secretAccessKey=secret")
          .withPropertyValues(
              "upload.bucket=photos", "upload.region=eu-west-1", "upload.profiles.put.guests=true");

  private final ApplicationContextRunner configured =
      runner.withPropertyValues(
          "upload.sts.role-arn=" + ROLE,
          "upload.profiles.session.kinds=temporary-credentials",
          "upload.profiles.session.valid-for=1h",
          "upload.profiles.session.scope=prefix",
          "upload.profiles.session.overwrite=allowed",
          "upload.profiles.session.keys.folder=true",
          "upload.profiles.session.keys.per-subject=true",
          "upload.profiles.signed.sign-as-subject=true");

  private final ApplicationContextRunner recorded =
      configured.withBean(RecordingSts.class, RecordingSts::new);

  @Test
  void withoutARoleThereAreNoSessions() {
    runner.run(
        context ->
            assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(SubjectSessions.class)
                .doesNotHaveBean(GrantStrategy.class)
                .doesNotHaveBean("uploadStsClient"));
  }

  @Test
  void withARoleCredentialsAreHandedOutBelowTheSubjectsFolder() {
    recorded.run(
        context -> {
          TemporaryCredentials grant = (TemporaryCredentials) grant(context, "session");
          assertThat(grant.key()).isEqualTo("session/alice/");
          AssumeRoleRequest asked = request(context);
          assertThat(asked.roleArn()).isEqualTo(ROLE);
          assertThat(asked.roleSessionName()).isEqualTo("alice");
          assertThat(asked.sourceIdentity()).isEqualTo("alice");
          assertThat(asked.durationSeconds()).isEqualTo(3600);
          assertThat(asked.externalId()).isNull();
          assertThat(asked.policy()).contains("arn:aws:s3:::photos/session/alice/");
        });
  }

  @Test
  void aSubjectsSessionSignsTheGrantsOfTheProfileThatSaysSo() {
    recorded.run(
        context -> {
          assertThat(((PresignedPut) grant(context, "put")).url())
              .contains("X-Amz-Credential=CHAIN%2F");
          assertThat(context.getBean(RecordingSts.class).requests()).isEmpty();
          assertThat(((PresignedPut) grant(context, "signed")).url())
              .contains("X-Amz-Credential=SESSION%2F");
          assertThat(request(context).roleSessionName()).isEqualTo("alice");
        });
  }

  @Test
  void theClientsOfTheApplicationAreLeftOpen() {
    RecordingSts sts = new RecordingSts();
    configured
        .withBean(Client.class, () -> new Client(sts))
        .withUserConfiguration(OwnClient.class)
        .run(context -> assertThat(context).doesNotHaveBean("uploadStsClient"));
    assertThat(sts.isClosed()).as("closed by whoever made it").isFalse();
  }

  @Test
  void aClientIsMadeForTheRegionAndNobodyElseGetsIt() {
    configured
        .withBean(AwsCredentialsProvider.class, () -> provider("BEAN"))
        .withUserConfiguration(Others.class)
        .run(
            context -> {
              assertThat(context.getBean(Injected.class).clients()).isEmpty();
              StsClient client = context.getBean("uploadStsClient", StsClient.class);
              assertThat(client.serviceClientConfiguration().region().id()).isEqualTo("eu-west-1");
              assertThat(client.serviceClientConfiguration().endpointOverride()).isEmpty();
              assertThat(accessKey(client)).isEqualTo("BEAN");
            });
  }

  @Test
  void theClientHasTheCredentialsOfTheDetailsFirst() {
    configured
        .withBean(AwsCredentialsProvider.class, () -> provider("BEAN"))
        .withBean(UploadConnectionDetails.class, () -> new Details("https://store.example.com"))
        .run(
            context -> {
              StsClient client = context.getBean("uploadStsClient", StsClient.class);
              assertThat(accessKey(client)).isEqualTo("DETAILS");
              assertThat(client.serviceClientConfiguration().endpointOverride())
                  .contains(URI.create("https://store.example.com"));
            });
  }

  @Test
  void theDetailsSayWhereStsIsBeforeTheProperty() {
    ApplicationContextRunner elsewhere =
        configured.withPropertyValues("upload.sts.endpoint=https://sts.example.com");
    elsewhere.run(context -> assertThat(endpoint(context)).isEqualTo("https://sts.example.com"));
    elsewhere
        .withBean(UploadConnectionDetails.class, () -> new Details("https://store.example.com"))
        .run(context -> assertThat(endpoint(context)).isEqualTo("https://store.example.com"));
  }

  @Test
  void aStoreOfItsOwnNeedsAnStsThatIsNamed() {
    ApplicationContextRunner minio =
        configured.withPropertyValues("upload.endpoint=https://minio.example.com");
    minio.run(
        context -> {
          assertThat(StartFailures.of(context).setting()).isEqualTo("sts.endpoint");
          assertThat(StartFailures.of(context))
              .hasMessageContainingAll(
                  "https://minio.example.com", "https://sts.eu-west-1.amazonaws.com");
        });
    minio
        .withPropertyValues("upload.sts.endpoint=https://minio.example.com")
        .run(context -> assertThat(endpoint(context)).isEqualTo("https://minio.example.com"));
  }

  @Test
  void theRolesSettingsAreProperties() {
    recorded
        .withPropertyValues(
            "upload.sts.external-id=tenant-7",
            "upload.sts.source-identity=false",
            "upload.sts.max-duration=2h",
            "upload.profiles.session.valid-for=2h",
            "upload.sts.timeout=3s",
            "upload.sts.max-sessions=0")
        .run(
            context -> {
              grant(context, "session");
              grant(context, "session");
              assertThat(context.getBean(RecordingSts.class).requests())
                  .as("none is kept")
                  .hasSize(2)
                  .allSatisfy(
                      asked -> {
                        assertThat(asked.externalId()).isEqualTo("tenant-7");
                        assertThat(asked.sourceIdentity()).isNull();
                        assertThat(asked.durationSeconds()).isEqualTo(7200);
                        assertThat(asked.overrideConfiguration().orElseThrow().apiCallTimeout())
                            .hasValueSatisfying(
                                timeout ->
                                    assertThat(timeout).isLessThanOrEqualTo(Duration.ofSeconds(3)));
                      });
            });
  }

  @Test
  void aSessionIsKeptForTheSubject() {
    recorded.run(
        context -> {
          grant(context, "session");
          grant(context, "session");
          assertThat(context.getBean(RecordingSts.class).requests()).hasSize(1);
          assertThat(context.getBean(SubjectSessions.class).metrics().hits()).isEqualTo(1);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "role-arn=uploader, sts.role-arn",
    "external-id=#, sts.external-id",
    "max-duration=13h, sts.max-duration",
    "max-sessions=-1, sts.max-sessions",
    "renew-below=1.5, sts.renew-below",
    "timeout=2h, sts.timeout",
    "external-id=${NOT_SET:}, sts.external-id",
  })
  void aSettingOutOfBoundsFails(String property, String setting) {
    configured
        .withPropertyValues("upload.sts." + property)
        .run(context -> assertThat(StartFailures.of(context).setting()).isEqualTo(setting));
  }

  @Test
  void aSessionThatOutlivesItsRoleFails() {
    configured
        .withPropertyValues("upload.profiles.session.valid-for=2h")
        .run(
            context ->
                assertThat(StartFailures.of(context).setting())
                    .isEqualTo("profiles.session.valid-for"));
  }

  @Test
  void aProfileThatIsSignedAsItsSubjectNeedsARole() {
    runner
        .withPropertyValues("upload.profiles.signed.sign-as-subject=true")
        .run(
            context -> {
              assertThat(StartFailures.of(context).setting()).isEqualTo("sts.role-arn");
              assertThat(StartFailures.of(context)).hasMessageContaining("Profile 'signed'");
            });
  }

  @Test
  void sessionsThatOnlySignArentHandedOut() {
    runner
        .withPropertyValues(
            "upload.sts.role-arn=" + ROLE,
            "upload.sts.signing-only=true",
            "upload.profiles.signed.sign-as-subject=true")
        .run(
            context ->
                assertThat(context)
                    .hasSingleBean(SubjectSessions.class)
                    .doesNotHaveBean(GrantStrategy.class));
    configured
        .withPropertyValues("upload.sts.signing-only=true")
        .run(
            context ->
                assertThat(StartFailures.of(context).setting())
                    .isEqualTo("profiles.session.kinds"));
  }

  @Test
  void sessionsOfOnesOwnReplaceThem() {
    RecordingSts other = new RecordingSts();
    recorded
        .withBean(
            SubjectSessions.class,
            () -> SubjectSessions.of(AssumeRoleSource.of(ROLE + "2").client(other).build()).build())
        .run(
            context -> {
              grant(context, "session");
              assertThat(other.requests()).hasSize(1);
              assertThat(context.getBean(RecordingSts.class).requests()).isEmpty();
            });
  }

  @Test
  void aStrategyOfOnesOwnComesFirstAndOtherKindsStay() {
    recorded
        .withBean("mine", OwnStrategy.class, () -> new OwnStrategy(GrantKind.TEMPORARY_CREDENTIALS))
        .run(
            context -> {
              assertThat(OwnStrategy.made(grant(context, "session"))).isTrue();
              assertThat(OwnStrategy.made(grant(context, "put"))).isFalse();
            });
    recorded
        .withBean("mine", OwnStrategy.class, () -> new OwnStrategy(GrantKind.PRESIGNED_PUT))
        .run(
            context -> {
              assertThat(OwnStrategy.made(grant(context, "session"))).isFalse();
              assertThat(OwnStrategy.made(grant(context, "put"))).isTrue();
            });
  }

  @Test
  void twoStrategiesOfOnesOwnForOneKindFail() {
    runner
        .withBean("one", OwnStrategy.class, () -> new OwnStrategy(GrantKind.PRESIGNED_PUT))
        .withBean("two", OwnStrategy.class, () -> new OwnStrategy(GrantKind.PRESIGNED_PUT))
        .run(
            context ->
                assertThat(StartFailures.of(context))
                    .hasMessageContainingAll("presigned-put", "'two'"));
  }

  @ParameterizedTest
  @CsvSource({
    "software.amazon.awssdk.services.sts, software.amazon.awssdk:sts",
    "com.github.benmanes, com.github.ben-manes.caffeine:caffeine"
  })
  void aRoleWithoutTheLibraryFailsAndSaysWhatToAdd(String types, String library) {
    configured
        .withClassLoader(new FilteredClassLoader(types))
        .run(
            context -> {
              assertThat(StartFailures.of(context).setting()).isEqualTo("sts.role-arn");
              assertThat(StartFailures.of(context))
                  .hasMessageContainingAll("'upload.sts.role-arn'", library);
            });
    runner
        .withClassLoader(new FilteredClassLoader(types))
        .run(context -> assertThat(context).hasNotFailed().hasSingleBean(UploadGrants.class));
  }

  @Test
  void settingsOfSessionsWithoutARoleFail() {
    runner
        .withPropertyValues("upload.sts.external-id=tenant-7")
        .run(
            context -> {
              assertThat(StartFailures.of(context).setting()).isEqualTo("sts.role-arn");
              assertThat(StartFailures.of(context)).hasMessageContaining("would do nothing");
            });
  }

  private static UploadGrant grant(AssertableApplicationContext context, String profile) {
    return context.getBean(UploadGrants.class).grant(UploadRequest.of(profile).by("alice").build());
  }

  private static AssumeRoleRequest request(AssertableApplicationContext context) {
    assertThat(context.getBean(RecordingSts.class).requests()).hasSize(1);
    return context.getBean(RecordingSts.class).requests().get(0);
  }

  private static String endpoint(AssertableApplicationContext context) {
    return context
        .getBean("uploadStsClient", StsClient.class)
        .serviceClientConfiguration()
        .endpointOverride()
        .map(URI::toString)
        .orElse("AWS");
  }

  private static String accessKey(StsClient client) {
    return client
        .serviceClientConfiguration()
        .credentialsProvider()
        .resolveIdentity()
        .join()
        .accessKeyId();
  }

  private static AwsCredentialsProvider provider(String accessKey) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, "secret"));
  }

  record Details(String store) implements UploadConnectionDetails {

    @Override
    public URI getEndpoint() {
      return URI.create(store);
    }

    @Override
    public String getRegion() {
      return "us-east-1";
    }

    @Override
    public URI getStsEndpoint() {
      return URI.create(store);
    }

    @Override
    public AwsCredentialsProvider getCredentialsProvider() {
      return provider("DETAILS");
    }
  }

  record Injected(List<StsClient> clients) {}

  @Configuration(proxyBeanMethods = false)
  static class Others {

    @Bean
    Injected injected(ObjectProvider<StsClient> clients) {
      return new Injected(clients.stream().toList());
    }
  }

  private record Client(StsClient sts) {}

  @Configuration(proxyBeanMethods = false)
  static class OwnClient {

    @Bean(destroyMethod = "")
    StsClient own(Client client) {
      return client.sts();
    }
  }
}
