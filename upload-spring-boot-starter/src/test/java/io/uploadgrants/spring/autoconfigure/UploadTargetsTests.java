package io.uploadgrants.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.PresignedPut;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.TargetResolver;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.spring.NamedUploadTargets;
import io.uploadgrants.spring.StartFailures;
import io.uploadgrants.spring.UploadConnectionDetails;
import io.uploadgrants.spring.UploadGrantsCustomizer;
import io.uploadgrants.spring.credentials.UploadStsAutoConfiguration;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Profiles go to several targets. */
class UploadTargetsTests {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(UploadAutoConfiguration.class))
          .withBean(
              AwsCredentialsProvider.class,
              () -> StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret")))
          .withPropertyValues(
              "upload.targets.documents.bucket=acme-documents",
              "upload.targets.documents.region=eu-central-1",
              "upload.targets.local.bucket=acme-local",
              "upload.targets.local.endpoint=https://s3.example.com",
              "upload.targets.local.store=minio",
              "upload.targets.local.without=tags",
              "upload.profiles.document.target=documents",
              "upload.profiles.draft.target=local");

  private static String url(ApplicationContext context, String profile, String subject) {
    UploadRequest request =
        UploadRequest.of(profile).by(subject).file("a.txt", 5, "text/plain").build();
    return ((PresignedPut) context.getBean(UploadGrants.class).grant(request)).url();
  }

  @Test
  void aProfileGoesToTheTargetThatItNames() {
    runner
        .withPropertyValues(
            "upload.bucket=acme-photos", "upload.region=eu-west-1", "upload.profiles.photo=")
        .run(
            context -> {
              assertThat(url(context, "document", "alice"))
                  .startsWith("https://acme-documents.s3.eu-central-1.amazonaws.com/");
              assertThat(url(context, "draft", "alice"))
                  .startsWith("https://s3.example.com/acme-local/");
              assertThat(url(context, "photo", "alice"))
                  .startsWith("https://acme-photos.s3.eu-west-1.amazonaws.com/");
              UploadTarget local = context.getBean(NamedUploadTargets.class).get("local");
              assertThat(local.supports(StoreFeature.TAGS)).isFalse();
              assertThat(local.supports(StoreFeature.CONDITIONAL_WRITES)).isTrue();
            });
  }

  @Test
  void noOtherBucketIsNeededWhereEachProfileNamesItsOwn() {
    runner.run(context -> assertThat(url(context, "draft", "alice")).contains("/acme-local/"));
  }

  @Test
  void aProfileWithoutATargetNeedsTheBucket() {
    runner
        .withPropertyValues("upload.profiles.photo=")
        .run(
            context ->
                assertThat(StartFailures.of(context))
                    .hasMessageContainingAll("'photo' names no target", "documents, local")
                    .extracting(UploadConfigurationException::setting)
                    .isEqualTo("bucket"));
    runner
        .withBean(
            UploadGrantsCustomizer.class,
            () -> builder -> builder.profile(UploadProfile.named("of-code").build()))
        .run(
            context ->
                assertThat(StartFailures.of(context))
                    .hasMessageContaining("'of-code' names no target"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          upload.profiles.document.target=document | profiles.document.target | did you mean 'documents'?
          upload.profiles.document.target=nowhere | profiles.document.target | documents, local
          upload.targets.documents.bucket=A | targets.documents.bucket | 'A' is no bucket
          upload.targets.documents.region=Europe | targets.documents.region | 'Europe'
          upload.targets.documents.endpoint=ftp://x | targets.documents.endpoint | http or https
          upload.targets.documents.store=minio | targets.documents.endpoint | would go to AWS
          upload.targets.documents.expected-bucket-owner=12 | targets.documents.expected-bucket-owner | twelve digits
          upload.targets.other.region=eu-west-1 | targets.other.bucket | no bucket
          """)
  void aWrongTargetFailsAndNamesItsProperty(String property, String setting, String text) {
    runner
        .withPropertyValues(property)
        .run(
            context ->
                assertThat(StartFailures.of(context))
                    .hasMessageContaining(text)
                    .extracting(UploadConfigurationException::setting)
                    .isEqualTo(setting));
  }

  @Test
  void aProfileIsHeldAgainstItsOwnTarget() {
    runner
        .withPropertyValues("upload.profiles.draft.tags.kind=draft")
        .run(
            context ->
                assertThat(StartFailures.of(context))
                    .hasMessageContainingAll("'draft' demands tags", "tags"));
  }

  @Test
  void aResolverChoosesForEachRequest() {
    runner
        .withBean(TargetResolver.class, () -> new OfTenant(null))
        .run(
            context ->
                assertThat(url(context, "document", "tenant-7"))
                    .startsWith("https://tenant-7.s3.eu-west-1.amazonaws.com/"));
  }

  @Test
  void aResolverMayChooseAmongTheNamedTargets() {
    runner
        .withBean("choosing", OfTenant.class)
        .run(
            context -> {
              assertThat(url(context, "document", "local"))
                  .startsWith("https://s3.example.com/acme-local/");
              assertThatExceptionOfType(UploadConfigurationException.class)
                  .isThrownBy(() -> url(context, "document", "nobody"))
                  .withMessageContaining("no target 'nobody'");
            });
  }

  /** A test's store takes the place of each, so that a test never signs for the real ones. */
  @Test
  void aTestsStoreTakesThePlaceOfEachTarget() {
    for (String properties : new String[] {"upload.profiles.photo=", "upload.bucket=acme-photos"}) {
      runner
          .withBean(UploadConnectionDetails.class, () -> new Store(true))
          .withPropertyValues(properties)
          .run(
              context -> {
                for (UploadProfile each : context.getBean(UploadGrants.class).profiles()) {
                  assertThat(url(context, each.name(), "alice"))
                      .startsWith("http://127.0.0.1:9000/test-bucket/");
                }
              });
    }
  }

  @Test
  void detailsOfAConnectionAreForTheTargetWithoutANameAlone() {
    runner
        .withBean(UploadConnectionDetails.class, () -> new Store(false))
        .withPropertyValues("upload.profiles.photo=")
        .run(
            context -> {
              assertThat(url(context, "document", "alice"))
                  .startsWith("https://acme-documents.s3.eu-central-1.amazonaws.com/");
              assertThat(url(context, "draft", "alice"))
                  .startsWith("https://s3.example.com/acme-local/");
              assertThat(url(context, "photo", "alice"))
                  .startsWith("http://127.0.0.1:9000/test-bucket/");
            });
  }

  @Test
  void aTargetOfTheApplicationsOwnIsForProfilesThatNameNone() {
    UploadTarget own = UploadTarget.bucket("of-code").region("eu-west-1").build();
    runner
        .withBean(UploadTarget.class, () -> own)
        .withPropertyValues("upload.profiles.photo=")
        .run(context -> assertThat(url(context, "photo", "alice")).startsWith("https://of-code."));
    runner
        .withBean(UploadGrantsCustomizer.class, () -> builder -> builder.target(own))
        .withPropertyValues("upload.profiles.photo=")
        .run(context -> assertThat(url(context, "photo", "alice")).startsWith("https://of-code."));
  }

  @ParameterizedTest
  @CsvSource({
    "region=eu-west-1", "endpoint=https://s3.example.com", "store=minio", "without=tags",
    "with=tags", "path-style=true", "fips=true", "expected-bucket-owner=123456789012",
  })
  void propertiesOfTheTargetWithoutANameNeedItsBucket(String property) {
    runner
        .withPropertyValues("upload." + property)
        .run(
            context ->
                assertThat(StartFailures.of(context))
                    .hasMessageContainingAll("would do nothing", "documents, local")
                    .extracting(UploadConfigurationException::setting)
                    .isEqualTo("bucket"));
  }

  /** Spring Boot would bind both names to the bucket of one. */
  @ParameterizedTest
  @CsvSource({"Documents", "documentS", "docu-ments", "docu_ments"})
  void namesThatVariablesCannotTellFail(String other) {
    runner
        .withPropertyValues(
            "upload.targets." + other + ".bucket=others", "upload.targets." + other + ".region=a")
        .run(
            context ->
                assertThat(StartFailures.of(context))
                    .hasMessageContainingAll("'documents'", "UPLOAD_TARGETS_DOCUMENTS_")
                    .extracting(UploadConfigurationException::setting)
                    .isEqualTo("targets"));
  }

  @Test
  void sessionsOfOneStoresStsAreForNoOtherStore() {
    ApplicationContextRunner sessions =
        runner
            .withConfiguration(AutoConfigurations.of(UploadStsAutoConfiguration.class))
            .withPropertyValues(
                "upload.sts.role-arn=arn:aws:iam::123456789012:role/uploader",
                "upload.profiles.document.sign-as-subject=true");
    sessions.run(context -> assertThat(context).hasNotFailed());
    sessions
        .withPropertyValues("upload.profiles.draft.sign-as-subject=true")
        .run(
            context ->
                assertThat(StartFailures.of(context))
                    .hasMessageContainingAll("'draft' uses sessions", "https://s3.example.com")
                    .extracting(UploadConfigurationException::setting)
                    .isEqualTo("profiles.draft.target"));
    sessions
        .withPropertyValues(
            "upload.profiles.draft.sign-as-subject=true", "upload.sts.endpoint=https://x.example")
        .run(
            context ->
                assertThat(StartFailures.of(context))
                    .hasMessageContaining("'draft' uses sessions"));
  }

  /** A tenant's name is its bucket's, or its target's where those are given. */
  private static final class OfTenant implements TargetResolver {

    private final @Nullable NamedUploadTargets targets;

    OfTenant(@Nullable NamedUploadTargets targets) {
      this.targets = targets;
    }

    @Override
    public @Nullable UploadTarget resolve(@Nullable String subject, UploadProfile profile) {
      if (subject == null) {
        return null;
      }
      return targets == null
          ? UploadTarget.bucket(subject).region("eu-west-1").build()
          : targets.get(subject);
    }
  }

  private record Store(boolean replacesNamedTargets) implements UploadConnectionDetails {

    @Override
    public URI getEndpoint() {
      return URI.create("http://127.0.0.1:9000");
    }

    @Override
    public String getRegion() {
      return "us-east-1";
    }

    @Override
    public String getBucket() {
      return "test-bucket";
    }
  }
}
