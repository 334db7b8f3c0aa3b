package io.uploadgrants.spring.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.uploadgrants.spring.AwsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Starts whole applications with settings that nobody knows, by each way to set one. */
@ExtendWith(OutputCaptureExtension.class)
class UnknownSettingsTests {

  private static final String NAMES = "would be ignored, or read as others, without an error";

  @ParameterizedTest
  @CsvSource({
    "upload.expected-bucket-ownr, upload.expected-bucket-owner",
    "upload.expectedBucketOwnr, upload.expected-bucket-owner",
    "upload.wihtout, upload.without",
    "upload.enpoint, upload.endpoint",
    "upload.servlt.path, upload.servlet.path",
    "upload.servlet.pth, upload.servlet.path",
    "upload.profile.scan.max-size, upload.profiles.scan.max-size",
    "upload.profiles.scan.max_sise, upload.profiles.scan.max-size",
    "upload.profiles.scan.tag.team, upload.profiles.scan.tags.team",
    "upload.profiles.scan.keys.prefx, upload.profiles.scan.keys.prefix",
    "upload.profiles.scan.encryption.kye-id, upload.profiles.scan.encryption.key-id",
    "upload.profiles.shop.avatar.max-size, 'upload.profiles[shop.avatar].max-size'",
    "upload.max-size, upload.profiles.NAME.max-size",
    "upload.sts.rol-arn, upload.sts.role-arn",
    "upload.cognito.userpol.id, upload.cognito.user-pool.id",
    "upload.cognito.user-pool.client-id, upload.cognito.user-pool.client-ids",
    "UPLOAD_EXPECTEDBUCKETOWNER, upload.expected-bucket-owner",
    "UPLOAD_PROFILES_SCAN_MAXSIZE, upload.profiles.scan.max-size",
  })
  void aMisspeltPropertyFailsAndAsksForTheRightOne(
      String written, String meant, CapturedOutput output) {
    assertFails(Map.of(), written + "=1");

    assertThat(output.getOut())
        .contains(NAMES, "'" + written + "' in ", "id you mean '" + meant + "'?")
        .contains("'upload.ignored-settings'");
  }

  @ParameterizedTest
  @CsvSource({
    "UPLOAD_PROFILES_SCAN_MAXSISE, UPLOAD_PROFILES_SCAN_MAXSIZE",
    "UPLOAD_PROFILES_SCAN_MAX_SISE, UPLOAD_PROFILES_SCAN_MAXSIZE",
    "UPLOAD_PROFILES_MY_PHOTO_MAXSIZE, UPLOAD_PROFILES_MYPHOTO_MAXSIZE",
    "UPLOAD_PROFILE_SCAN_MAXSIZE, UPLOAD_PROFILES_SCAN_MAXSIZE",
    "UPLOAD_ENPOINT, UPLOAD_ENDPOINT",
    "UPLOAD_EXPECTED_BUCKET_OWNR, UPLOAD_EXPECTEDBUCKETOWNER",
    "UPLOAD_STS_ROLARN, UPLOAD_STS_ROLEARN",
    "UPLOAD_MAXSIZE, UPLOAD_PROFILES_NAME_MAXSIZE",
    "upload_enpoint, UPLOAD_ENDPOINT",
  })
  void aMisspeltVariableFailsAndAsksForTheRightOne(
      String written, String meant, CapturedOutput output) {
    assertFails(Map.of(written, "1"));

    assertThat(output.getOut())
        .contains(NAMES, "'" + written + "' in ", "Did you mean '" + meant + "'?");
  }

  @Test
  void whatIsLikeNothingFailsWithoutAQuestion(CapturedOutput output) {
    assertFails(Map.of("UPLOAD_TOKEN", "s3cr3t"), "upload.gallery.columns=4");

    assertThat(output.getOut())
        .contains("'UPLOAD_TOKEN' in ", "'upload.gallery.columns' in ")
        .doesNotContain("id you mean", "s3cr3t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "upload.expectedBucketOwner=111122223333",
        "upload.expected_bucket_owner=111122223333",
        "upload.EXPECTED-BUCKET-OWNER=111122223333",
        "upload.profiles.Scan.guests=true",
        "upload.profiles.my_scan.guests=true",
        "upload.profiles[shop.scan].guests=true",
        "upload.profiles.x.kinds[0]=presigned-put",
        "upload.profiles.x.metadata.a.b=1",
        "upload.profiles.x.tags[cost center]=web",
        "upload.profiles.x.tags.CostCenter=web",
        "upload.profiles.y=",
        "upload.without=",
        "uploads.enpoint=x",
        "my.upload.enpoint=x",
      })
  void whatBindsIsKnownHoweverItIsSpelt(String property) {
    assertStarts(Map.of(), property);
  }

  @ParameterizedTest
  @CsvSource({
    "UPLOAD_PROFILES_SCAN_MAXSIZE, 1KB",
    "UPLOAD_PROFILES_SCAN_MAX_SIZE, 1KB",
    "UPLOAD_EXPECTEDBUCKETOWNER, 111122223333",
    "UPLOAD_EXPECTED_BUCKET_OWNER, 111122223333",
    "UPLOAD_PROFILES_SCAN_CONTENTTYPES, image/png",
    "UPLOAD_PROFILES_SCAN_CONTENTTYPES_0, image/png",
    "UPLOAD_PROFILES_SCAN_CONTENT_TYPES_0, image/png",
    "UPLOAD_PROFILES_SCAN_TAGS_TEAM, web",
    "upload_dualstack, true",
    "UPLOAD_TEST_SERVERS, required",
    "UPLOADS_TOKEN, x",
  })
  void whatBindsOfTheEnvironmentIsKnown(String variable, String value) {
    assertStarts(Map.of(variable, value));
  }

  @Test
  void aVariableThatAnotherSourceCoversIsKnown() {
    assertStarts(
        Map.of(
            "UPLOAD_BUCKET",
            "b5k",
            "UPLOAD_PROFILES_X_CONTENTTYPES_0",
            "a/a",
            "UPLOAD_PROFILES_X_CONTENTTYPES_1",
            "a/b"),
        "upload.profiles.x.content-types=image/png");
  }

  @Test
  void aWrongValueIsToldAsSuch(CapturedOutput output) {
    assertFails(
        Map.of(),
        "upload.profiles.x.kinds[0]=ftp",
        "upload.profiles.x.kinds[1]=post-policy",
        "upload.profiles.x.max-size=big");

    assertThat(output.getOut()).contains("\"ftp\"").doesNotContain(NAMES);
  }

  @ParameterizedTest
  @CsvSource({
    "upload.gallery.columns, upload.gallery.*",
    "upload.gallery.columns, upload.gallery.columns",
    "UPLOAD_TOKEN, UPLOAD_TOKEN",
    "upload.endpoints, upload.endpoints",
  })
  void whatBelongsToSomethingElseIsNamedAndLeftAlone(String written, String entry) {
    assertStarts(Map.of(), written + "=4", "upload.ignored-settings=" + entry);
    assertStarts(
        written.startsWith("UPLOAD") ? Map.of(written, "4") : Map.of(),
        "upload.ignored-settings[0]=other",
        "upload.ignored-settings[1]=" + entry);
  }

  @Test
  void anotherThanTheIgnoredStillFails(CapturedOutput output) {
    assertFails(
        Map.of(),
        "upload.gallery.columns=4",
        "upload.galery=1",
        "upload.ignored-settings=upload.gallery.*");

    assertThat(output.getOut()).contains("'upload.galery' in ").doesNotContain("'upload.gallery.c");
  }

  @ParameterizedTest
  @CsvSource({
    "'upload.profiles.my avatar.max-size', 'upload.profiles.myavatar.max-size', name the profile"
        + " with letters",
    "upload.profiles.größe.max-size, upload.profiles.gre.max-size, name the profile with letters",
    "'upload.profiles.x.tags.cost center', upload.profiles.x.tags.costcenter,"
        + " 'upload.profiles.x.tags[cost center]'",
    "upload.profiles.x.metadata.a/b, upload.profiles.x.metadata.ab,"
        + " 'upload.profiles.x.metadata[a/b]'",
  })
  void aNameThatSpringBootWouldChangeFails(
      String written, String changed, String remedy, CapturedOutput output, @TempDir Path folder)
      throws IOException {
    Path yaml =
        Files.writeString(folder.resolve("application.yaml"), "\"%s\": 1MB%n".formatted(written));

    assertFails(Map.of(), "spring.config.import=" + yaml.toUri());

    assertThat(output.getOut())
        .contains("'" + written + "' in ", "would read it as '" + changed + "'", remedy);
  }

  @Test
  void theFileAndTheLineAreTold(CapturedOutput output, @TempDir Path folder) throws IOException {
    Path yaml =
        Files.writeString(
            folder.resolve("more.yaml"),
            """
            upload:
              profile:
                avatar:
                  max-size: ${SIZE:5MB}
            """);

    assertFails(Map.of("UPLOAD_WIHTOUT", "tags"), "spring.config.import=" + yaml.toUri());

    assertThat(output.getOut())
        .contains("more.yaml", " - 4:17. Did you mean 'upload.profiles.avatar.max-size'?")
        .contains("'UPLOAD_WIHTOUT' in System Environment Property \"UPLOAD_WIHTOUT\"");
  }

  @Test
  void foldersOfFilesCountToo(CapturedOutput output, @TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("upload.enpoint"), "https://store.example.com");

    assertFails(Map.of(), "spring.config.import=configtree:" + folder + "/");

    assertThat(output.getOut()).contains("Did you mean 'upload.endpoint'?");
  }

  @ParameterizedTest
  @CsvSource({
    "UPLOAD_PROFILES_AVATRA_MAXSIZE, avatra",
    "UPLOAD_PROFILES_AVATARS_MAXSIZE, avatars",
    "upload.profiles.Avatarr.max-size, Avatarr",
  })
  void aMisspeltProfileOfAnOverridingSourceFails(
      String written, String made, CapturedOutput output, @TempDir Path folder) throws IOException {
    boolean variable = written.startsWith("UPLOAD");
    String[] settings = {importOf(folder, "upload.profiles.avatar.guests=true"), written + "=1MB"};

    assertFails(
        variable ? Map.of(written, "1MB") : Map.of(),
        Arrays.copyOf(settings, variable ? 1 : settings.length));

    assertThat(output.getOut())
        .contains(
            "'" + written + "' in ",
            "It makes a separate profile '%s'; did you mean 'avatar'?".formatted(made));
  }

  @Test
  void aMisspeltTargetOfAnOverridingSourceFails(CapturedOutput output, @TempDir Path folder)
      throws IOException {
    assertFails(
        Map.of("UPLOAD_TARGETS_ARCHVE_BUCKET", "prod-archive"),
        importOf(folder, "upload.targets.archive.bucket=dev-archive"));

    assertThat(output.getOut())
        .contains(
            "'UPLOAD_TARGETS_ARCHVE_BUCKET' in ",
            "It makes a separate target 'archve'; did you mean 'archive'?");
  }

  @Test
  void theRightNameAboveDoesNotHideAMisspeltOneBelow(CapturedOutput output, @TempDir Path folder)
      throws IOException {
    assertFails(
        Map.of("UPLOAD_PROFILES_AVATRA_MAXSIZE", "1MB"),
        importOf(folder, "upload.profiles.avatar.guests=true"),
        "upload.profiles.avatar.valid-for=1m");

    assertThat(output.getOut()).contains("separate profile 'avatra'; did you mean 'avatar'?");
  }

  @Test
  void profilesWithNamesAlikeAreMeantWhereOneSourceHasBothOrTheyAreNumbered(@TempDir Path folder)
      throws IOException {
    String file =
        importOf(
            folder,
            "upload.profiles.image.guests=true",
            "upload.profiles.images.guests=true",
            "upload.profiles.invoice2025.guests=true",
            "upload.profiles.documents-en.guests=true");

    assertStarts(
        Map.of("UPLOAD_PROFILES_IMAGES_MAXSIZE", "1MB"),
        file,
        "upload.profiles.invoice2024.guests=true",
        "upload.profiles.documents-es.guests=true",
        "upload.profiles.scan.guests=true");
    assertStarts(
        Map.of("UPLOAD_PROFILES_IMAGE5_MAXSIZE", "1MB"),
        file,
        "upload.ignored-settings=UPLOAD_PROFILES_IMAGE5_*");
  }

  private static String importOf(Path folder, String... lines) throws IOException {
    Path file = Files.write(folder.resolve("more.properties"), List.of(lines));
    return "spring.config.import=" + file.toUri();
  }

  @Test
  void withoutAProfileUnknownSettingsFailToo(CapturedOutput output) {
    assertThatException().isThrownBy(() -> start(Map.of(), "--upload.profile.x.guests=true"));

    assertThat(output.getOut()).contains("Did you mean 'upload.profiles.x.guests'?");
  }

  static void assertFails(Map<String, Object> variables, String... settings) {
    assertThatException().isThrownBy(() -> start(variables, complete(settings)));
  }

  static void assertStarts(Map<String, Object> variables, String... settings) {
    assertThatNoException().isThrownBy(() -> start(variables, complete(settings)));
  }

  private static String[] complete(String... settings) {
    String[] all = new String[settings.length + 3];
    all[0] = "--upload.bucket=b4k";
    all[1] = "--upload.region=auto";
    all[2] = "--upload.profiles.x.guests=true";
    for (int i = 0; i < settings.length; i++) {
      all[3 + i] = "--" + settings[i];
    }
    return all;
  }

  private static @Nullable Object start(Map<String, Object> variables, String... arguments) {
    return TestPropertyValues.of(AwsSettings.none())
        .applyToSystemProperties(
            () -> {
              StandardEnvironment environment = new StandardEnvironment();
              environment
                  .getPropertySources()
                  .replace(
                      StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                      new SystemEnvironmentPropertySource(
                          StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
              try (ConfigurableApplicationContext started =
                  new SpringApplicationBuilder(App.class)
                      .environment(environment)
                      .web(WebApplicationType.NONE)
                      .run(arguments)) {
                return started.getId();
              }
            });
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class App {}
}
