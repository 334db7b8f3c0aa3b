package io.uploadgrants.spring.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.CompletionSettings;
import io.uploadgrants.Encryption;
import io.uploadgrants.GrantKind;
import io.uploadgrants.GrantSettings;
import io.uploadgrants.MultipartSettings;
import io.uploadgrants.ObjectAccess;
import io.uploadgrants.ObjectSettings.Disposition;
import io.uploadgrants.Overwrite;
import io.uploadgrants.PostPolicySettings;
import io.uploadgrants.StoreFeature;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.UploadScope;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.UploadTickets;
import io.uploadgrants.spring.AwsSettings;
import io.uploadgrants.spring.StartFailures;
import io.uploadgrants.spring.autoconfigure.OwnStrategy;
import io.uploadgrants.spring.autoconfigure.UploadAutoConfiguration;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.TokenSecrets;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class UploadPropertiesTests {

  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(UploadAutoConfiguration.class))
          .withBean(
              UploadTickets.class,
              () -> EncryptedTickets.of(TokenSecrets.of("Vh0yG1k8b2mQwz7LrXc5TnPd4sJf9aEu")))
          .withSystemProperties(AwsSettings.none());

  static Stream<Arguments> ofTheTarget() {
    return Stream.of(
        target("bucket", "photos", UploadTarget::bucket, "photos"),
        target("region", "eu-west-1", UploadTarget::region, "eu-west-1"),
        target("endpoint", "http://s3:9000", UploadTarget::endpoint, URI.create("http://s3:9000")),
        target("endpoint", "", UploadTarget::endpoint, null),
        target(
            "public-endpoint",
            "https://files.example.com",
            UploadTarget::publicEndpoint,
            URI.create("https://files.example.com")),
        target("path-style", "true", UploadTarget::pathStyle, true),
        target("dual-stack", "true", UploadTarget::dualStack, true),
        target("fips", "true", UploadTarget::fips, true),
        target("accelerate", "true", UploadTarget::accelerate, true),
        target(
            "expected-bucket-owner",
            "111122223333",
            UploadTarget::expectedBucketOwner,
            "111122223333"),
        target(
            "without",
            "post-policy, SSE_KMS",
            target -> target.supports(StoreFeature.POST_POLICY),
            false),
        target(
            "with",
            "expected-bucket-owner",
            target -> target.supports(StoreFeature.EXPECTED_BUCKET_OWNER),
            true),
        target("without", "acls", target -> target.supports(StoreFeature.POST_POLICY), true));
  }

  static Stream<Arguments> ofAProfile() {
    return Stream.of(
        profile(
            "kinds",
            "post-policy,PRESIGNED_PUT",
            UploadProfile::kinds,
            List.of(GrantKind.POST_POLICY, GrantKind.PRESIGNED_PUT)),
        profile("kinds", "multipart", UploadProfile::kinds, List.of(GrantKind.MULTIPART)),
        profile("kinds", "MULTIPART", UploadPropertiesTests::partSize, 8L << 20),
        profile("content-types", "image/*", UploadPropertiesTests::types, List.of("image/*")),
        profile(
            "content-types",
            "image/png, image/jpeg",
            UploadPropertiesTests::types,
            List.of("image/png", "image/jpeg")),
        profile("exact-types", "true", profile -> profile.constraints().exactTypes(), true),
        profile("min-size", "2KB", profile -> profile.constraints().minSize(), 2048L),
        profile("max-size", "5MB", profile -> profile.constraints().maxSize(), 5L << 20),
        profile("max-size", "700", profile -> profile.constraints().maxSize(), 700L),
        profile("checksum", "sha256", UploadPropertiesTests::checksum, ChecksumAlgorithm.SHA256),
        profile(
            "checksum", "CRC64NVME", UploadPropertiesTests::checksum, ChecksumAlgorithm.CRC64NVME),
        profile("overwrite", "never", UploadPropertiesTests::overwrite, Overwrite.NEVER),
        profile("overwrite", "only-own", UploadPropertiesTests::overwrite, Overwrite.ONLY_OWN),
        profile("overwrite", "allowed", UploadPropertiesTests::overwrite, Overwrite.ALLOWED),
        profile("valid-for", "90s", UploadProfile::validity, Duration.ofSeconds(90)),
        profile("valid-for", "PT2H", UploadProfile::validity, Duration.ofHours(2)),
        profile("guests", "true", UploadProfile::openToGuests, true),
        profile("keys.prefix", "a/b", UploadPropertiesTests::key, "a/b/#"),
        profile("keys.prefix", "", UploadPropertiesTests::key, "#"),
        profile("keys.per-subject", "true", UploadPropertiesTests::key, "photo/alice/#"),
        profile("keys.dated", "true", UploadPropertiesTests::key, "photo/2026/11/24/#"),
        profile("keys.file-name", "true", UploadPropertiesTests::key, "photo/#-me.png"),
        profile(
            "metadata.app",
            "shop",
            profile -> profile.settings().metadata(),
            Map.of("app", "shop")),
        profile(
            "file-name-metadata",
            "file-name",
            profile -> profile.settings().fileNameMetadata(),
            "file-name"),
        profile("tags.team", "web", profile -> profile.settings().tags(), Map.of("team", "web")),
        profile(
            "storage-class",
            "STANDARD_IA",
            profile -> profile.settings().storageClass(),
            "STANDARD_IA"),
        profile(
            "cache-control",
            "max-age=60",
            profile -> profile.settings().cacheControl(),
            "max-age=60"),
        profile(
            "content-disposition",
            "attachment",
            profile -> profile.settings().disposition(),
            Disposition.ATTACHMENT),
        profile("encryption.type", "sse-s3", UploadPropertiesTests::encryption, Encryption.sseS3()),
        profile(
            "encryption.type",
            "sse-kms",
            UploadPropertiesTests::encryption,
            Encryption.sseKms(null)),
        profile("acl", "public-read", profile -> profile.settings().acl(), "public-read"),
        profile("completion.content", "true", completion(CompletionSettings::content), true),
        profile(
            "completion.within", "2d", completion(CompletionSettings::within), Duration.ofDays(2)),
        profile("completion.move-to.prefix", "kept", UploadPropertiesTests::movedTo, "kept/"),
        profile("post-policy.success-status", "204", form(PostPolicySettings::successStatus), 204),
        profile(
            "post-policy.success-redirect",
            "https://example.com/done",
            form(PostPolicySettings::successRedirect),
            URI.create("https://example.com/done")),
        profile("multipart.part-size", "16MB", UploadPropertiesTests::partSize, 16L << 20),
        profile("multipart.part-size", "5242880", UploadPropertiesTests::partSize, 5L << 20));
  }

  private static <T> Function<UploadProfile, T> completion(
      Function<CompletionSettings, T> setting) {
    return profile -> setting.apply(Objects.requireNonNull(profile.completion()));
  }

  private static String movedTo(UploadProfile profile) {
    CompletionSettings settings = Objects.requireNonNull(profile.completion());
    return Objects.requireNonNull(settings.moveTo()).prefixFor("alice");
  }

  private static <T extends @Nullable Object> Function<UploadProfile, T> form(
      Function<PostPolicySettings, T> setting) {
    return profile -> setting.apply(profile.grants(PostPolicySettings.class).orElseThrow());
  }

  @ParameterizedTest(name = "{0} = {1}")
  @MethodSource("ofTheTarget")
  void aPropertyOfTheTargetBindsInEachForm(
      String property,
      String value,
      Function<UploadTarget, @Nullable Object> actual,
      Object bound) {
    inEachForm(
        "upload." + property,
        value,
        grants -> assertThat(actual.apply(grants.target())).isEqualTo(bound));
  }

  @ParameterizedTest(name = "{0} = {1}")
  @MethodSource("ofAProfile")
  void aPropertyOfAProfileBindsInEachForm(
      String property,
      String value,
      Function<UploadProfile, @Nullable Object> actual,
      Object bound) {
    inEachForm(
        "upload.profiles.photo." + property,
        value,
        grants ->
            assertThat(grants.profiles()).singleElement().extracting(actual).isEqualTo(bound));
  }

  @Test
  void aKmsKeyHasAContextAndABucketKey() {
    runner
        .withPropertyValues(
            "upload.bucket=photos",
            "upload.region=eu-west-1",
            "upload.profiles.photo.encryption.type=sse-kms",
            "upload.profiles.photo.encryption.key-id=alias/uploads",
            "upload.profiles.photo.encryption.context.app=shop",
            "upload.profiles.photo.encryption.bucket-key=false")
        .run(
            context ->
                assertThat(context.getBean(UploadGrants.class).profiles())
                    .singleElement()
                    .extracting(profile -> profile.settings().encryption())
                    .isEqualTo(
                        new Encryption.SseKms("alias/uploads", Map.of("app", "shop"), false)));
  }

  @Test
  void aPrefixIsAScope() {
    runner
        .withPropertyValues(
            "upload.bucket=photos",
            "upload.region=eu-west-1",
            "upload.profiles.photo.kinds=post-policy",
            "upload.profiles.photo.scope=prefix")
        .run(
            context ->
                assertThat(context.getBean(UploadGrants.class).profiles())
                    .singleElement()
                    .extracting(UploadProfile::scope)
                    .isEqualTo(UploadScope.PREFIX));
  }

  /** Nothing else reminds of it: the mapper only reads what there is. */
  @Test
  void everyKindWithSettingsOfItsOwnHasPropertiesOfItsOwn() {
    assertThat(GrantKind.values())
        .filteredOn(kind -> kind.settings().getClass().getRecordComponents().length > 0)
        .isNotEmpty()
        .extracting(kind -> kind.id().replace("-", ""))
        .isSubsetOf(
            Stream.of(UploadProperties.Profile.class.getRecordComponents())
                .map(component -> component.getName().toLowerCase(Locale.ROOT))
                .toList());
  }

  @Test
  void aFolderForAllIsRefusedForForms() {
    runner
        .withPropertyValues(
            "upload.bucket=photos",
            "upload.region=eu-west-1",
            "upload.profiles.photo.kinds=post-policy",
            "upload.profiles.photo.scope=prefix",
            "upload.profiles.photo.overwrite=allowed",
            "upload.profiles.photo.keys.folder=true")
        .run(
            context ->
                assertThat(StartFailures.of(context))
                    .hasMessageContainingAll("'photo'", "everybody", "post-policy")
                    .satisfies(
                        failed -> assertThat(failed.setting()).isEqualTo("profiles.photo.keys")));
  }

  @Test
  void credentialsHaveAFolderAndMayReadAndList() {
    runner
        .withBean(OwnStrategy.class, () -> new OwnStrategy(GrantKind.TEMPORARY_CREDENTIALS))
        .withPropertyValues(
            "upload.bucket=photos",
            "upload.region=eu-west-1",
            "upload.profiles.photo.kinds=temporary-credentials",
            "upload.profiles.photo.scope=prefix",
            "upload.profiles.photo.temporary-credentials.access=read,LIST",
            "upload.profiles.photo.keys.folder=true",
            "upload.profiles.photo.keys.per-subject=true")
        .run(
            context ->
                assertThat(context.getBean(UploadGrants.class).profiles())
                    .singleElement()
                    .satisfies(
                        profile -> {
                          assertThat(profile.kinds())
                              .containsExactly(GrantKind.TEMPORARY_CREDENTIALS);
                          assertThat(profile.grants())
                              .containsExactly(
                                  GrantSettings.temporaryCredentials()
                                      .access(ObjectAccess.READ, ObjectAccess.LIST));
                          assertThat(profile.signAs()).isNull();
                          assertThat(key(profile)).isEqualTo("photo/alice/");
                        }));
  }

  @Test
  void theDefaultsAreThoseOfTheCode() {
    runner
        .withPropertyValues(
            "upload.bucket=photos", "upload.region=eu-west-1", "upload.profiles.photo=")
        .run(
            context -> {
              UploadProfile inCode = UploadProfile.named("photo").build();
              UploadProfile bound =
                  context.getBean(UploadGrants.class).profiles().iterator().next();
              assertThat(bound).usingRecursiveComparison().ignoringFields("keys").isEqualTo(inCode);
              assertThat(key(bound)).isEqualTo("photo/#");
            });
  }

  /** Editors show these texts; their form is Spring Boot's rule. */
  @Test
  void everyPropertyIsDescribedForEditors() throws IOException {
    try (InputStream metadata =
        UploadProperties.class.getResourceAsStream(
            "/META-INF/spring-configuration-metadata.json")) {
      JsonNode properties = JsonMapper.builder().build().readTree(metadata).get("properties");
      assertThat(properties).hasSizeGreaterThan(10);
      assertThat(properties)
          .allSatisfy(
              property ->
                  assertThat(property.path("description").asString())
                      .as(property.get("name").asString())
                      .matches("(?!The |A |An )[A-Z].*\\."));
    }
  }

  /** What docs/spring-boot.md says of names, as Spring Boot's binder reads them. */
  @ParameterizedTest
  @CsvSource({
    "upload.profiles.photo.guests, photo",
    "upload.profiles.my-photo.guests, my-photo",
    "upload.profiles.Photo.guests, Photo",
    "upload.profiles.my_photo.guests, my_photo",
    "upload.profiles[my_photo].guests, my_photo",
    "upload.profiles[my.photo].guests, my.photo",
    "upload.profiles[Photo].guests, Photo",
    "upload.profiles[2x].guests, 2x",
  })
  void aNameKeepsItsSpelling(String property, String name) {
    runner
        .withPropertyValues("upload.bucket=photos", "upload.region=auto", property + "=true")
        .run(
            context ->
                assertThat(names(context.getBean(UploadGrants.class))).containsExactly(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UPLOAD_PROFILES_PHOTO_MAXSIZE", "UPLOAD_PROFILES_PHOTO_MAX_SIZE"})
  void aVariableReachesANameOfLowerCaseLettersAndDigits(String variable) {
    ApplicationContextRunner configured =
        runner.withPropertyValues(
            "upload.bucket=photos", "upload.region=auto", "upload.profiles.photo.guests=true");
    withVariable(configured, variable, "1MB")
        .run(
            context ->
                assertThat(context.getBean(UploadGrants.class).profiles())
                    .singleElement()
                    .satisfies(
                        profile -> {
                          assertThat(profile.openToGuests()).isTrue();
                          assertThat(profile.constraints().maxSize()).isEqualTo(1 << 20);
                        }));
  }

  @ParameterizedTest
  @CsvSource({
    "my-photo, UPLOAD_PROFILES_MYPHOTO_MAXSIZE",
    "my_photo, UPLOAD_PROFILES_MYPHOTO_MAXSIZE",
    "MyPhoto, UPLOAD_PROFILES_MYPHOTO_MAXSIZE"
  })
  void aVariableThatMakesASecondProfileFails(String name, String variable) {
    ApplicationContextRunner configured =
        runner.withPropertyValues(
            "upload.bucket=photos",
            "upload.region=auto",
            "upload.profiles.%s.guests=true".formatted(name));
    withVariable(configured, variable, "1MB")
        .run(
            context ->
                assertThat(context)
                    .hasFailed()
                    .getFailure()
                    .hasRootCauseInstanceOf(UploadConfigurationException.class)
                    .rootCause()
                    .hasMessageContainingAll(name, "UPLOAD_PROFILES_MYPHOTO_", "'myphoto'"));
  }

  private void inEachForm(String property, String value, Consumer<UploadGrants> check) {
    ApplicationContextRunner base =
        runner.withPropertyValues("upload.bucket=b4k", "upload.region=auto");
    if (!property.startsWith("upload.profiles")) {
      base = base.withPropertyValues("upload.profiles.photo.guests=true");
    }
    for (String kind : List.of("post-policy", "multipart")) {
      if (property.contains(kind)) {
        // A kind's settings need the kind.
        base = base.withPropertyValues("upload.profiles.photo.kinds=" + kind);
      }
    }
    List<ApplicationContextRunner> forms = new ArrayList<>();
    forms.add(base.withPropertyValues(property + "=" + value));
    forms.add(base.withPropertyValues(camelCase(property) + "=" + value));
    forms.add(base.withPropertyValues(property.replace('-', '_') + "=" + value));
    forms.add(
        withVariable(
            base, property.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT), value));
    for (ApplicationContextRunner form : forms) {
      form.run(
          context -> {
            assertThat(context).hasNotFailed();
            check.accept(context.getBean(UploadGrants.class));
          });
    }
  }

  private static ApplicationContextRunner withVariable(
      ApplicationContextRunner runner, String name, String value) {
    return runner.withInitializer(
        context ->
            context
                .getEnvironment()
                .getPropertySources()
                .addFirst(
                    new SystemEnvironmentPropertySource(
                        "test-systemEnvironment", Map.of(name, value))));
  }

  private static String camelCase(String property) {
    StringBuilder camel = new StringBuilder();
    for (String word : property.split("-", -1)) {
      camel.append(
          camel.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return camel.toString();
  }

  private static List<String> names(UploadGrants grants) {
    return grants.profiles().stream().map(UploadProfile::name).toList();
  }

  /** A key of the profile, with # for its random part. */
  private static String key(UploadProfile profile) {
    UploadRequest request =
        UploadRequest.of("photo").by("alice").file("me.png", 5, "image/png").build();
    return profile.keys().keyFor(request, NOON, new Random(1)).replaceAll("[0-9a-f]{32}", "#");
  }

  private static Object partSize(UploadProfile profile) {
    return profile.grants(MultipartSettings.class).orElseThrow().partSize();
  }

  private static Object types(UploadProfile profile) {
    return profile.constraints().contentTypes();
  }

  private static @Nullable Object checksum(UploadProfile profile) {
    return profile.constraints().checksum();
  }

  private static Object overwrite(UploadProfile profile) {
    return profile.constraints().overwrite();
  }

  private static @Nullable Object encryption(UploadProfile profile) {
    return profile.settings().encryption();
  }

  private static Arguments target(
      String property,
      String value,
      Function<UploadTarget, @Nullable Object> actual,
      @Nullable Object bound) {
    return arguments(property, value, actual, bound);
  }

  private static Arguments profile(
      String property,
      String value,
      Function<UploadProfile, @Nullable Object> actual,
      Object bound) {
    return arguments(property, value, actual, bound);
  }
}
