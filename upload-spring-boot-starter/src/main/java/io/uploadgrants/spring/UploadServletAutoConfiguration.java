package io.uploadgrants.spring;

import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.servlet.SubjectResolver;
import io.uploadgrants.servlet.UploadServlet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration for {@link UploadServlet}. */
@AutoConfiguration(after = UploadAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(UploadGrants.class)
public final class UploadServletAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(UploadServlet.class)
  ServletRegistrationBean<UploadServlet> uploadServlet(
      UploadGrants grants, UploadProperties properties, ObjectProvider<SubjectResolver> subjects) {
    UploadServlet.Builder servlet =
        UploadServlet.builder(grants)
            .maxBodySize(Math.toIntExact(properties.servlet().maxBodySize().toBytes()));
    subjects.ifAvailable(servlet::subjectResolver);
    String path = properties.servlet().path();
    if (!path.matches("(/[A-Za-z0-9._~-]+)+")) {
      throw new UploadConfigurationException(
          "servlet.path", "The servlet's path is '%s'; give one such as /uploads.".formatted(path));
    }
    ServletRegistrationBean<UploadServlet> registration =
        new ServletRegistrationBean<>(servlet.build(), path + "/*");
    registration.setName("uploadServlet");
    return registration;
  }
}
