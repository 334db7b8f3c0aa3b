package io.uploadgrants.spring.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.uploadgrants.GrantAuthorizer;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.cognito.UserPoolTokens;
import io.uploadgrants.servlet.SubjectResolver;
import io.uploadgrants.servlet.UploadRequestCustomizer;
import io.uploadgrants.spring.AwsSettings;
import io.uploadgrants.spring.StartFailures;
import io.uploadgrants.spring.UploadClock;
import io.uploadgrants.spring.autoconfigure.UploadAutoConfiguration;
import io.uploadgrants.spring.servlet.UploadServletAutoConfiguration;
import jakarta.servlet.Filter;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;

class UploadUserPoolAutoConfigurationTests {

  private static TestUserPool pool;

  @BeforeAll
  static void open() {
    pool = TestUserPool.start();
  }

  private final WebApplicationContextRunner runner =
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  OAuth2ResourceServerAutoConfiguration.class,
                  UploadAutoConfiguration.class,
                  UploadJwtAutoConfiguration.class,
                  UploadUserPoolAutoConfiguration.class,
                  UploadServletAutoConfiguration.class))
          .withBean(Asked.class, () -> new Asked(new ArrayList<>()))
          .withSystemProperties(AwsSettings.none())
          .withSystemProperties("aws.accessKeyId=CHAIN", "aws.secretAccessKey=secret")
          .withPropertyValues(
              "upload.bucket=photos",
              "upload.region=eu-west-1",
              "upload.profiles.avatar.max-size=5MB");

  private WebApplicationContextRunner configured() {
    return runner.withPropertyValues(
        "upload.cognito.user-pool.id=" + TestUserPool.ID,
        "upload.cognito.user-pool.client-ids=client0," + TestUserPool.CLIENT,
        "upload.cognito.user-pool.jwk-set-uri=" + pool.jwkSetUri());
  }

  /** Each way to read tokens, none of which may take what another refuses. */
  private Stream<WebApplicationContextRunner> eachWay() {
    return Stream.of(
        configured(),
        configured().withClassLoader(new FilteredClassLoader("org.springframework.security")),
        configured().withBean(JwtDecoder.class, UploadUserPoolAutoConfigurationTests::decoder),
        configured()
            .withPropertyValues(
                "spring.security.oauth2.resourceserver.jwt.jwk-set-uri=" + pool.jwkSetUri()),
        configured()
            .withPropertyValues(
                "spring.security.oauth2.resourceserver.jwt.jwk-set-uri=" + pool.jwkSetUri())
            .withUserConfiguration(ResourceServer.class));
  }

  @Test
  void theSubjectOfATokenAsks() {
    eachWay()
        .forEach(
            way ->
                way.run(
                    context -> {
                      assertThat(post(context, pool.accessToken("u-1"), null).getStatus())
                          .isEqualTo(201);
                      assertThat(asked(context).subject()).isEqualTo("u-1");
                    }));
  }

  @Test
  void aTokenThatIsntForThisApplicationIsRefused() {
    List<String> forged =
        List.of(
            pool.token("u-1", claims -> claims.claim("client_id", "client2")),
            pool.token("u-1", claims -> claims.claim("client_id", null)),
            pool.token("u-1", claims -> claims.claim("client_id", null).audience("client1")),
            pool.token("u-1", claims -> claims.claim("token_use", "id")),
            pool.token("u-1", claims -> claims.claim("token_use", null)),
            pool.idToken("u-1"),
            pool.token("u-1", claims -> claims.claim("exp", 1_000L)),
            pool.token("u-1", claims -> claims.subject(null)),
            signedByAnother(),
            "not.a.jwt",
            "xyzzy");
    eachWay()
        .forEach(
            way ->
                way.run(
                    context -> {
                      for (String token : forged) {
                        MockHttpServletResponse refused = post(context, token, null);
                        assertThat(refused.getStatus()).as(token).isEqualTo(401);
                        assertThat(refused.getContentAsString()).doesNotContain(token, "client2");
                      }
                      assertThat(context.getBean(Asked.class).requests()).isEmpty();
                    }));
  }

  @Test
  void tokensExpireByTheClockOfUploads() {
    configured()
        .withUserConfiguration(Tomorrow.class)
        .run(
            context ->
                assertThat(post(context, pool.accessToken("u-1"), null).getStatus())
                    .isEqualTo(401));
  }

  @Configuration(proxyBeanMethods = false)
  static class Tomorrow {

    @Bean
    @UploadClock
    InstantSource tomorrow() {
      return InstantSource.offset(InstantSource.system(), Duration.ofDays(1));
    }
  }

  @Test
  void anIdTokenHasOneClientAndNoOtherBesideIt() {
    List<String> forged =
        List.of(
            idTokenFor(TestUserPool.CLIENT, "client0"),
            idTokenFor(TestUserPool.CLIENT, TestUserPool.CLIENT),
            idTokenFor(TestUserPool.CLIENT, "client2"),
            idTokenFor("client2"),
            idTokenFor());
    eachWay()
        .map(way -> way.withPropertyValues("upload.cognito.user-pool.token-use=id"))
        .forEach(
            way ->
                way.run(
                    context -> {
                      for (String token : forged) {
                        assertThat(post(context, token, null).getStatus()).as(token).isEqualTo(401);
                      }
                      assertThat(post(context, idTokenFor("client0"), null).getStatus())
                          .isEqualTo(201);
                    }));
  }

  private static String idTokenFor(String... clients) {
    return pool.token(
        "u-1",
        claims ->
            claims
                .claim("token_use", "id")
                .claim("client_id", null)
                .claim("cognito:username", "ann")
                .audience(List.of(clients)));
  }

  /** Not of the pool: which decoder is in use says whether its own issuer is somebody else's. */
  @Test
  void aTokenOfAnotherIssuerIsNoLoginForUploads() {
    String other = pool.token("u-1", claims -> claims.issuer("https://login.example.com"));
    configured()
        .withBean(JwtDecoder.class, UploadUserPoolAutoConfigurationTests::decoder)
        .run(context -> assertThat(post(context, other, null).getStatus()).isEqualTo(401));
    configured().run(context -> assertThat(post(context, other, null).getStatus()).isEqualTo(401));
  }

  @Test
  void aDecoderOfAnotherIssuerIsntDisturbed() {
    String other = pool.token("u-1", claims -> claims.issuer("https://login.example.com"));
    configured()
        .withPropertyValues(
            "spring.security.oauth2.resourceserver.jwt.jwk-set-uri=" + pool.jwkSetUri())
        .run(
            context ->
                assertThat(context.getBean(JwtDecoder.class).decode(other).getSubject())
                    .isEqualTo("u-1"));
  }

  @Test
  void whomAFilterHasLoggedInComesBeforeTheToken() {
    configured()
        .run(
            context -> {
              assertThat(post(context, pool.accessToken("u-1"), "alice").getStatus())
                  .isEqualTo(201);
              assertThat(asked(context).subject()).isEqualTo("alice");
            });
  }

  @Test
  void withoutATokenTheCallerIsAGuest() {
    configured().run(context -> assertThat(post(context, null, null).getStatus()).isEqualTo(401));
    configured()
        .withPropertyValues("upload.profiles.avatar.guests=true")
        .run(
            context -> {
              assertThat(post(context, null, null).getStatus()).isEqualTo(201);
              assertThat(post(context, "forged", null).getStatus())
                  .as("a token that isn't valid makes no guest")
                  .isEqualTo(401);
            });
  }

  @Test
  void anIdTokenIsHandedOnAsTheLoginThatItIs() {
    eachWay()
        .map(way -> way.withPropertyValues("upload.cognito.user-pool.token-use=id"))
        .forEach(
            way ->
                way.run(
                    context -> {
                      String token = pool.idToken("u-1");
                      assertThat(post(context, token, null).getStatus()).isEqualTo(201);
                      assertThat(asked(context).subject()).isEqualTo("u-1");
                      assertThat(asked(context).logins())
                          .isEqualTo(
                              Map.of(TestUserPool.ISSUER.substring("https://".length()), token));
                      assertThat(post(context, pool.accessToken("u-1"), null).getStatus())
                          .isEqualTo(401);
                    }));
  }

  @Test
  void aTokenBesideAnotherLoginIsNobodysLogin() {
    configured()
        .withPropertyValues("upload.cognito.user-pool.token-use=id")
        .run(
            context -> {
              post(context, pool.idToken("u-1"), "alice");
              assertThat(asked(context).logins()).isEmpty();
            });
  }

  @Test
  void anAccessTokenIsNoLogin() {
    configured()
        .run(
            context -> {
              post(context, pool.accessToken("u-1"), null);
              assertThat(asked(context).logins()).isEmpty();
              assertThat(context).doesNotHaveBean(UploadRequestCustomizer.class);
            });
  }

  @Test
  void aResolverOfOnesOwnReplacesIt() {
    configured()
        .withPropertyValues("upload.cognito.user-pool.token-use=id")
        .withBean(SubjectResolver.class, () -> request -> "own")
        .run(
            context -> {
              post(context, pool.idToken("u-1"), null);
              assertThat(asked(context).subject()).isEqualTo("own");
              assertThat(asked(context).logins()).isEmpty();
            });
  }

  @Test
  void theApplicationAddsToRequestsInOrder() {
    runner
        .withUserConfiguration(Customizers.class)
        .run(
            context -> {
              post(context, null, "alice");
              assertThat(asked(context).logins())
                  .isEqualTo(Map.of("accounts.google.com", "second", "www.amazon.com", "first"));
            });
  }

  @Test
  void withoutAPoolThereIsNothing() {
    runner.run(
        context ->
            assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(UserPoolTokens.class)
                .doesNotHaveBean(SubjectResolver.class)
                .doesNotHaveBean(OAuth2TokenValidator.class));
  }

  @Test
  void aPoolWithoutClientsFails() {
    runner
        .withPropertyValues("upload.cognito.user-pool.id=" + TestUserPool.ID)
        .run(
            context ->
                assertThat(StartFailures.of(context).setting())
                    .isEqualTo("cognito.user-pool.client-ids"));
  }

  @ParameterizedTest
  @CsvSource({
    "id=pool, cognito.user-pool.id",
    "client-ids=#, cognito.user-pool.client-ids",
    "jwk-set-uri=http://keys.example.com, cognito.user-pool.jwk-set-uri",
    "token-use=${NOT_SET:}, cognito.user-pool.token-use",
  })
  void aWrongSettingFails(String property, String setting) {
    configured()
        .withPropertyValues("upload.cognito.user-pool." + property)
        .run(context -> assertThat(StartFailures.of(context).setting()).isEqualTo(setting));
  }

  @Test
  void aPoolWithoutTheLibraryFailsAndSaysWhatToAdd() {
    configured()
        .withClassLoader(new FilteredClassLoader("com.nimbusds"))
        .run(
            context -> {
              assertThat(StartFailures.of(context).setting()).isEqualTo("cognito.user-pool.id");
              assertThat(StartFailures.of(context))
                  .hasMessageContaining("com.nimbusds:nimbus-jose-jwt");
            });
  }

  private static JwtDecoder decoder() {
    try {
      RSAPublicKey key = pool.key().toRSAPublicKey();
      return NimbusJwtDecoder.withPublicKey(key).build();
    } catch (JOSEException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static String signedByAnother() {
    try {
      return TestUserPool.sign(
          new RSAKeyGenerator(2048).keyID("k1").generate(), "u-1", claims -> claims);
    } catch (JOSEException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static UploadRequest asked(AssertableWebApplicationContext context) {
    return Objects.requireNonNull(context.getBean(Asked.class).requests().get(0));
  }

  private static MockHttpServletResponse post(
      AssertableWebApplicationContext context, @Nullable String token, @Nullable String user)
      throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/uploads");
    request.setServletPath("/uploads");
    request.setContentType("application/json");
    request.setContent("{\"profile\":\"avatar\",\"size\":5}".getBytes(StandardCharsets.UTF_8));
    if (token != null) {
      request.addHeader("Authorization", "Bearer " + token);
    }
    if (user != null) {
      request.setUserPrincipal(() -> user);
    }
    MockHttpServletResponse response = new MockHttpServletResponse();
    ServletRegistrationBean<?> servlet = context.getBean(ServletRegistrationBean.class);
    Filter[] filters =
        context.getBeanProvider(FilterChainProxy.class).stream().toArray(Filter[]::new);
    new MockFilterChain(Objects.requireNonNull(servlet.getServlet()), filters)
        .doFilter(request, response);
    return response;
  }

  record Asked(List<UploadRequest> requests) implements GrantAuthorizer {

    @Override
    public void authorize(UploadRequest request, UploadProfile profile) {
      requests.add(request);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableWebSecurity
  static class ResourceServer {

    @Bean
    SecurityFilterChain security(HttpSecurity http) {
      return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
          .csrf(csrf -> csrf.disable())
          .build();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Customizers {

    @Bean
    @Order(2)
    UploadRequestCustomizer second() {
      return (upload, request) -> upload.login("accounts.google.com", "second");
    }

    @Bean
    @Order(1)
    UploadRequestCustomizer first() {
      return (upload, request) ->
          upload.login("accounts.google.com", "first").login("www.amazon.com", "first");
    }
  }
}
