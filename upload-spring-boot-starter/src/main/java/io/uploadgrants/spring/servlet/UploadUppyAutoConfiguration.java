package io.uploadgrants.spring.servlet;

import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.servlet.CsrfHeaders;
import io.uploadgrants.servlet.SubjectResolver;
import io.uploadgrants.servlet.UploadRequestCustomizer;
import io.uploadgrants.servlet.UppyServlet;
import io.uploadgrants.spring.autoconfigure.UploadAutoConfiguration;
import io.uploadgrants.spring.settings.UploadProperties;
import java.net.URI;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/** Auto-configuration for {@link UppyServlet}, once the properties name a profile for Uppy. */
@AutoConfiguration(after = UploadAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Conditional(OnUppyProfileCondition.class)
@ConditionalOnBean(UploadGrants.class)
@EnableConfigurationProperties(UploadProperties.class)
public final class UploadUppyAutoConfiguration {

  UploadUppyAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean(
      value = UppyServlet.class,
      parameterizedContainer = ServletRegistrationBean.class)
  ServletRegistrationBean<UppyServlet> uploadUppyServletRegistration(
      UploadGrants grants,
      UploadProperties properties,
      ObjectProvider<UploadCompletions> completions,
      ObjectProvider<SubjectResolver> subjects,
      ObjectProvider<CsrfHeaders> csrf,
      ObjectProvider<UploadRequestCustomizer> customizers) {
    UploadProperties.Uppy uppy = properties.uppy();
    String path = ServletPath.checked("uppy.path", uppy.path());
    if (path.equals(properties.servlet().path())) {
      throw new UploadConfigurationException(
          "uppy.path", "The path '%s' is that of the servlet of grants; give Uppy another.", path);
    }
    UppyServlet.Builder servlet =
        UppyServlet.builder(grants).profiles(uppy.profile().toArray(String[]::new));
    URI publicUrl = uppy.publicUrl();
    if (publicUrl != null) {
      servlet.publicUrl(publicUrl);
    }
    servlet.requestCustomizer(
        UploadServletAutoConfiguration.inOrder(customizers.orderedStream().toList()));
    completions.ifAvailable(servlet::completions);
    subjects.ifAvailable(servlet::subjectResolver);
    csrf.ifAvailable(servlet::csrfHeaders);
    ServletRegistrationBean<UppyServlet> registration =
        new ServletRegistrationBean<>(servlet.build(), path + "/*");
    registration.setName("uploadUppyServlet");
    return registration;
  }
}
