package io.uploadgrants.samples.uppy;

import io.uploadgrants.UploadTarget;
import java.net.URI;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** A login, CSRF tokens, and a page that loads nothing from elsewhere. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  /** Uppy shows the chosen picture by a blob, and draws its icons by data URLs. */
  private static final String POLICY =
      "default-src 'self'; connect-src 'self' %s; img-src 'self' blob: data:; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

  @Bean
  SecurityFilterChain security(HttpSecurity http, UploadTarget target) {
    return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        // Always the page, and not the icon that a browser has asked for before the login.
        .formLogin(login -> login.defaultSuccessUrl("/", true))
        // Uppy 6 can send no header of its own to a companionEndpoint. These routes take JSON and
        // DELETE alone, which a browser sends to another site only if that permits it by CORS.
        .csrf(csrf -> csrf.spa().ignoringRequestMatchers("/uppy/s3/multipart/**"))
        .headers(
            headers ->
                headers.contentSecurityPolicy(
                    policy -> policy.policyDirectives(POLICY.formatted(origin(target)))))
        .build();
  }

  private static String origin(UploadTarget target) {
    URI endpoint = target.publicEndpoint();
    return endpoint == null
        ? "https://*.amazonaws.com"
        : "%s://%s".formatted(endpoint.getScheme(), endpoint.getRawAuthority());
  }

  @Bean
  UserDetailsService users() {
    return new InMemoryUserDetailsManager(
        User.withUsername("ann").password("{noop}ann").build(),
        User.withUsername("ben").password("{noop}ben").build());
  }
}
