package io.uploadgrants.spring.login;

import io.uploadgrants.servlet.CsrfHeaders;
import io.uploadgrants.spring.servlet.UploadUppyAutoConfiguration;
import java.util.Map;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.web.csrf.CsrfToken;

/** Auto-configuration for {@link CsrfHeaders}, where Spring Security protects an application. */
@AutoConfiguration(before = UploadUppyAutoConfiguration.class)
@ConditionalOnClass(CsrfToken.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public final class UploadCsrfAutoConfiguration {

  UploadCsrfAutoConfiguration() {}

  /**
   * The token that has just passed passes again. Spring Security's own words for it wouldn't in
   * each of its ways: {@code spa()} wants the cookie's plain value in a header.
   */
  @Bean
  @ConditionalOnMissingBean
  CsrfHeaders uploadCsrfHeaders() {
    return request -> {
      if (!(request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token)) {
        return Map.of();
      }
      String name = token.getHeaderName();
      String sent = request.getHeader(name);
      return Map.of(name, sent == null ? token.getToken() : sent);
    };
  }
}
