package io.uploadgrants.spring.servlet;

import io.uploadgrants.UploadGrants;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.servlet.SubjectResolver;
import io.uploadgrants.servlet.UploadRequestCustomizer;
import io.uploadgrants.servlet.UploadServlet;
import io.uploadgrants.spring.autoconfigure.UploadAutoConfiguration;
import io.uploadgrants.spring.settings.LocalSettings;
import io.uploadgrants.spring.settings.UploadProperties;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration for {@link UploadServlet}, in a servlet web application that has grants. */
@AutoConfiguration(after = UploadAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(UploadGrants.class)
@EnableConfigurationProperties(UploadProperties.class)
public final class UploadServletAutoConfiguration {

  UploadServletAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean(
      value = UploadServlet.class,
      parameterizedContainer = ServletRegistrationBean.class)
  ServletRegistrationBean<UploadServlet> uploadServletRegistration(
      UploadGrants grants,
      UploadProperties properties,
      ObjectProvider<UploadCompletions> completions,
      ObjectProvider<SubjectResolver> subjects,
      ObjectProvider<UploadRequestCustomizer> customizers) {
    String path = ServletPath.checked("servlet.path", properties.servlet().path());
    long maxBodySize = properties.servlet().maxBodySize().toBytes();
    UploadServlet.Builder servlet =
        LocalSettings.below(
            "servlet",
            () ->
                UploadServlet.builder(grants)
                    .maxBodySize((int) Math.max(0, Math.min(maxBodySize, Integer.MAX_VALUE))));
    servlet.requestCustomizer(inOrder(customizers.orderedStream().toList()));
    completions.ifAvailable(servlet::completions);
    subjects.ifAvailable(servlet::subjectResolver);
    ServletRegistrationBean<UploadServlet> registration =
        new ServletRegistrationBean<>(servlet.build(), path + "/*");
    registration.setName("uploadServlet");
    return registration;
  }

  static UploadRequestCustomizer inOrder(List<UploadRequestCustomizer> customizers) {
    return (upload, request) ->
        customizers.forEach(customizer -> customizer.customize(upload, request));
  }
}
