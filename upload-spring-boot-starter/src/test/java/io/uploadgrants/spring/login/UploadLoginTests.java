package io.uploadgrants.spring.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.nimbusds.jose.JOSEException;
import io.uploadgrants.servlet.UploadRequestCustomizer;
import io.uploadgrants.spring.AwsSettings;
import io.uploadgrants.spring.autoconfigure.UploadAutoConfiguration;
import io.uploadgrants.spring.servlet.UploadServletAutoConfiguration;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.FilterChainProxy;

/** Logins that Spring Security has made, by each way to read a token and to show or hide it. */
class UploadLoginTests {

  private static final String KEYS = "spring.security.oauth2.resourceserver.jwt.";

  private static final TestUserPool POOL = TestUserPool.start();

  private final AtomicReference<@Nullable String> subject = new AtomicReference<>();

  private final WebApplicationContextRunner runner =
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  OAuth2ResourceServerAutoConfiguration.class,
                  UploadAutoConfiguration.class,
                  UploadJwtAutoConfiguration.class,
                  UploadUserPoolAutoConfiguration.class,
                  UploadServletAutoConfiguration.class))
          .withSystemProperties(AwsSettings.none())
          .withSystemProperties("aws.accessKeyId=CHAIN", "aws.secretAccessKey=secret")
          .withBean(TestUserPool.class, () -> POOL)
          .withBean(
              "asked",
              UploadRequestCustomizer.class,
              () -> (upload, request) -> subject.set(upload.build().subject()))
          .withPropertyValues(
              "upload.bucket=photos",
              "upload.region=eu-west-1",
              "upload.profiles.avatar.max-size=5MB",
              "upload.cognito.user-pool.id=" + TestUserPool.ID,
              "upload.cognito.user-pool.client-ids=" + TestUserPool.CLIENT,
              "upload.cognito.user-pool.jwk-set-uri=" + POOL.jwkSetUri());

  /** What the application has configured, beside the user pool. */
  static Stream<Arguments> ways() {
    return Stream.of(
        argumentSet("a decoder of its own", SecurityChains.OwnDecoder.class, ""),
        argumentSet("Boot's by the pool's keys", SecurityChains.Resource.class, "jwk-set-uri"),
        argumentSet("Boot's by one key", SecurityChains.Resource.class, "public-key-location"),
        argumentSet("a converter that hides it", SecurityChains.Hidden.class, ""),
        argumentSet("a converter that makes it the principal", SecurityChains.Shown.class, ""),
        argumentSet("as an opaque token", SecurityChains.Opaque.class, ""),
        argumentSet("a decoder for each issuer", SecurityChains.EachIssuer.class, ""),
        argumentSet("from a header of its own", SecurityChains.OwnHeader.class, ""));
  }

  private WebApplicationContextRunner configured(Class<?> chain, String property, Path folder) {
    WebApplicationContextRunner configured = runner.withUserConfiguration(chain);
    return switch (property) {
      case "jwk-set-uri" -> configured.withPropertyValues(KEYS + property + "=" + POOL.jwkSetUri());
      case "public-key-location" ->
          configured.withPropertyValues(KEYS + property + "=" + publicKey(folder).toUri());
      default -> configured;
    };
  }

  private static Path publicKey(Path folder) {
    try {
      String key = Base64.getMimeEncoder().encodeToString(POOL.key().toRSAPublicKey().getEncoded());
      return Files.writeString(
          folder.resolve("key.pem"),
          "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n".formatted(key));
    } catch (IOException | JOSEException broken) {
      throw new IllegalStateException(broken);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aTokenOfThisApplicationIsALogin(Class<?> chain, String property, @TempDir Path folder) {
    configured(chain, property, folder)
        .run(
            context -> {
              assertThat(post(context, bringing(POOL.accessToken("u-1"), chain)).getStatus())
                  .isEqualTo(201);
              assertThat(subject.get()).isEqualTo("u-1");
            });
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aTokenThatIsNotForThisApplicationIsNone(
      Class<?> chain, String property, @TempDir Path folder) {
    Map<String, String> forged =
        Map.of(
            "of another client", POOL.token("u-1", claims -> claims.claim("client_id", "client2")),
            "for another use", POOL.idToken("u-1"),
            "of another issuer",
                POOL.token("u-1", claims -> claims.issuer("https://login.example.com")),
            "of no user", POOL.token("u-1", claims -> claims.claim("username", null)),
            "expired", POOL.token("u-1", claims -> claims.claim("exp", 1_000L)));
    configured(chain, property, folder)
        .run(
            context -> {
              for (Map.Entry<String, String> token : forged.entrySet()) {
                MockHttpServletResponse refused = post(context, bringing(token.getValue(), chain));
                assertThat(refused.getStatus()).as(token.getKey()).isEqualTo(401);
                assertThat(refused.getContentAsString()).doesNotContain(token.getValue());
              }
              assertThat(subject.get()).isNull();
            });
  }

  @Test
  void aPasswordIsALoginBesideTheUserPool() {
    runner
        .withUserConfiguration(SecurityChains.Passwords.class)
        .run(
            context -> {
              MockHttpServletRequest basic = request();
              basic.addHeader("Authorization", "Basic Ym9iOnBhc3N3b3Jk");
              assertThat(post(context, basic).getStatus()).isEqualTo(201);
              assertThat(subject.get()).isEqualTo("bob");
              assertThat(post(context, bearing(POOL.accessToken("u-1"))).getStatus())
                  .isEqualTo(201);
              assertThat(subject.get()).isEqualTo("u-1");
            });
  }

  @Test
  void aSessionOfAnOpenIdLoginIsALoginOfTheApplicationsOwn() {
    OidcIdToken token =
        OidcIdToken.withTokenValue("id-token")
            .subject("u-2")
            .issuer("https://accounts.google.com")
            .issuedAt(Instant.EPOCH)
            .expiresAt(Instant.EPOCH.plusSeconds(3_600))
            .build();
    runner.run(
        context -> {
          assertThat(
                  post(
                          context,
                          loggedIn(
                              UsernamePasswordAuthenticationToken.authenticated(
                                  new DefaultOidcUser(List.of(), token), "", List.of())))
                      .getStatus())
              .isEqualTo(201);
          assertThat(subject.get()).isEqualTo("u-2");
        });
  }

  @Test
  void aLoginThatATestMakesNeedsTheClaimsOfThePool() {
    Jwt.Builder jwt = Jwt.withTokenValue("token").header("alg", "none").subject("u-1");
    runner.run(
        context -> {
          assertThat(post(context, loggedIn(new JwtAuthenticationToken(jwt.build()))).getStatus())
              .isEqualTo(401);
          jwt.issuer(TestUserPool.ISSUER)
              .claim("token_use", "access")
              .claim("client_id", TestUserPool.CLIENT)
              .claim("username", "ann")
              .expiresAt(Instant.now().plusSeconds(60));
          assertThat(post(context, loggedIn(new JwtAuthenticationToken(jwt.build()))).getStatus())
              .isEqualTo(201);
        });
  }

  @Test
  void aSessionOutlivesNoTokenThatItWasMadeWith() {
    Jwt expired =
        Jwt.withTokenValue("token")
            .header("alg", "none")
            .subject("u-1")
            .issuer(TestUserPool.ISSUER)
            .claim("token_use", "access")
            .claim("client_id", TestUserPool.CLIENT)
            .claim("username", "ann")
            .expiresAt(Instant.now().minusSeconds(61))
            .build();
    runner.run(
        context ->
            assertThat(post(context, loggedIn(new JwtAuthenticationToken(expired))).getStatus())
                .isEqualTo(401));
  }

  @Test
  void aForeignTokenBesideALoginIsRefused() {
    runner.run(
        context -> {
          MockHttpServletRequest request =
              bearing(POOL.token("u-1", claims -> claims.claim("client_id", "client2")));
          request.setUserPrincipal(() -> "alice");
          assertThat(post(context, request).getStatus()).isEqualTo(401);
        });
  }

  private static MockHttpServletRequest request() {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/uploads");
    request.setServletPath("/uploads");
    request.setContentType("application/json");
    request.setContent("{\"profile\":\"avatar\",\"size\":5}".getBytes(StandardCharsets.UTF_8));
    return request;
  }

  private static MockHttpServletRequest loggedIn(Principal login) {
    MockHttpServletRequest request = request();
    request.setUserPrincipal(login);
    return request;
  }

  private static MockHttpServletRequest bearing(String token) {
    MockHttpServletRequest request = request();
    request.addHeader("Authorization", "Bearer " + token);
    return request;
  }

  private static MockHttpServletRequest bringing(String token, Class<?> chain) {
    if (chain != SecurityChains.OwnHeader.class) {
      return bearing(token);
    }
    MockHttpServletRequest request = request();
    request.addHeader("X-Token", token);
    return request;
  }

  private static MockHttpServletResponse post(
      AssertableWebApplicationContext context, MockHttpServletRequest request) throws Exception {
    MockHttpServletResponse response = new MockHttpServletResponse();
    ServletRegistrationBean<?> servlet = context.getBean(ServletRegistrationBean.class);
    Filter[] filters =
        context.getBeanProvider(FilterChainProxy.class).stream().toArray(Filter[]::new);
    new MockFilterChain(Objects.requireNonNull(servlet.getServlet()), filters)
        .doFilter(request, response);
    return response;
  }
}
