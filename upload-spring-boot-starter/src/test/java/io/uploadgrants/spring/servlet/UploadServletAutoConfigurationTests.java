package io.uploadgrants.spring.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.servlet.SubjectResolver;
import io.uploadgrants.servlet.UploadServlet;
import io.uploadgrants.spring.AwsSettings;
import io.uploadgrants.spring.autoconfigure.UploadAutoConfiguration;
import jakarta.servlet.http.HttpServlet;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.context.support.GenericWebApplicationContext;

class UploadServletAutoConfigurationTests {

  private static final AutoConfigurations ALL =
      AutoConfigurations.of(UploadAutoConfiguration.class, UploadServletAutoConfiguration.class);

  private static final String[] PROPERTIES = {
    "upload.bucket=photos", "upload.region=eu-west-1", "upload.profiles.avatar.max-size=5MB"
  };

  private final WebApplicationContextRunner runner =
      new WebApplicationContextRunner()
          .withConfiguration(ALL)
          .withSystemProperties(AwsSettings.none())
          .withSystemProperties("aws.accessKeyId=CHAIN", "aws.secretAccessKey=secret");

  private final WebApplicationContextRunner configured = runner.withPropertyValues(PROPERTIES);

  @Test
  void theServletIsRegisteredOnceThereIsAProfile() {
    configured.run(
        context -> {
          assertThat(context).hasSingleBean(ServletRegistrationBean.class);
          ServletRegistrationBean<?> registration = registration(context);
          assertThat(registration.getUrlMappings()).containsExactly("/uploads/*");
          assertThat(registration.getServletName()).isEqualTo("uploadServlet");
          assertThat(post(registration, "bob").getStatus()).isEqualTo(201);
          assertThat(post(registration, null).getStatus()).isEqualTo(401);
        });
  }

  @Test
  void withoutProfilesThereIsNoServlet() {
    runner.run(context -> assertThat(context).doesNotHaveBean(ServletRegistrationBean.class));
  }

  @Test
  void grantsOfOnesOwnAreServedWithoutAnyProperty() {
    runner
        .withBean(
            UploadGrants.class,
            () ->
                UploadGrants.builder()
                    .target(UploadTarget.bucket("mine").region("auto").build())
                    .profile(UploadProfile.named("avatar").build())
                    .build())
        .run(context -> assertThat(post(registration(context), "bob").getStatus()).isEqualTo(201));
  }

  @ParameterizedTest
  @CsvSource({"/up,/up/*", "/api/v1/uploads,/api/v1/uploads/*"})
  void thePathIsAProperty(String path, String mapping) {
    configured
        .withPropertyValues("upload.servlet.path=" + path)
        .run(
            context -> assertThat(registration(context).getUrlMappings()).containsExactly(mapping));
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "/", "/up/", "/up/*", "/a b", "''"})
  void aPathThatCantBeMappedFails(String path) {
    configured
        .withPropertyValues("upload.servlet.path=" + path)
        .run(context -> assertThat(failure(context).setting()).isEqualTo("servlet.path"));
  }

  @Test
  void theBodysSizeIsAProperty() {
    configured
        .withPropertyValues("upload.servlet.max-body-size=10B")
        .run(context -> assertThat(post(registration(context), "bob").getStatus()).isEqualTo(413));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1B", "17MB", "5GB", "8000000TB"})
  void aBodysSizeOutOfBoundsFails(String size) {
    configured
        .withPropertyValues("upload.servlet.max-body-size=" + size)
        .run(context -> assertThat(failure(context).setting()).isEqualTo("servlet.max-body-size"));
  }

  @Test
  void theSubjectResolverBeanSaysWhoAsks() {
    configured
        .withBean(SubjectResolver.class, () -> request -> request.getHeader("X-User"))
        .run(
            context -> {
              assertThat(post(registration(context), "bob").getStatus()).isEqualTo(401);
              MockHttpServletRequest request = request(null);
              request.addHeader("X-User", "carol");
              assertThat(send(registration(context), request).getStatus()).isEqualTo(201);
            });
  }

  @Test
  void aServletOrARegistrationOfOnesOwnReplacesIt() {
    configured
        .withUserConfiguration(OwnServlet.class)
        .run(context -> assertThat(context).doesNotHaveBean(ServletRegistrationBean.class));
    configured
        .withUserConfiguration(OwnRegistration.class)
        .run(
            context ->
                assertThat(context)
                    .hasSingleBean(ServletRegistrationBean.class)
                    .hasBean("mine")
                    .doesNotHaveBean("uploadServletRegistration"));
  }

  @Test
  void registrationsOfOtherServletsDontReplaceIt() {
    configured
        .withUserConfiguration(OtherRegistration.class)
        .run(context -> assertThat(context).hasBean("uploadServletRegistration").hasBean("other"));
  }

  @Test
  void anApplicationThatIsntAServletWebApplicationHasGrantsOnly() {
    new ApplicationContextRunner()
        .withConfiguration(ALL)
        .withPropertyValues(PROPERTIES)
        .run(
            context ->
                assertThat(context)
                    .hasSingleBean(UploadGrants.class)
                    .doesNotHaveBean(ServletRegistrationBean.class));
    new ReactiveWebApplicationContextRunner()
        .withConfiguration(ALL)
        .withPropertyValues(PROPERTIES)
        .run(
            context ->
                assertThat(context)
                    .hasSingleBean(UploadGrants.class)
                    .doesNotHaveBean(ServletRegistrationBean.class));
    new ApplicationContextRunner()
        .withConfiguration(ALL)
        .withPropertyValues(PROPERTIES)
        .withClassLoader(
            new FilteredClassLoader(
                "jakarta.servlet", GenericWebApplicationContext.class.getName()))
        .run(context -> assertThat(context).hasNotFailed().hasSingleBean(UploadGrants.class));
  }

  private static UploadConfigurationException failure(AssertableWebApplicationContext context) {
    assertThat(context).hasFailed();
    Throwable cause = context.getStartupFailure();
    while (cause != null && !(cause instanceof UploadConfigurationException)) {
      cause = cause.getCause();
    }
    assertThat(cause).isNotNull();
    return (UploadConfigurationException) cause;
  }

  private static ServletRegistrationBean<?> registration(AssertableWebApplicationContext context) {
    return context.getBean("uploadServletRegistration", ServletRegistrationBean.class);
  }

  private static MockHttpServletResponse post(
      ServletRegistrationBean<?> registration, @Nullable String user) throws Exception {
    return send(registration, request(user));
  }

  private static MockHttpServletResponse send(
      ServletRegistrationBean<?> registration, MockHttpServletRequest request) throws Exception {
    MockHttpServletResponse response = new MockHttpServletResponse();
    Objects.requireNonNull(registration.getServlet()).service(request, response);
    return response;
  }

  private static MockHttpServletRequest request(@Nullable String user) {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/uploads");
    request.setServletPath("/uploads");
    request.setContentType("application/json");
    request.setContent("{\"profile\":\"avatar\",\"size\":5}".getBytes(StandardCharsets.UTF_8));
    request.setUserPrincipal(user == null ? null : () -> user);
    return request;
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnServlet {

    @Bean
    UploadServlet uploadServlet(UploadGrants grants) {
      return new UploadServlet(grants);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnRegistration {

    @Bean
    ServletRegistrationBean<UploadServlet> mine(UploadGrants grants) {
      return new ServletRegistrationBean<>(new UploadServlet(grants), "/mine/*");
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class OtherRegistration {

    @Bean
    ServletRegistrationBean<HttpServlet> other() {
      return new ServletRegistrationBean<>(new HttpServlet() {}, "/other/*");
    }
  }
}
