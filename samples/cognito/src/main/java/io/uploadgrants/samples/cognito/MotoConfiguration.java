package io.uploadgrants.samples.cognito;

import io.uploadgrants.UploadTarget;
import io.uploadgrants.testkit.embedded.EmbeddedS3;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The store and the clients of the profile "moto". Moto's own S3 and STS hold nobody to a session
 * policy; the test kit's do.
 */
@Configuration(proxyBeanMethods = false)
@Profile("moto")
class MotoConfiguration {

  @Bean
  EmbeddedS3 store(MotoCognito moto, @Value("${sample.allowed-origins}") String[] origins) {
    return EmbeddedS3.builder().webIdentities(moto.tokens()).allowedOrigins(origins).start();
  }

  @Bean
  UploadTarget uploadTarget(EmbeddedS3 store) {
    return store.target("sample").build();
  }

  @Bean
  AwsCredentialsProvider storeCredentials(EmbeddedS3 store) {
    return store.credentials();
  }

  @Bean
  StsClient sts(EmbeddedS3 store) {
    return StsClient.builder()
        .endpointOverride(store.endpoint())
        .region(Region.of(EmbeddedS3.REGION))
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .build();
  }

  /** Closed by {@link MotoCognito}. */
  @Bean(destroyMethod = "")
  CognitoIdentityProviderClient users(MotoCognito moto) {
    return moto.users();
  }

  /** Closed by {@link MotoCognito}. */
  @Bean(destroyMethod = "")
  CognitoIdentityClient identities(MotoCognito moto) {
    return moto.identities();
  }
}
