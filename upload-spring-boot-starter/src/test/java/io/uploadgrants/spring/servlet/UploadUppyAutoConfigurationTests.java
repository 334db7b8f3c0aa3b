package io.uploadgrants.spring.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.GrantKind;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.servlet.CsrfHeaders;
import io.uploadgrants.servlet.UppyServlet;
import io.uploadgrants.spring.AwsSettings;
import io.uploadgrants.spring.StartFailures;
import io.uploadgrants.spring.autoconfigure.UploadAutoConfiguration;
import io.uploadgrants.spring.completion.UploadCompletionAutoConfiguration;
import io.uploadgrants.spring.login.UploadCsrfAutoConfiguration;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.web.csrf.CsrfToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class UploadUppyAutoConfigurationTests {

  private static final String NAME = "uploadUppyServletRegistration";

  private final WebApplicationContextRunner runner =
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  UploadAutoConfiguration.class,
                  UploadCompletionAutoConfiguration.class,
                  UploadCsrfAutoConfiguration.class,
                  UploadServletAutoConfiguration.class,
                  UploadUppyAutoConfiguration.class))
          .withSystemProperties(AwsSettings.none())
          .withSystemProperties("aws.accessKeyId=CHAIN", "aws.secretAccessKey=secret")
          .withPropertyValues(
              "upload.bucket=photos",
              "upload.region=eu-west-1",
              "upload.tickets.secret=q3JtWk6ZrB1xYd8sLmNc0vPg5uHe7aTf",
              "upload.profiles.photo.kinds=post-policy,multipart",
              "upload.profiles.photo.max-size=20MB",
              "upload.profiles.document.kinds=post-policy",
              "upload.profiles.avatar.max-size=5MB");

  private final WebApplicationContextRunner on =
      runner.withPropertyValues("upload.uppy.profile=photo");

  private static ServletRegistrationBean<?> registration(AssertableWebApplicationContext context) {
    return context.getBean(NAME, ServletRegistrationBean.class);
  }

  private static JsonNode get(AssertableWebApplicationContext context, String path, String query)
      throws Exception {
    return send(context, new MockHttpServletRequest("GET", "/uppy" + path), path, query);
  }

  private static JsonNode send(
      AssertableWebApplicationContext context,
      MockHttpServletRequest request,
      String path,
      String query)
      throws Exception {
    request.setServletPath("/uppy");
    request.setPathInfo(path);
    request.setQueryString(query);
    request.setUserPrincipal(() -> "alice");
    MockHttpServletResponse response = new MockHttpServletResponse();
    Objects.requireNonNull(registration(context).getServlet()).service(request, response);
    return JsonMapper.shared().readTree(response.getContentAsString());
  }

  private static JsonNode presignedCreate(AssertableWebApplicationContext context)
      throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/uppy/s3/presign");
    request.setContentType("application/json");
    request.setContent("{\"method\":\"POST\",\"key\":\"a\"}".getBytes(StandardCharsets.UTF_8));
    return send(context, request, "/s3/presign", "");
  }

  @Test
  void withoutAProfileThereIsNothingForUppy() {
    runner.run(context -> assertThat(context).doesNotHaveBean(NAME));
  }

  @Test
  void withAProfileUppyIsServed() {
    on.run(
        context -> {
          assertThat(registration(context).getUrlMappings()).containsExactly("/uppy/*");
          assertThat(registration(context).getServletName()).isEqualTo("uploadUppyServlet");
          assertThat(
                  get(context, "/s3/params", "filename=a&type=")
                      .path("fields")
                      .path("key")
                      .asString())
              .startsWith("photo/");
          assertThat(presignedCreate(context).path("url").asString())
              .startsWith("/uppy/s3/uploads?");
        });
  }

  @Test
  void severalProfilesAreChosenByThePage() {
    runner
        .withPropertyValues("upload.uppy.profile[0]=photo", "upload.uppy.profile[1]=document")
        .run(
            context ->
                assertThat(
                        get(
                                context,
                                "/s3/params",
                                "filename=a&type=&metadata%5Bprofile%5D=document")
                            .path("fields")
                            .path("key")
                            .asString())
                    .startsWith("document/"));
  }

  @Test
  void aServletOfOnesOwnTakesItsPlace() {
    on.withBean(
            "own",
            UppyServlet.class,
            () -> UppyServlet.builder(grantsOf()).profiles("form").build())
        .run(context -> assertThat(context).doesNotHaveBean(NAME));
  }

  private static UploadGrants grantsOf() {
    return UploadGrants.builder()
        .target(UploadTarget.bucket("mine").region("auto").build())
        .profile(UploadProfile.named("form").kinds(GrantKind.POST_POLICY).build())
        .build();
  }

  @ParameterizedTest
  @CsvSource({"/up,/up/*", "/api/uppy,/api/uppy/*"})
  void thePathIsAProperty(String path, String mapping) {
    on.withPropertyValues("upload.uppy.path=" + path)
        .run(
            context -> assertThat(registration(context).getUrlMappings()).containsExactly(mapping));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/uppy", "https://api.example.com/uppy", "http://localhost:8080"})
  void thePublicUrlIsAProperty(String url) {
    on.withPropertyValues("upload.uppy.public-url=" + url)
        .run(
            context ->
                assertThat(presignedCreate(context).path("url").asString())
                    .startsWith(url + "/s3/uploads?"));
  }

  @ParameterizedTest
  @CsvSource({
    "upload.uppy.path=up, uppy.path",
    "upload.uppy.path=/uploads, uppy.path",
    "upload.uppy.public-url=//evil.example.com, uppy.public-url",
    "upload.uppy.public-url=/uppy/, uppy.public-url",
    "upload.uppy.public-url=/uppy?a=b, uppy.public-url",
    "upload.uppy.public-url=ftp://example.com/uppy, uppy.public-url",
    "upload.uppy.public-url=https://alice@example.com/uppy, uppy.public-url",
    "upload.uppy.profile=photos, uppy.profile",
    "upload.uppy.profile=avatar, uppy.profile",
    "upload.profiles.photo.post-policy.success-status=204, profiles.photo.post-policy"
  })
  void whatCannotWorkFailsAtStart(String property, String setting) {
    on.withPropertyValues(property)
        .run(context -> assertThat(StartFailures.of(context).setting()).isEqualTo(setting));
  }

  @Test
  void aMisspeltProfileAndMissingKindsAreNamed() {
    on.withPropertyValues("upload.uppy.profile=phoot")
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("did you mean 'photo'?"));
    on.withPropertyValues("upload.uppy.profile=avatar")
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("presigned-put")
                    .hasMessageContaining("post-policy")
                    .hasMessageContaining("multipart"));
  }

  @Test
  void withoutSpringSecurityThereIsNoTokenToName() {
    on.withClassLoader(new FilteredClassLoader(CsrfToken.class))
        .run(
            context -> {
              assertThat(context).doesNotHaveBean(CsrfHeaders.class);
              assertThat(presignedCreate(context).path("headers").propertyNames())
                  .containsExactly("X-Requested-With");
            });
  }

  @Test
  void headersOfOnesOwnAreNamed() {
    on.withBean(CsrfHeaders.class, () -> request -> Map.of("X-Own", "token"))
        .run(
            context ->
                assertThat(presignedCreate(context).path("headers").path("X-Own").asString())
                    .isEqualTo("token"));
  }
}
