package io.uploadgrants.spring.credentials;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.uploadgrants.spring.autoconfigure.AwsClients;
import io.uploadgrants.spring.autoconfigure.GrantStrategies;
import io.uploadgrants.spring.autoconfigure.UploadAutoConfiguration;
import io.uploadgrants.spring.settings.ConditionalOnUploadProfile;
import io.uploadgrants.spring.settings.LocalSettings;
import io.uploadgrants.spring.settings.UploadStsProperties;
import io.uploadgrants.sts.AssumeRoleSource;
import io.uploadgrants.sts.SubjectSessions;
import io.uploadgrants.sts.TemporaryCredentialsStrategy;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.context.annotation.Bean;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.sts.StsClient;

/** Auto-configuration for {@link SubjectSessions} of a role, to hand out and to sign with. */
@AutoConfiguration(after = UploadAutoConfiguration.class)
@ConditionalOnClass({StsClient.class, Caffeine.class})
@ConditionalOnProperty("upload.sts.role-arn")
@ConditionalOnUploadProfile
@EnableConfigurationProperties(UploadStsProperties.class)
public final class UploadStsAutoConfiguration {

  private static final String CLIENT = "uploadStsClient";

  UploadStsAutoConfiguration() {}

  /** For uploads alone: whoever injects an StsClient doesn't get this one. */
  @Bean(name = CLIENT, defaultCandidate = false)
  @ConditionalOnMissingBean
  StsClient uploadStsClient(AwsClients clients, UploadStsProperties properties) {
    return client(clients, properties);
  }

  static StsClient client(AwsClients clients, UploadStsProperties properties) {
    return clients
        .set(StsClient.builder(), clients.region(), clients.stsEndpoint(properties.endpoint()))
        // The sessions retry by themselves, within their own time limit, which each call has.
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  @Bean
  @ConditionalOnMissingBean
  SubjectSessions uploadSubjectSessions(
      UploadStsProperties properties,
      ObjectProvider<StsClient> own,
      @Qualifier(CLIENT) ObjectProvider<StsClient> made) {
    return LocalSettings.below(
        "sts", () -> sessions(properties, own.getIfAvailable(made::getObject)));
  }

  private static SubjectSessions sessions(UploadStsProperties properties, StsClient client) {
    AssumeRoleSource.Builder role =
        AssumeRoleSource.of(String.valueOf(properties.roleArn()))
            .client(client)
            .sourceIdentity(properties.sourceIdentity());
    PropertyMapper map = PropertyMapper.get();
    map.from(properties::externalId).to(role::externalId);
    map.from(properties::maxDuration).to(role::maxDuration);
    SubjectSessions.Builder sessions = SubjectSessions.of(role.build());
    keep(sessions, properties);
    return sessions.build();
  }

  /** Sets how sessions are kept, whoever makes them. */
  static void keep(SubjectSessions.Builder sessions, UploadStsProperties properties) {
    PropertyMapper map = PropertyMapper.get();
    map.from(properties::maxSessions).to(sessions::maxSessions);
    map.from(properties::renewBelow).to(sessions::renewBelow);
    map.from(properties::timeout).to(sessions::timeout);
  }

  @Bean(GrantStrategies.OF_STS)
  @ConditionalOnMissingBean
  @ConditionalOnBooleanProperty(
      name = "upload.sts.signing-only",
      havingValue = false,
      matchIfMissing = true)
  TemporaryCredentialsStrategy uploadTemporaryCredentialsStrategy(SubjectSessions sessions) {
    return new TemporaryCredentialsStrategy(sessions);
  }
}
