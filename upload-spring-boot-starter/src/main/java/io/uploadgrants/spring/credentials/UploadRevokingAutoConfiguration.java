package io.uploadgrants.spring.credentials;

import io.uploadgrants.cognito.CognitoIdentityStrategy;
import io.uploadgrants.iam.GrantRevoker;
import io.uploadgrants.spring.UploadClock;
import io.uploadgrants.spring.autoconfigure.AwsClients;
import io.uploadgrants.spring.settings.LocalSettings;
import io.uploadgrants.spring.settings.UploadStsProperties;
import io.uploadgrants.sts.SubjectSessions;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import software.amazon.awssdk.services.iam.IamClient;

/** Auto-configuration for a {@link GrantRevoker} of the role whose sessions are handed out. */
@AutoConfiguration(after = UploadStsAutoConfiguration.class)
@ConditionalOnClass(IamClient.class)
@ConditionalOnProperty("upload.sts.role-arn")
@ConditionalOnBooleanProperty("upload.sts.revoking")
@ConditionalOnBean({SubjectSessions.class, UploadStsProperties.class})
public final class UploadRevokingAutoConfiguration {

  private static final String CLIENT = "uploadIamClient";

  UploadRevokingAutoConfiguration() {}

  /** For uploads alone: whoever injects an IamClient doesn't get this one. */
  @Bean(name = CLIENT, defaultCandidate = false)
  @ConditionalOnMissingBean
  IamClient uploadIamClient(AwsClients clients) {
    return clients.set(IamClient.builder(), clients.global(), clients.iamEndpoint()).build();
  }

  @Bean
  @ConditionalOnMissingBean
  GrantRevoker uploadGrantRevoker(
      UploadStsProperties properties,
      ObjectProvider<SubjectSessions> sessions,
      ObjectProvider<CognitoIdentityStrategy> identities,
      ObjectProvider<IamClient> own,
      @Qualifier(CLIENT) ObjectProvider<IamClient> made,
      @UploadClock ObjectProvider<InstantSource> clock) {
    GrantRevoker.Builder revoker =
        LocalSettings.below(
                "sts",
                Map.of("role", "sts.role-arn"),
                () -> GrantRevoker.of(String.valueOf(properties.roleArn())))
            .client(own.getIfAvailable(made::getObject));
    caches(sessions, identities).forEach(revoker::onRevoked);
    clock.ifAvailable(revoker::clock);
    return revoker.build();
  }

  /** Whatever keeps sessions: an identity pool's may be of the same role. */
  private static Stream<SubjectSessions> caches(
      ObjectProvider<SubjectSessions> sessions,
      ObjectProvider<CognitoIdentityStrategy> identities) {
    return Stream.concat(
        sessions.stream(), identities.stream().map(CognitoIdentityStrategy::sessions));
  }
}
