package io.uploadgrants.spring.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import io.uploadgrants.UploadProfile;
import io.uploadgrants.spring.AwsSettings;
import io.uploadgrants.spring.UploadGrantsCustomizer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** Starts a whole application on each wrong configuration, and reads what it prints. */
@ExtendWith(OutputCaptureExtension.class)
class UploadConfigurationFailureTests {

  private static final String ROLE = "upload.sts.role-arn=arn:aws:iam::123456789012:role/uploader";

  private static final String POOL =
      "upload.cognito.identity-pool.id=eu-west-1:12345678-1234-1234-1234-123456789012";

  static Stream<Arguments> wrong() {
    return Stream.of(
        // The settings, and what must be read: the fact, the property, the remedy.
        fails(
            "upload.region=eu-west-1 upload.profiles.x.max-size=1MB",
            "no bucket",
            "The property 'upload.bucket' isn't set: set it"),
        fails(
            "upload.bucket= upload.region=eu-west-1 upload.profiles.x.max-size=1MB",
            "no bucket",
            "Change the property 'upload.bucket'"),
        fails(
            "upload.bucket=My_Bucket upload.region=eu-west-1 upload.profiles.x.max-size=1MB",
            "'My_Bucket' is no bucket",
            "Change the property 'upload.bucket'"),
        fails(
            "upload.bucket=b4k upload.profiles.x.max-size=1MB",
            "There is no region for the bucket 'b4k'",
            "The property 'upload.region' isn't set: set it"),
        fails(
            "upload.bucket=b4k upload.region=Mars! upload.profiles.x.max-size=1MB",
            "the region 'Mars!'",
            "'upload.region'"),
        valid(
            "upload.endpoint=minio:9000",
            "give http or https, a host",
            "Change the property 'upload.endpoint'"),
        valid("upload.endpoint=http://a_b/x", "give http or https, a host", "'upload.endpoint'"),
        valid("upload.endpoint=::", "upload.endpoint", "Value: \"::\""),
        valid(
            "upload.endpoint=https://r2.example.com/b4k",
            "Leave the bucket out of the endpoint: https://r2.example.com.",
            "Change the property 'upload.endpoint'"),
        valid(
            "upload.endpoint=http://minio:9000 upload.public-endpoint=https://b4k.nyc3.example.com",
            "Leave the bucket out of the endpoint: https://nyc3.example.com.",
            "Change the property 'upload.public-endpoint'"),
        valid("upload.public-endpoint=ftp://x", "give http or https", "'upload.public-endpoint'"),
        valid(
            "upload.expected-bucket-owner=acme",
            "give its twelve digits",
            "'upload.expected-bucket-owner'"),
        valid(
            "upload.profiles.x.encryption.key-id=alias/uploads",
            "isn't sse-kms",
            "'upload.profiles.x.encryption.type'"),
        valid(
            "upload.profiles.x.encryption.type=sse-s3 upload.profiles.x.encryption.bucket-key=true",
            "isn't sse-kms",
            "'upload.profiles.x.encryption.type'"),
        valid(
            "upload.profiles.x.max-size=${NOT_SET:}",
            "is empty, and would be ignored",
            "'upload.profiles.x.max-size'"),
        valid(
            "upload.profiles.x.content-types=",
            "is empty, and would be ignored",
            "'upload.profiles.x.content-types'"),
        valid("upload.without=magic", "Property: upload.without", "POST_POLICY"),
        valid("upload.profiles.x.kinds=ftp", "Property: upload.profiles.x.kinds", "PRESIGNED_PUT"),
        valid("upload.profiles.x.checksum=md5", "Property: upload.profiles.x.checksum", "SHA256"),
        valid(
            "upload.profiles.x.overwrite=maybe",
            "Property: upload.profiles.x.overwrite",
            "ONLY_OWN"),
        valid(
            "upload.profiles.x.max-size=big",
            "Property: upload.profiles.x.max-size",
            "'big' does not match data size"),
        valid(
            "upload.profiles.x.valid-for=soon",
            "Property: upload.profiles.x.valid-for",
            "'soon' is not a valid duration"),
        valid(
            "upload.profiles.x.kinds=post-policy upload.profiles.x.overwrite=never",
            "demands no-overwrite, which post-policy can't enforce",
            "enforced by: presigned-put",
            "Change the property 'upload.profiles.x.kinds'"),
        valid(
            "upload.profiles.x.kinds[0]=post-policy upload.profiles.x.overwrite=never",
            "Change the property 'upload.profiles.x.kinds'"),
        valid(
            "upload.without=post-policy upload.profiles.x.kinds=presigned-put,post-policy",
            "which the store of bucket 'b4k' can't do",
            "Change the property 'upload.profiles.x.kinds'"),
        valid(
            "upload.profiles.x.kinds=",
            "is empty, and would be ignored",
            "'upload.profiles.x.kinds'"),
        valid(
            "upload.profiles.x.min-size=2MB",
            "minimum size of 2097152 bytes and a maximum of 1048576",
            "Change the property 'upload.profiles.x.min-size'"),
        valid(
            "upload.profiles.x.max-size=0",
            "a maximum size of 0 bytes; give at least 1",
            "Change the property 'upload.profiles.x.max-size'"),
        valid(
            "upload.profiles.x.content-types=pictures",
            "pictures",
            "Change the property 'upload.profiles.x.content-types'"),
        valid(
            "upload.profiles.x.valid-for=8d",
            "1 second to 7 days",
            "Change the property 'upload.profiles.x.valid-for'"),
        valid(
            "upload.profiles.x.kinds=post-policy upload.profiles.x.post-policy.success-status=302",
            "S3 knows 200, 201 and 204",
            "Change the property 'upload.profiles.x.post-policy.success-status'"),
        valid(
            "upload.profiles.x.post-policy.success-status=204",
            "Profile 'x' has settings below post-policy, and doesn't allow that kind",
            "The property 'upload.profiles.x.kinds' isn't set: set it"),
        valid(
            "upload.profiles.x.kinds=post-policy upload.profiles.x.post-policy.success-redirect=/a",
            "absolute http",
            "Change the property 'upload.profiles.x.post-policy.success-redirect'"),
        valid(
            "upload.profiles.x.post-policy.sucess-status=204",
            "Did you mean 'upload.profiles.x.post-policy.success-status'?"),
        valid(
            "upload.profiles.x.encryption.type=sse-kms upload.profiles.x.encryption.key-id=#",
            "'#' is no KMS key id",
            "Change the property 'upload.profiles.x.encryption.key-id'"),
        valid(
            "upload.profiles.x.keys.prefix=/a",
            "Change the property 'upload.profiles.x.keys.prefix'"),
        valid("upload.profiles.x.metadata.a=\u0001", "'upload.profiles.x"),
        valid(
            "upload.profiles[my.photo].max-size=0",
            "Profile 'my.photo'",
            "Change the property 'upload.profiles[my.photo].max-size'"),
        valid(
            "upload.profiles.Photo.max-size=0",
            "Profile 'Photo'",
            "Change the property 'upload.profiles.Photo.max-size'"),
        valid(
            "upload.profiles[Photo].max-size=0",
            "Change the property 'upload.profiles.Photo.max-size'"),
        valid(
            "upload.profiles.my_photo.max-size=0",
            "Change the property 'upload.profiles.my_photo.max-size'"),
        valid(
            "upload.profiles.x.max-sise=1MB",
            "'upload.profiles.x.max-sise'",
            "Did you mean 'upload.profiles.x.max-size'?",
            "'upload.ignored-settings'"),
        valid("upload.profiles.x.keys.prefx=a", "Did you mean 'upload.profiles.x.keys.prefix'?"),
        valid(
            "upload.profiles.x.keys.folder=true upload.profiles.x.keys.dated=true",
            "a folder that is the same each time",
            "'upload.profiles.x.keys.folder'"),
        valid(
            "upload.profiles.x.keys.folder=true upload.profiles.x.keys.file-name=true",
            "Change the property 'upload.profiles.x.keys.folder'"),
        valid(
            "upload.profiles.x.keys.folder=true",
            "set its scope to prefix",
            "Change the property 'upload.profiles.x.keys.folder'"),
        valid(
            "upload.profiles.x.keys.per-subject=${NOT_SET:}",
            "Property: upload.profiles.x.keys.per-subject"),
        valid(
            "upload.profiles.x.sign-as-subject=true",
            "Profile 'x' is to be signed by sessions of its subjects",
            "The property 'upload.sts.role-arn' isn't set: set it"),
        valid(
            "upload.profiles.x.kinds=post-policy upload.profiles.x.temporary-credentials.access=read",
            "Profile 'x' has settings below temporary-credentials",
            "Change the property 'upload.profiles.x.kinds'"),
        valid(
            ROLE
                + " upload.profiles.x.kinds=temporary-credentials upload.profiles.x.valid-for=1h"
                + " upload.profiles.x.temporary-credentials.access=list",
            "allow reading only, or set the scope to prefix",
            "Change the property 'upload.profiles.x.temporary-credentials.access'"),
        valid(
            "upload.profiles.x.temporary-credentials.access=write",
            "Property: upload.profiles.x.temporary-credentials.access"),
        valid(
            "upload.profiles.x.kinds=temporary-credentials",
            "no strategy makes that kind",
            "Change the property 'upload.profiles.x.kinds'"),
        valid(
            ROLE + " upload.profiles.x.kinds=temporary-credentials upload.profiles.x.valid-for=1h",
            "demands size, which temporary-credentials can't enforce",
            "Change the property 'upload.profiles.x.kinds'"),
        valid(ROLE + " upload.sts.externl-id=tenant-7", "Did you mean 'upload.sts.external-id'?"),
        valid(
            ROLE + " upload.sts.external-id=${NOT_SET:}",
            "is empty, and would be ignored",
            "Change the property 'upload.sts.external-id'"),
        valid(
            "upload.sts.role-arn=uploader",
            "'uploader' is no role",
            "Change the property 'upload.sts.role-arn'"),
        valid("upload.sts.revoking=true", "would do nothing", "'upload.sts.role-arn'"),
        valid(
            POOL
                + " upload.cognito.identity-pool.role-prefix=users"
                + " upload.cognito.identity-pool.login-providers=google upload.sts.revoking=true",
            "nothing could be revoked",
            "The property 'upload.sts.role-arn' isn't set: set it"),
        valid(
            "upload.cognito.user-pol.id=eu-west-1_A",
            "Did you mean 'upload.cognito.user-pool.id'?"),
        valid(
            "upload.cognito.user-pool.client-ids=c1",
            "would do nothing",
            "The property 'upload.cognito.user-pool.id' isn't set: set it"),
        valid(
            "upload.cognito.identity-pool.role-prefix=users",
            "would do nothing",
            "The property 'upload.cognito.identity-pool.id' isn't set: set it"),
        valid(
            "upload.cognito.identity-pool.id=pool upload.cognito.identity-pool.role-prefix=users",
            "'pool' is no identity pool's id",
            "Change the property 'upload.cognito.identity-pool.id'"),
        valid(
            POOL,
            "The identity pool has none of 'role-arn'",
            "The property 'upload.cognito.identity-pool.role-arn' isn't set: set it"),
        valid(
            POOL + " upload.cognito.identity-pool.role-prefix=users",
            "Nobody could get an identity",
            "The property 'upload.cognito.identity-pool.login-providers' isn't set: set it"),
        valid(
            POOL
                + " upload.cognito.identity-pool.role-prefix=users"
                + " upload.cognito.identity-pool.login-providers=myspace",
            "'myspace' names no identity provider",
            "Change the property 'upload.cognito.identity-pool.login-providers'"),
        valid(
            "upload.profiles.x.completion.enabled=false upload.profiles.x.completion.content=true",
            "Profile 'x' has settings below completion, which is switched off",
            "Change the property 'upload.profiles.x.completion.enabled'"),
        valid(
            "upload.profiles.x.completion.enabled=false upload.profiles.x.completion.move-to.prefix=a",
            "Profile 'x' has settings below completion, which is switched off",
            "Change the property 'upload.profiles.x.completion.enabled'"),
        valid(
            "upload.profiles.x.completion.move-to.dated=true",
            "moves accepted objects, and no prefix says where",
            "The property 'upload.profiles.x.completion.move-to.prefix' isn't set: set it"),
        valid(
            "upload.profiles.x.kinds=post-policy upload.profiles.x.completion.enabled=true",
            "could replace the object after it was checked. Let completion move the object (move-to)",
            "The property 'upload.profiles.x.completion.move-to' isn't set: set it"),
        valid(
            "upload.profiles.x.completion.within=10s",
            "give one minute to seven days",
            "Change the property 'upload.profiles.x.completion.within'"),
        valid(
            "upload.profiles.x.completion.enabled=true upload.profiles.x.valid-for=2d",
            "is completed within PT24H, but a grant is valid for PT48H",
            "The property 'upload.profiles.x.completion.within' isn't set: set it"),
        valid(
            "upload.profiles.x.completion=true",
            "Failed to bind properties under 'upload.profiles.x.completion'"),
        valid(
            "upload.profiles.x.completion.enabled=${NOT_SET:}",
            "is empty, and would be ignored",
            "Change the property 'upload.profiles.x.completion.enabled'"),
        valid(
            "upload.profiles.x.completion.enabled=true upload.tickets.secret=hunter2",
            "Secret 1 for tickets has 7 bytes; give 32 or more",
            "Change the property 'upload.tickets.secret'"),
        valid(
            "upload.profiles.x.completion.enabled=true upload.tickets.secret=${NOT_SET:}",
            "is empty, and would be ignored",
            "Change the property 'upload.tickets.secret'"),
        valid(
            "upload.profiles.x.completion.enabled=true upload.tickets.secrets=hunter2",
            "Did you mean 'upload.tickets.secret'?"),
        valid(
            "upload.tickets.secret=q3JtWk6ZrB1xYd8sLmNc0vPg5uHe7aTf",
            "no profile has completion or the kind multipart, without which it would do nothing",
            "Change the property 'upload.tickets.secret'"),
        valid(
            "upload.receipts.valid-for=2h",
            "no profile has completion or the kind multipart, without which it would do nothing",
            "Change the property 'upload.receipts.valid-for'"),
        valid(
            "upload.receipts.public-key=classpath:none.pem",
            "no profile has completion or the kind multipart, without which it would do nothing",
            "Change the property 'upload.receipts.public-key'"),
        valid(
            "upload.profiles.x.completion.enabled=true upload.receipts.private-key=hunter2 upload.receipts.public-key=hunter2",
            "is neither a key in PEM, which begins with '-----BEGIN', nor the location of a file",
            "Change the property 'upload.receipts.public-key'"),
        valid(
            "upload.profiles.x.completion.enabled=true upload.receipts.private-key=${NOT_SET:}",
            "is empty, and would be ignored",
            "Change the property 'upload.receipts.private-key'"),
        valid(
            "upload.profiles.x.completion.enabled=true upload.receipts.private-key=file:/none.pem",
            "'upload.receipts.private-key' is set, and 'upload.receipts.public-key' isn't",
            "The property 'upload.receipts.public-key' isn't set: set it"),
        valid(
            "upload.profiles.x.completion.enabled=true upload.receipts.valid-for=10s",
            "give one minute to 365 days",
            "Change the property 'upload.receipts.valid-for'"),
        valid(
            "upload.profiles.x.multipart.part-size=8MB",
            "has settings below multipart, and doesn't allow that kind; add multipart to its kinds",
            "The property 'upload.profiles.x.kinds' isn't set: set it"),
        valid(
            "upload.profiles.x.kinds=multipart upload.profiles.x.multipart.part-size=1MB",
            "Parts have 1048576 bytes, and S3 takes parts of 5242880 to 5368709120 bytes",
            "Change the property 'upload.profiles.x.multipart.part-size'"),
        valid(
            "upload.profiles.x.kinds=multipart upload.profiles.x.multipart.part-size=6GB",
            "Parts have 6442450944 bytes",
            "Change the property 'upload.profiles.x.multipart.part-size'"),
        valid(
            "upload.profiles.x.kinds=multipart upload.profiles.x.multipart.part-size=large",
            "Property: upload.profiles.x.multipart.part-size",
            "'large' does not match data size"),
        valid(
            "upload.profiles.x.kinds=multipart upload.profiles.x.multipart.part-size=${NOT_SET:}",
            "is empty, and would be ignored",
            "Change the property 'upload.profiles.x.multipart.part-size'"),
        valid(
            "upload.profiles.x.kinds=multipart upload.profiles.x.multipart.part-sizes=8MB",
            "Did you mean 'upload.profiles.x.multipart.part-size'?"),
        valid(
            "upload.profiles.x.kinds=multipart upload.profiles.x.scope=prefix",
            "Profile 'x'",
            "multipart"),
        valid(
            "upload.profiles.x.kinds=multipart upload.profiles.x.checksum=sha256",
            "demands checksum, which multipart can't enforce",
            "Change the property 'upload.profiles.x.kinds'"),
        valid(
            "upload.endpoint=http://minio:9000 upload.profiles.x.kinds=multipart",
            "multipart",
            "unsigned-copies-refused",
            "Change the property 'upload.profiles.x.kinds'"),
        valid(
            "upload.profiles[a/b].max-size=1MB",
            "'a/b' is no name for a profile",
            "property 'upload.profiles'"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void aWrongConfigurationFailsAtStart(String settings, List<String> texts, CapturedOutput output) {
    assertThatException().isThrownBy(() -> start(App.class, settings.split(" ", -1)));
    assertThat(output.getOut()).contains("APPLICATION FAILED TO START");
    assertThat(output.getOut().split("APPLICATION FAILED TO START", 2)[1])
        .contains("Description:", "Action:")
        .contains(texts);
  }

  @Test
  void thePlaceOfThePropertyIsPrinted(CapturedOutput output) {
    assertThatException()
        .isThrownBy(
            () -> start(App.class, "spring.config.location=classpath:wrong/application.yaml"));
    assertThat(output.getOut())
        .contains(
            "The property is set in class path resource [wrong/application.yaml] - 6:17.",
            "Change the property 'upload.profiles.avatar.max-size'");
  }

  @Test
  void aSettingThatStandsInCodeIsNamedAsSuch(CapturedOutput output) {
    assertThatException()
        .isThrownBy(() -> start(InCode.class, "upload.bucket=b4k", "upload.region=auto"));
    assertThat(output.getOut())
        .contains("Profile 'x' has a maximum size of 0 bytes")
        .contains(
            "The property 'upload.profiles.x.max-size' isn't set",
            "or change the code that takes its place");
  }

  @Test
  void aSecondProviderIsExplained(CapturedOutput output) {
    assertThatException()
        .isThrownBy(
            () ->
                start(
                    TwoProviders.class,
                    "upload.bucket=b4k",
                    "upload.region=auto",
                    "upload.profiles.x.guests=true"));
    assertThat(output.getOut())
        .contains("APPLICATION FAILED TO START", "required a single bean, but 2 were found");
  }

  private static void start(Class<?> application, String... settings) {
    TestPropertyValues.of(AwsSettings.none())
        .applyToSystemProperties(
            () -> {
              new SpringApplicationBuilder(application)
                  .web(WebApplicationType.NONE)
                  .run(Arrays.stream(settings).map("--"::concat).toArray(String[]::new))
                  .close();
              return null;
            });
  }

  private static Arguments fails(String settings, String... texts) {
    return Arguments.arguments(settings, List.of(texts));
  }

  private static Arguments valid(String settings, String... texts) {
    String profile =
        settings.contains("upload.profiles") && settings.contains(".max-size")
            ? ""
            : "upload.profiles.x.max-size=1MB ";
    return fails("upload.bucket=b4k upload.region=auto " + profile + settings, texts);
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class App {}

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class InCode {

    @Bean
    UploadGrantsCustomizer customizer() {
      return builder -> builder.profile(UploadProfile.named("x").maxSize(0).build());
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class TwoProviders {

    @Bean
    AwsCredentialsProvider first() {
      return AnonymousCredentialsProvider.create();
    }

    @Bean
    AwsCredentialsProvider second() {
      return AnonymousCredentialsProvider.create();
    }
  }
}
