package io.uploadgrants.spring.login;

import static io.uploadgrants.spring.login.LoggedInBrowser.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import io.uploadgrants.spring.AwsSettings;
import io.uploadgrants.spring.DocumentedBeans;
import io.uploadgrants.spring.autoconfigure.UploadAutoConfiguration;
import io.uploadgrants.spring.completion.UploadCompletionAutoConfiguration;
import io.uploadgrants.spring.servlet.UploadServletAutoConfiguration;
import io.uploadgrants.spring.servlet.UploadUppyAutoConfiguration;
import io.uploadgrants.spring.testkit.UploadServerAutoConfiguration;
import io.uploadgrants.token.Receipts;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import tools.jackson.databind.JsonNode;

/**
 * Both generations of Uppy behind Spring Security: by a form's login and a session with CSRF
 * protection, and by a resource server's tokens.
 */
class UploadUppyLoginTests {

  private static final String CREATE = "{\"method\":\"POST\",\"key\":\"a.png\"}";
  private static final String START =
      "{\"filename\":\"a.png\",\"type\":\"image/png\",\"metadata\":{}}";
  private static final byte[] FILE = {1, 2, 3, 4, 5};

  private final WebApplicationContextRunner runner =
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  UploadServerAutoConfiguration.class,
                  UploadAutoConfiguration.class,
                  UploadCompletionAutoConfiguration.class,
                  UploadCsrfAutoConfiguration.class,
                  UploadServletAutoConfiguration.class,
                  UploadUppyAutoConfiguration.class))
          .withSystemProperties(AwsSettings.none())
          .withUserConfiguration(DocumentedBeans.Store.class, Users.class)
          .withPropertyValues(
              "upload.bucket=photos",
              "upload.region=eu-west-1",
              "upload.tickets.secret=q3JtWk6ZrB1xYd8sLmNc0vPg5uHe7aTf",
              "upload.profiles.photo.kinds=post-policy,multipart",
              "upload.profiles.photo.content-types=image/*",
              "upload.profiles.photo.max-size=20MB",
              "upload.uppy.profile=photo");

  @Configuration(proxyBeanMethods = false)
  static class Users {

    @Bean
    UserDetailsService users() {
      return new InMemoryUserDetailsManager(
          User.withUsername("alice").password("{noop}secret").roles("USER").build());
    }
  }

  /** With the protection as it is by default: a token in the session, masked in each page. */
  @Configuration(proxyBeanMethods = false)
  @EnableWebSecurity
  static class Usual {

    @Bean
    SecurityFilterChain security(HttpSecurity http) {
      return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .formLogin(Customizer.withDefaults())
          .build();
    }
  }

  /** Tokens of a resource server; requests with one need no CSRF token. */
  @Configuration(proxyBeanMethods = false)
  @EnableWebSecurity
  static class Tokens {

    @Bean
    SecurityFilterChain security(HttpSecurity http) throws JOSEException {
      NimbusJwtDecoder decoder =
          NimbusJwtDecoder.withPublicKey(TestUserPool.start().key().toRSAPublicKey()).build();
      return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.decoder(decoder)))
          .build();
    }
  }

  @Test
  void version6BySignRequestWithTheTokenOfACookie() {
    runner
        .withUserConfiguration(DocumentedBeans.WithToken.class)
        .run(
            context -> {
              LoggedInBrowser browser = new LoggedInBrowser(context);
              browser.login();
              assertThat(browser.json("POST", "/uppy/s3/presign", CREATE).getStatus())
                  .as("without the token")
                  .isEqualTo(403);
              browser.headers.put("X-XSRF-TOKEN", browser.cookie("XSRF-TOKEN"));
              assertUploads(context, browser, Map.of());
            });
  }

  @Test
  void version6BySignRequestWithTheTokenOfAPage() {
    runner
        .withUserConfiguration(Usual.class)
        .run(
            context -> {
              LoggedInBrowser browser = new LoggedInBrowser(context);
              browser.login();
              browser.headers.put("X-CSRF-TOKEN", browser.pagesToken());
              assertUploads(context, browser, Map.of());
            });
  }

  @Test
  void version6BySignRequestWithABearerToken() {
    runner
        .withUserConfiguration(Tokens.class)
        .run(
            context -> {
              LoggedInBrowser browser = new LoggedInBrowser(context);
              assertThat(browser.json("POST", "/uppy/s3/presign", CREATE).getStatus())
                  .isIn(401, 403);
              String bearer = "Bearer " + TestUserPool.start().accessToken("alice");
              browser.headers.put("Authorization", bearer);
              // The page adds it where the URL is the application's own.
              assertUploads(context, browser, Map.of("Authorization", bearer));
            });
  }

  /** Uploads as Uppy 6 does with signRequest. */
  private static void assertUploads(
      ApplicationContext context, LoggedInBrowser browser, Map<String, String> ownHeaders)
      throws Exception {
    JsonNode create = ok(browser.json("POST", "/uppy/s3/presign", CREATE));
    assertThat(xml(browser, "POST", create, "image/png", "", Map.of(), false).getStatus())
        .as("without the headers that presign has named")
        .isIn(401, 403);
    MockHttpServletResponse started =
        xml(browser, "POST", create, "image/png", "", ownHeaders, true);
    assertThat(started.getStatus()).as(started.getContentAsString()).isEqualTo(200);
    String id = element(started, "UploadId");
    String with = "\"key\":\"a.png\",\"uploadId\":\"" + id + "\"}";
    JsonNode part =
        ok(
            browser.json(
                "POST", "/uppy/s3/presign", "{\"method\":\"PUT\",\"partNumber\":1," + with));
    assertThat(part.toString()).doesNotContainIgnoringCase("csrf").doesNotContain("Bearer");
    String etag = LoggedInBrowser.put(part.path("url").asString(), FILE);
    JsonNode complete =
        ok(browser.json("POST", "/uppy/s3/presign", "{\"method\":\"POST\"," + with));
    MockHttpServletResponse completed =
        xml(
            browser,
            "POST",
            complete,
            "application/xml",
            "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>"
                + etag
                + "</ETag></Part></CompleteMultipartUpload>",
            ownHeaders,
            true);
    assertThat(completed.getStatus()).as(completed.getContentAsString()).isEqualTo(200);
    String location = element(completed, "Location");
    assertThat(
            context
                .getBean(Receipts.class)
                .verify(location.substring(location.indexOf("#receipt=") + 9), "alice")
                .subject())
        .isEqualTo("alice");
  }

  private static MockHttpServletResponse xml(
      LoggedInBrowser browser,
      String method,
      JsonNode presigned,
      String type,
      String body,
      Map<String, String> ownHeaders,
      boolean withHeaders)
      throws Exception {
    Map<String, String> headers = new HashMap<>(ownHeaders);
    headers.put("Content-Type", type);
    if (withHeaders) {
      presigned
          .path("headers")
          .properties()
          .forEach(header -> headers.put(header.getKey(), header.getValue().asString()));
    }
    return browser.send(method, presigned.path("url").asString(), body, headers);
  }

  private static String element(MockHttpServletResponse response, String name) throws Exception {
    Matcher matcher =
        Pattern.compile("<" + name + ">([^<]*)<").matcher(response.getContentAsString());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  @Test
  void version5WithTheTokenInItsHeaders() {
    runner
        .withUserConfiguration(DocumentedBeans.WithToken.class)
        .run(
            context -> {
              LoggedInBrowser browser = new LoggedInBrowser(context);
              browser.login();
              assertThat(browser.json("POST", "/uppy/s3/multipart", START).getStatus())
                  .isEqualTo(403);
              browser.headers.put("X-XSRF-TOKEN", browser.cookie("XSRF-TOKEN"));
              assertCompanion(context, browser);
            });
  }

  @Test
  void version5WithABearerTokenInItsHeaders() {
    runner
        .withUserConfiguration(Tokens.class)
        .run(
            context -> {
              LoggedInBrowser browser = new LoggedInBrowser(context);
              browser.headers.put(
                  "Authorization", "Bearer " + TestUserPool.start().accessToken("alice"));
              assertCompanion(context, browser);
            });
  }

  @Test
  void version6WithoutHeadersOfItsOwnNeedsTheExemption() {
    runner
        .withUserConfiguration(DocumentedBeans.ForUppy.class)
        .run(
            context -> {
              LoggedInBrowser browser = new LoggedInBrowser(context);
              assertThat(browser.json("POST", "/uppy/s3/multipart", START).getStatus())
                  .as("nobody is logged in")
                  .isIn(302, 401, 403);
              browser.login();
              assertCompanion(context, browser);
              assertThat(
                      browser
                          .send(
                              "POST",
                              "/uppy/s3/multipart",
                              START,
                              Map.of("Content-Type", "text/plain"))
                          .getStatus())
                  .as("what a form of another site can send")
                  .isEqualTo(415);
              assertThat(
                      browser
                          .send(
                              "POST",
                              "/uppy/s3/uploads?filename=a.png",
                              "",
                              Map.of("Content-Type", "image/png", "X-Requested-With", "uppy"))
                          .getStatus())
                  .as("what isn't exempt")
                  .isEqualTo(403);
            });
  }

  /** Uploads as a Companion's client does, and cancels another upload. */
  private static void assertCompanion(ApplicationContext context, LoggedInBrowser browser)
      throws Exception {
    JsonNode form = ok(browser.json("GET", "/uppy/s3/params?filename=a.png&type=image%2Fpng", ""));
    assertThat(form.path("fields").path("key").asString()).startsWith("photo/");
    JsonNode upload = ok(browser.json("POST", "/uppy/s3/multipart", START));
    String path = "/uppy/s3/multipart/" + upload.path("uploadId").asString();
    String key = "?key=" + upload.path("key").asString();
    JsonNode part = ok(browser.json("GET", path + "/1" + key, ""));
    String etag = LoggedInBrowser.put(part.path("url").asString(), FILE).replace("\"", "");
    JsonNode completed =
        ok(
            browser.json(
                "POST",
                path + "/complete" + key,
                "{\"parts\":[{\"PartNumber\":1,\"ETag\":\"" + etag + "\"}]}"));
    assertThat(
            context
                .getBean(Receipts.class)
                .verify(completed.path("receipt").asString(), "alice")
                .size())
        .isEqualTo(FILE.length);
    JsonNode second = ok(browser.json("POST", "/uppy/s3/multipart", START));
    assertThat(
            ok(
                browser.json(
                    "DELETE",
                    "/uppy/s3/multipart/"
                        + second.path("uploadId").asString()
                        + "?key="
                        + second.path("key").asString(),
                    "")))
        .isEmpty();
  }
}
