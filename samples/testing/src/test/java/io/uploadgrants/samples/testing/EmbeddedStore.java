package io.uploadgrants.samples.testing;

import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadServer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** The application uploads to this server, because it is a bean. */
// snippet: spring-store
@TestConfiguration(proxyBeanMethods = false)
class EmbeddedStore {

  @Bean
  UploadServer uploadServer() {
    return UploadServer.embedded();
  }

  @Bean
  GrantClient grantClient(UploadServer server) {
    return GrantClient.of(server);
  }
}
// end
