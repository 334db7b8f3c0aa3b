package io.uploadgrants.samples.quickstart;

import io.uploadgrants.UploadTarget;
import io.uploadgrants.testkit.embedded.EmbeddedS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.StringUtils;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/** The store: the one that is configured, or else an S3 server in this JVM. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(StoreConfiguration.class);

  /** The S3 server of the test kit. An application of your own has none of this. */
  @Configuration(proxyBeanMethods = false)
  @Conditional(NoStoreConfigured.class)
  static class Embedded {

    @Bean
    EmbeddedStore embeddedStore() throws IOException {
      Path folder = Files.createTempDirectory("upload-quickstart-");
      EmbeddedS3 server = EmbeddedS3.builder().folder(folder).allowedOrigins("*").start();
      LOG.info(
          "No store is configured, so uploads go to an S3 server in this JVM, {}, with files below {} until it ends. For AWS set UPLOAD_BUCKET, UPLOAD_REGION and AWS credentials; for another store UPLOAD_ENDPOINT and UPLOAD_STORE too.",
          server.endpoint(),
          folder);
      return new EmbeddedStore(server, folder);
    }

    @Bean
    UploadTarget uploadTarget(EmbeddedStore store) {
      return store.server().target("quickstart").build();
    }
  }

  /** A running server and where it keeps its files. */
  record EmbeddedStore(EmbeddedS3 server, Path folder) implements AutoCloseable {

    /** Ends the server, and removes its files: each start makes a folder of its own. */
    @Override
    public void close() throws IOException {
      server.close();
      FileSystemUtils.deleteRecursively(folder);
    }
  }

  static final class NoStoreConfigured implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      Environment environment = context.getEnvironment();
      return !StringUtils.hasText(environment.getProperty("upload.bucket"))
          && !StringUtils.hasText(environment.getProperty("upload.endpoint"));
    }
  }

  @Bean
  AwsCredentialsProvider credentials(ObjectProvider<EmbeddedStore> embedded) {
    EmbeddedStore store = embedded.getIfAvailable();
    return store == null
        ? DefaultCredentialsProvider.builder().build()
        : store.server().credentials();
  }

  @Bean
  StoreInfo storeInfo(UploadTarget target, ObjectProvider<EmbeddedStore> embedded) {
    EmbeddedStore store = embedded.getIfAvailable();
    return new StoreInfo(
        store == null ? "server" : "embedded",
        target.publicEndpoint() == null ? "AWS" : target.publicEndpoint().toString(),
        target.bucket(),
        store == null ? null : store.folder().toString());
  }

  /**
   * What the page says of the store.
   *
   * @param store {@code embedded} or {@code server}
   * @param endpoint where browsers reach it
   * @param bucket the bucket
   * @param folder where the embedded one keeps its files
   */
  record StoreInfo(String store, String endpoint, String bucket, @Nullable String folder) {}
}
