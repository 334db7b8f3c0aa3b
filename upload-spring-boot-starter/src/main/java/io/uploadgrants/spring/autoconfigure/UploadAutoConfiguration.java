package io.uploadgrants.spring.autoconfigure;

import static io.uploadgrants.ErrorText.phrase;

import io.uploadgrants.GrantAuthorizer;
import io.uploadgrants.GrantListener;
import io.uploadgrants.GrantStrategy;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.TargetResolver;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.UploadTickets;
import io.uploadgrants.spring.NamedUploadTargets;
import io.uploadgrants.spring.UploadClock;
import io.uploadgrants.spring.UploadConnectionDetails;
import io.uploadgrants.spring.UploadGrantsCustomizer;
import io.uploadgrants.spring.settings.ConditionalOnUploadProfile;
import io.uploadgrants.spring.settings.UploadProperties;
import io.uploadgrants.spring.settings.UploadSettings;
import io.uploadgrants.sts.SubjectSessions;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Auto-configuration for {@link UploadGrants}, once a profile is configured or an {@link
 * UploadGrantsCustomizer} is there to add one.
 */
@AutoConfiguration
@ConditionalOnUploadProfile
@EnableConfigurationProperties(UploadProperties.class)
public final class UploadAutoConfiguration {

  UploadAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean(UploadConnectionDetails.class)
  PropertiesUploadConnectionDetails uploadConnectionDetails(UploadProperties properties) {
    return new PropertiesUploadConnectionDetails(properties.defaultTarget());
  }

  @Bean
  @ConditionalOnMissingBean
  UploadTarget uploadTarget(
      UploadProperties properties,
      UploadConnectionDetails details,
      ObjectProvider<NamedUploadTargets> targets) {
    return new DefaultTarget(properties, details, targets::getObject).get();
  }

  @Bean
  @ConditionalOnMissingBean
  NamedUploadTargets namedUploadTargets(
      UploadProperties properties,
      UploadConnectionDetails details,
      ObjectProvider<UploadTarget> target) {
    return TargetMapper.map(properties.targets(), details, target::getObject);
  }

  @Bean
  @ConditionalOnMissingBean
  SigningCredentials uploadSigningCredentials(
      UploadConnectionDetails details, ObjectProvider<AwsCredentialsProvider> provider) {
    AwsCredentialsProvider given = AwsClients.credentials(details, provider);
    return given == null ? SigningCredentials.defaultChain() : SigningCredentials.of(given);
  }

  /** Lazy: without clients it doesn't matter which of several providers they would have. */
  @Bean
  @Lazy
  AwsClients uploadAwsClients(
      UploadConnectionDetails details,
      UploadTarget target,
      ObjectProvider<AwsCredentialsProvider> provider) {
    return new AwsClients(details, target, AwsClients.credentials(details, provider));
  }

  @Bean
  @ConditionalOnMissingBean
  UploadGrants uploadGrants(
      UploadProperties properties,
      ApplicationContext context,
      UploadConnectionDetails details,
      UploadTarget target,
      SigningCredentials credentials,
      @UploadClock ObjectProvider<InstantSource> clock,
      ObjectProvider<GrantAuthorizer> authorizers,
      ObjectProvider<GrantListener> listeners,
      ObjectProvider<SubjectSessions> sessions,
      NamedUploadTargets targets,
      ObjectProvider<TargetResolver> resolver,
      ObjectProvider<UploadTickets> tickets,
      ObjectProvider<UploadGrantsCustomizer> customizers) {
    UploadSettings.check(context.getEnvironment(), context.getClassLoader(), properties);
    UploadGrants.Builder builder = UploadGrants.builder().target(target).credentials(credentials);
    ProfileMapper mapper = new ProfileMapper(targets, sessions);
    properties.profiles().forEach((name, profile) -> builder.profile(mapper.map(name, profile)));
    GrantStrategies.of(context.getBeansOfType(GrantStrategy.class)).forEach(builder::strategy);
    resolver.ifAvailable(builder::targetResolver);
    tickets.ifAvailable(builder::tickets);
    clock.ifAvailable(builder::clock);
    authorizers.orderedStream().forEach(builder::authorizer);
    listeners.orderedStream().forEach(builder::listener);
    customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
    UploadGrants grants = build(builder);
    if (grants.profiles().stream().noneMatch(UploadProfile::hasTickets)) {
      UploadSettings.refuseThoseOfCompletion(context.getEnvironment());
    }
    new DefaultTarget(properties, details, () -> targets).check(target, grants);
    boolean placed =
        details.getStsEndpoint() != null
            || context.getEnvironment().containsProperty("upload.sts.endpoint");
    new SessionStores(properties, placed).check(grants);
    return grants;
  }

  private static UploadGrants build(UploadGrants.Builder builder) {
    try {
      return builder.build();
    } catch (UploadConfigurationException broken) {
      if (!broken.setting().equals("tickets")) {
        throw broken;
      }
      // Of a profile in code: those of properties have a bean that makes them.
      throw new UploadConfigurationException(
          "tickets.secret",
          "%s With 'upload.tickets.secret' set, the starter makes them.",
          phrase(broken.getMessage()));
    }
  }
}
