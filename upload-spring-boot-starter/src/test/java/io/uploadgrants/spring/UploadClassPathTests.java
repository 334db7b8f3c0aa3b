package io.uploadgrants.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Starts applications on a class path that really lacks a library. */
class UploadClassPathTests {

  private static final String WEB = "org.springframework.web.context.WebApplicationContext";

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

  @Test
  void aTestWithOneKindOfContainerNeedsNoOther() throws Exception {
    assertThat(
            run(
                StartWithMinio.class,
                "testcontainers-localstack",
                "org.testcontainers.localstack.LocalStackContainer"))
        .asInstanceOf(InstanceOfAssertFactories.STRING)
        .startsWith("http://127.0.0.1:");
  }

  private static Object run(Class<? extends Callable<?>> start, String libraries, String lacking)
      throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(classPathWithout(libraries), ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(loader);
      assertThatExceptionOfType(ClassNotFoundException.class)
          .isThrownBy(() -> loader.loadClass(lacking));
      return ((Callable<?>)
              loader.loadClass(start.getName()).getDeclaredConstructor().newInstance())
          .call();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URL[] classPathWithout(String libraries) throws IOException {
    Pattern left = Pattern.compile(libraries);
    return Pattern.compile(File.pathSeparator)
        .splitAsStream(
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")))
        .filter(entry -> !left.matcher(entry).find())
        .map(UploadClassPathTests::url)
        .toArray(URL[]::new);
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Loaded anew by the other class loader, as everything that it uses. */
  public static final class Start implements Callable<List<String>> {

    /** Called reflectively. */
    public Start() {}

    @Override
    public List<String> call() {
      try (ConfigurableApplicationContext context =
          new SpringApplicationBuilder(App.class)
              .run(
                  "--upload.bucket=photos",
                  "--upload.region=eu-west-1",
                  "--upload.profiles.avatar.max-size=5MB")) {
        return context.getBean(UploadGrants.class).profiles().stream()
            .map(UploadProfile::name)
            .toList();
      }
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
