package io.uploadgrants.spring.login;

import com.nimbusds.jose.JOSEException;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.resource.OAuth2ResourceServerConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.JwtIssuerAuthenticationManagerResolver;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** Ways in which applications let Spring Security read tokens. */
final class SecurityChains {

  private SecurityChains() {}

  private static SecurityFilterChain chain(
      HttpSecurity http, Customizer<OAuth2ResourceServerConfigurer<HttpSecurity>> server) {
    return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .oauth2ResourceServer(server)
        .csrf(csrf -> csrf.disable())
        .build();
  }

  /** Checks the signature, and nothing else. */
  private static JwtDecoder lenient(TestUserPool pool) {
    try {
      NimbusJwtDecoder decoder =
          NimbusJwtDecoder.withPublicKey(pool.key().toRSAPublicKey()).build();
      decoder.setJwtValidator(jwt -> OAuth2TokenValidatorResult.success());
      return decoder;
    } catch (JOSEException broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableWebSecurity
  static class Resource {

    @Bean
    SecurityFilterChain security(HttpSecurity http) {
      return chain(http, server -> server.jwt(Customizer.withDefaults()));
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableWebSecurity
  static class OwnDecoder {

    @Bean
    JwtDecoder decoder(TestUserPool pool) {
      return lenient(pool);
    }

    @Bean
    SecurityFilterChain security(HttpSecurity http) {
      return chain(http, server -> server.jwt(Customizer.withDefaults()));
    }
  }

  /** Credentials of this type are erased once the caller is logged in. */
  @Configuration(proxyBeanMethods = false)
  @EnableWebSecurity
  static class Hidden {

    @Bean
    SecurityFilterChain security(HttpSecurity http, TestUserPool pool) {
      return chain(
          http,
          server ->
              server.jwt(
                  jwt ->
                      jwt.decoder(lenient(pool))
                          .jwtAuthenticationConverter(
                              token ->
                                  UsernamePasswordAuthenticationToken.authenticated(
                                      String.valueOf(token.getSubject()), token, List.of()))));
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableWebSecurity
  static class Shown {

    @Bean
    SecurityFilterChain security(HttpSecurity http, TestUserPool pool) {
      return chain(
          http,
          server ->
              server.jwt(
                  jwt ->
                      jwt.decoder(lenient(pool))
                          .jwtAuthenticationConverter(
                              token ->
                                  new UsernamePasswordAuthenticationToken(token, "", List.of()) {
                                    @Override
                                    public String getName() {
                                      return String.valueOf(token.getSubject());
                                    }
                                  })));
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableWebSecurity
  static class Opaque {

    @Bean
    SecurityFilterChain security(HttpSecurity http, TestUserPool pool) {
      JwtDecoder decoder = lenient(pool);
      return chain(
          http,
          server ->
              server.opaqueToken(
                  opaque ->
                      opaque.introspector(
                          token ->
                              new DefaultOAuth2AuthenticatedPrincipal(
                                  decoder.decode(token).getSubject(),
                                  decoder.decode(token).getClaims(),
                                  List.of()))));
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableWebSecurity
  static class EachIssuer {

    @Bean
    SecurityFilterChain security(HttpSecurity http, TestUserPool pool) {
      AuthenticationManager any = new ProviderManager(new JwtAuthenticationProvider(lenient(pool)));
      return chain(
          http,
          server ->
              server.authenticationManagerResolver(
                  new JwtIssuerAuthenticationManagerResolver(issuer -> any)));
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableWebSecurity
  static class OwnHeader {

    @Bean
    SecurityFilterChain security(HttpSecurity http, TestUserPool pool) {
      return chain(
          http,
          server ->
              server
                  .bearerTokenResolver(request -> request.getHeader("X-Token"))
                  .jwt(jwt -> jwt.decoder(lenient(pool))));
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableWebSecurity
  static class Passwords {

    @Bean
    UserDetailsService users() {
      return new InMemoryUserDetailsManager(
          User.withUsername("bob").password("{noop}password").build());
    }

    @Bean
    SecurityFilterChain security(HttpSecurity http, TestUserPool pool) {
      return chain(
          http.httpBasic(Customizer.withDefaults()),
          server -> server.jwt(jwt -> jwt.decoder(lenient(pool))));
    }
  }
}
