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
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Starts applications on a class path that really lacks a library. */
class UploadClassPathTests {

  @Test
  void anApplicationWithoutTheServletApiHasGrants() throws Exception {
    assertThat(profilesWithout("jakarta.servlet-api|spring-web-")).isEqualTo(List.of("avatar"));
  }

  @Test
  void anApplicationWithTheServletApiAloneHasGrants() throws Exception {
    assertThat(profilesWithout("spring-web-")).isEqualTo(List.of("avatar"));
  }

  private static Object profilesWithout(String libraries) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(classPathWithout(libraries), ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(loader);
      assertThatExceptionOfType(ClassNotFoundException.class)
          .isThrownBy(
              () -> loader.loadClass("org.springframework.web.context.WebApplicationContext"));
      return ((Callable<?>)
              loader.loadClass(Start.class.getName()).getDeclaredConstructor().newInstance())
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
        .filter(entry -> !left.matcher(Path.of(entry).getFileName().toString()).find())
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
}
