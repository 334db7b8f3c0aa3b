package io.uploadgrants.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.spring.autoconfigure.UploadAutoConfiguration;
import io.uploadgrants.spring.testcontainers.UploadServiceConnectionTests;
import java.net.URLClassLoader;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Starts applications on a class path that really lacks a library. */
class UploadClassPathTests {

  private static final String WEB = "org.springframework.web.context.WebApplicationContext";

  @AutoClose private static final ClassPathLayers LAYERS = new ClassPathLayers();

  @Test
  void anApplicationWithoutTheServletApiHasGrants() throws Exception {
    assertThat(run(Start.class, "jakarta.servlet-api|spring-web-", WEB))
        .isEqualTo(List.of("avatar"));
  }

  @Test
  void anApplicationWithTheServletApiAloneHasGrants() throws Exception {
    assertThat(run(Start.class, "spring-web-", WEB)).isEqualTo(List.of("avatar"));
  }

  @Test
  void anApplicationWithoutTestcontainersHasGrants() throws Exception {
    assertThat(run(Start.class, "testcontainers", "org.testcontainers.containers.Container"))
        .isEqualTo(List.of("avatar"));
  }

  @Test
  void anApplicationWithoutTheTestKitHasGrants() throws Exception {
    assertThat(run(Start.class, "upload-testkit", "io.uploadgrants.testkit.UploadServer"))
        .isEqualTo(List.of("avatar"));
  }

  @Test
  void anApplicationWithoutUrlConnectionClientHasGrants() throws Exception {
    assertThat(
            run(
                Start.class,
                "url-connection-client",
                "software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient"))
        .isEqualTo(List.of("avatar"));
  }

  /** What temporary credentials, Cognito, metrics and tokens are made of, each on its own. */
  @ParameterizedTest
  @CsvSource({
    "/sts-[0-9], software.amazon.awssdk.services.sts.StsClient",
    "/iam-[0-9], software.amazon.awssdk.services.iam.IamClient",
    "/cognitoidentity-, software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient",
    "/cognito, software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient",
    "/caffeine-, com.github.benmanes.caffeine.cache.Caffeine",
    "/nimbus-jose-jwt-, com.nimbusds.jwt.SignedJWT",
    "/spring-security-|/spring-boot-security, org.springframework.security.core.Authentication",
    "/spring-security-oauth2-, org.springframework.security.oauth2.jwt.JwtDecoder",
    "/micrometer-|/spring-boot-micrometer, io.micrometer.core.instrument.MeterRegistry",
  })
  void anApplicationWithoutAnOptionalLibraryHasGrants(String library, String lacking)
      throws Exception {
    assertThat(run(Start.class, library, lacking)).isEqualTo(List.of("avatar"));
  }

  @Test
  void anApplicationWithNoneOfThemHasGrants() throws Exception {
    assertThat(
            run(
                Start.class,
                "/sts-[0-9]|/iam-[0-9]|/cognito|/caffeine-|/nimbus-|/tika-|security|micrometer",
                "software.amazon.awssdk.services.sts.StsClient"))
        .isEqualTo(List.of("avatar"));
  }

  @Test
  void credentialsNeedNeitherCognitoNorIamNorTokens() throws Exception {
    assertThat(
            run(
                StartWithRole.class,
                "/iam-[0-9]|/cognito|/nimbus-|security|micrometer",
                "software.amazon.awssdk.services.iam.IamClient"))
        .isEqualTo(List.of("avatar"));
  }

  @Test
  void tokensOfAUserPoolNeedNimbusOnly() throws Exception {
    assertThat(
            run(
                StartWithUserPool.class,
                "/sts-[0-9]|/iam-[0-9]|/cognito|/caffeine-|security|micrometer",
                "software.amazon.awssdk.services.sts.StsClient"))
        .isEqualTo(List.of("avatar"));
  }

  @Test
  void completionNeedsNimbusOnly() throws Exception {
    assertThat(
            run(
                StartWithCompletion.class,
                "/sts-[0-9]|/iam-[0-9]|/cognito|/caffeine-|/tika-|security|micrometer",
                "software.amazon.awssdk.services.sts.StsClient"))
        .isEqualTo(List.of("avatar"));
  }

  @Test
  void multipartNeedsNimbusOnly() throws Exception {
    assertThat(
            run(
                StartWithMultipart.class,
                "/sts-[0-9]|/iam-[0-9]|/cognito|/caffeine-|/tika-|security|micrometer",
                "software.amazon.awssdk.services.sts.StsClient"))
        .isEqualTo(List.of("avatar"));
  }

  @Test
  void aTestWithOneKindOfContainerNeedsNoOther() throws Exception {
    assertThat(
            run(
                StartWithMinio.class,
                ClassPathLayers.flatWithout(Pattern.compile("testcontainers-localstack")),
                "org.testcontainers.localstack.LocalStackContainer"))
        .asInstanceOf(InstanceOfAssertFactories.STRING)
        .startsWith("http://127.0.0.1:");
  }

  private static Object run(Class<? extends Callable<?>> start, String libraries, String lacking)
      throws Exception {
    return run(start, LAYERS.without(Pattern.compile(libraries)), lacking);
  }

  private static Object run(
      Class<? extends Callable<?>> start, URLClassLoader given, String lacking) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = given) {
      thread.setContextClassLoader(loader);
      assertThatExceptionOfType(ClassNotFoundException.class)
          .isThrownBy(() -> loader.loadClass(lacking));
      assertThat(loader.loadClass(UploadAutoConfiguration.class.getName()).getClassLoader())
          .as("what loads our own classes")
          .isSameAs(loader);
      return ((Callable<?>)
              loader.loadClass(start.getName()).getDeclaredConstructor().newInstance())
          .call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Loaded anew by the other class loader, as everything that it uses. */
  public static class Start implements Callable<List<String>> {

    private final String[] properties;

    /** Called reflectively. */
    public Start() {
      this("upload.profiles.avatar.max-size=5MB");
    }

    Start(String... properties) {
      this.properties = properties;
    }

    @Override
    public List<String> call() {
      try (ConfigurableApplicationContext context =
          new SpringApplicationBuilder(App.class)
              .run(
                  Stream.concat(
                          Stream.of("upload.bucket=photos", "upload.region=eu-west-1"),
                          Stream.of(properties))
                      .map("--"::concat)
                      .toArray(String[]::new))) {
        return context.getBean(UploadGrants.class).profiles().stream()
            .map(UploadProfile::name)
            .toList();
      }
    }
  }

  /** Loaded anew, likewise. */
  public static final class StartWithRole extends Start {

    /** Called reflectively. */
    public StartWithRole() {
      super(
          "upload.sts.role-arn=arn:aws:iam::123456789012:role/uploader",
          "upload.profiles.avatar.sign-as-subject=true");
    }
  }

  /** Loaded anew, likewise. */
  public static final class StartWithUserPool extends Start {

    /** Called reflectively. */
    public StartWithUserPool() {
      super(
          "upload.cognito.user-pool.id=eu-west-1_AbCdEf123",
          "upload.cognito.user-pool.client-ids=client1",
          "upload.profiles.avatar.max-size=5MB");
    }
  }

  /** Loaded anew, likewise. */
  public static final class StartWithCompletion extends Start {

    /** Called reflectively. */
    public StartWithCompletion() {
      super("upload.profiles.avatar.completion.enabled=true");
    }
  }

  /** Loaded anew, likewise. */
  public static final class StartWithMultipart extends Start {

    /** Called reflectively. */
    public StartWithMultipart() {
      super("upload.profiles.avatar.kinds=multipart");
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class App {}

  /** Loaded anew, likewise. */
  public static final class StartWithMinio implements Callable<String> {

    /** Called reflectively. */
    public StartWithMinio() {}

    @Override
    public String call() {
      try (ConfigurableApplicationContext context =
          new SpringApplicationBuilder(App.class, UploadServiceConnectionTests.Empty.class)
              .run("--upload.bucket=photos", "--upload.profiles.avatar.max-size=5MB")) {
        return String.valueOf(context.getBean(UploadGrants.class).target().endpoint());
      }
    }
  }
}
