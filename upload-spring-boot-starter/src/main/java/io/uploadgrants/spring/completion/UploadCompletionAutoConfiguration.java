package io.uploadgrants.spring.completion;

import com.nimbusds.jwt.EncryptedJWT;
import io.uploadgrants.SigningCredentials;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadTickets;
import io.uploadgrants.completion.CompletionListener;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.s3.MultipartStrategy;
import io.uploadgrants.s3.ViewLinks;
import io.uploadgrants.spring.UploadConnectionDetails;
import io.uploadgrants.spring.autoconfigure.AwsClients;
import io.uploadgrants.spring.autoconfigure.GrantStrategies;
import io.uploadgrants.spring.autoconfigure.UploadAutoConfiguration;
import io.uploadgrants.spring.settings.LocalSettings;
import io.uploadgrants.spring.settings.UploadProperties;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.ReceiptKeys;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.io.ResourceLoader;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Auto-configuration for {@link UploadCompletions}, once a profile has completion, or the kind
 * multipart.
 */
@AutoConfiguration(after = UploadAutoConfiguration.class)
@ConditionalOnClass(EncryptedJWT.class)
@ConditionalOnBean(UploadGrants.class)
@Conditional(OnCompletionCondition.class)
@EnableConfigurationProperties(UploadProperties.class)
public final class UploadCompletionAutoConfiguration {

  UploadCompletionAutoConfiguration() {}

  /** Lazy: whoever makes tickets and receipts by other means isn't warned of a random secret. */
  @Bean
  @Lazy
  @ConditionalOnMissingBean
  TokenSecrets uploadTokenSecrets(UploadProperties properties) {
    String[] secrets = properties.tickets().secret().toArray(String[]::new);
    return secrets.length == 0
        ? TokenSecrets.random()
        : LocalSettings.below("tickets", () -> TokenSecrets.of(secrets));
  }

  @Bean
  @ConditionalOnMissingBean(UploadTickets.class)
  EncryptedTickets uploadTickets(TokenSecrets secrets) {
    return EncryptedTickets.of(secrets);
  }

  /** By the clock of the grants, which are asked late: what they are made of may need receipts. */
  @Bean
  @ConditionalOnMissingBean
  Receipts uploadReceipts(
      ObjectProvider<TokenSecrets> secrets,
      UploadProperties properties,
      ResourceLoader resources,
      ObjectProvider<UploadGrants> grants) {
    InstantSource clock = () -> grants.getObject().clock().instant();
    Duration validity = properties.receipts().validFor();
    ReceiptKeys keys = KeyFiles.keys(properties.receipts(), resources);
    return keys == null
        ? Receipts.of(secrets.getObject(), validity, clock)
        : Receipts.of(keys, validity, clock);
  }

  /** In the place of the one on the class path, whose calls may take as long as they like. */
  @Bean(GrantStrategies.OF_MULTIPART)
  @ConditionalOnMissingBean
  MultipartStrategy uploadMultipartStrategy() {
    return MultipartStrategy.withClientSettings(AwsClients::limit);
  }

  @Bean
  @ConditionalOnMissingBean
  UploadCompletions uploadCompletions(
      UploadGrants grants,
      Receipts receipts,
      ObjectProvider<UploadConnectionDetails> details,
      ObjectProvider<AwsCredentialsProvider> provider,
      ObjectProvider<CompletionListener> listeners) {
    UploadCompletions.Builder completions =
        UploadCompletions.builder(grants, receipts).clientSettings(AwsClients::limit);
    AwsCredentialsProvider credentials = AwsClients.credentials(details.getIfAvailable(), provider);
    if (credentials != null) {
      completions.credentials(credentials);
    }
    listeners.orderedStream().forEach(completions::listener);
    return completions.build();
  }

  /**
   * By the credentials that read the store already: those of the grants may be for uploads only.
   */
  @Bean
  @ConditionalOnMissingBean
  ViewLinks uploadViewLinks(
      UploadGrants grants,
      ObjectProvider<UploadConnectionDetails> details,
      ObjectProvider<AwsCredentialsProvider> provider) {
    AwsCredentialsProvider credentials = AwsClients.credentials(details.getIfAvailable(), provider);
    return ViewLinks.of(
        grants,
        credentials == null
            ? SigningCredentials.defaultChain()
            : SigningCredentials.of(credentials));
  }
}
