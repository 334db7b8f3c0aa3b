package io.uploadgrants.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.PresignedPut;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.spring.autoconfigure.UploadAutoConfiguration;
import io.uploadgrants.testkit.UploadServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.PropertiesPropertySource;
import org.springframework.core.io.ByteArrayResource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The first store of docs/spring-boot.md that isn't AWS, with the properties that stand there. */
@Needs(Equipment.SEAWEEDFS)
class DocumentedStoreTests {

  private static final Path PAGE = Path.of("..", "docs", "spring-boot.md");
  private static final String HEADING = "### Another store than AWS\n\n```yaml\n";

  @AutoClose
  private final UploadServer server =
      UploadServer.at(
          Equipment.SEAWEEDFS.endpoint(),
          StaticCredentialsProvider.create(
              AwsBasicCredentials.create(
                  Equipment.SEAWEEDFS.accessKey(), Equipment.SEAWEEDFS.secretKey())));

  private static PropertiesPropertySource page() throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf(HEADING) + HEADING.length();
    String yaml = page.substring(start, page.indexOf("```", start));
    YamlPropertiesFactoryBean properties = new YamlPropertiesFactoryBean();
    properties.setResources(new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
    return new PropertiesPropertySource("page", Objects.requireNonNull(properties.getObject()));
  }

  @Test
  void takesWhatIsGrantedAndNothingElse() throws Exception {
    PropertiesPropertySource page = page();
    assertThat(page.getProperty("upload.store")).isEqualTo("seaweed-fs");
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(UploadAutoConfiguration.class))
        .withInitializer(context -> context.getEnvironment().getPropertySources().addLast(page))
        .withPropertyValues(
            "upload.bucket=" + server.bucket(),
            "upload.endpoint=" + server.endpoint(),
            "upload.public-endpoint=" + server.endpoint())
        .withSystemProperties(AwsSettings.none())
        .withSystemProperties(
            "aws.accessKeyId=" + Equipment.SEAWEEDFS.accessKey(),
            "aws.secretAccessKey=" + Equipment.SEAWEEDFS.secretKey())
        .run(
            context -> {
              UploadGrants grants = context.getBean(UploadGrants.class);
              assertThat(put(grant(grants), new byte[6])).as("a byte too many").isEqualTo(403);
              PresignedPut grant = grant(grants);
              assertThat(List.of(put(grant, new byte[5]), put(grant, new byte[5])))
                  .as("and again")
                  .containsExactly(200, 412);
              assertThat(
                      server
                          .client()
                          .headObject(head -> head.bucket(server.bucket()).key(grant.key()))
                          .contentType())
                  .isEqualTo("image/png");
            });
  }

  private static PresignedPut grant(UploadGrants grants) {
    return (PresignedPut)
        grants.grant(UploadRequest.of("avatar").file("me.png", 5, "image/png").build());
  }

  private static int put(PresignedPut grant, byte[] body) throws Exception {
    HttpRequest.Builder put =
        HttpRequest.newBuilder(URI.create(grant.url())).PUT(BodyPublishers.ofByteArray(body));
    grant.headers().forEach(put::header);
    return HttpClient.newHttpClient().send(put.build(), BodyHandlers.discarding()).statusCode();
  }
}
