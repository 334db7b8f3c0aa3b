package io.uploadgrants.spring.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.iam.GrantRevoker;
import io.uploadgrants.servlet.UploadServlet;
import io.uploadgrants.spring.AwsSettings;
import io.uploadgrants.spring.DocumentedBeans;
import io.uploadgrants.spring.autoconfigure.UploadAutoConfiguration;
import io.uploadgrants.spring.servlet.UploadServletAutoConfiguration;
import io.uploadgrants.spring.testkit.UploadServerAutoConfiguration;
import io.uploadgrants.sts.SubjectSessions;
import io.uploadgrants.testkit.UploadServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An application with production's properties, against the server of the test kit. */
class UploadSessionsTests {

  private final WebApplicationContextRunner runner =
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  UploadServerAutoConfiguration.class,
                  UploadAutoConfiguration.class,
                  UploadStsAutoConfiguration.class,
                  UploadRevokingAutoConfiguration.class,
                  UploadServletAutoConfiguration.class))
          .withUserConfiguration(DocumentedBeans.Store.class)
          .withSystemProperties(AwsSettings.none())
          .withPropertyValues(
              "upload.bucket=photos",
              "upload.region=eu-west-1",
              "upload.sts.role-arn=arn:aws:iam::123456789012:role/uploader",
              "upload.sts.endpoint=https://sts.eu-west-1.amazonaws.com",
              "upload.sts.revoking=true",
              "upload.profiles.backup.kinds=temporary-credentials",
              "upload.profiles.backup.valid-for=1h",
              "upload.profiles.backup.scope=prefix",
              "upload.profiles.backup.temporary-credentials.access=read,list",
              "upload.profiles.backup.keys.folder=true",
              "upload.profiles.backup.keys.per-subject=true",
              "upload.profiles.contract.sign-as-subject=true");

  @Test
  void aUsersCredentialsUploadBelowTheOwnPrefixAndNowhereElse() {
    runner.run(
        context -> {
          JsonNode alice = post(context, "alice", "{\"profile\":\"backup\"}");
          assertThat(alice.path("kind").asString()).isEqualTo("temporary-credentials");
          assertThat(alice.path("keyPrefix").asString()).isEqualTo("backup/alice/");
          UploadServer server = context.getBean(UploadServer.class);
          assertThat(alice.path("headers").path("if-none-match").asString()).isEqualTo("*");
          try (S3Client client = client(server, alice)) {
            refused(
                () ->
                    client.putObject(
                        put -> put.bucket(server.bucket()).key("backup/alice/a.txt"),
                        RequestBody.fromString("without the header")));
            put(server, client, "backup/alice/a.txt");
            assertThat(
                    client
                        .getObjectAsBytes(
                            get -> get.bucket(server.bucket()).key("backup/alice/a.txt"))
                        .asUtf8String())
                .isEqualTo("hello");
            for (String other : new String[] {"backup/alice2/a", "backup/bob/a", "backup/a", "a"}) {
              refused(() -> put(server, client, other));
            }
            refused(
                () ->
                    client.deleteObject(
                        delete -> delete.bucket(server.bucket()).key("backup/alice/a.txt")));
            assertThat(list(server, client, "backup/alice/")).containsExactly("backup/alice/a.txt");
            for (String other : new String[] {"", "backup/", "backup/alice", "backup/bob/"}) {
              refused(() -> list(server, client, other));
            }
          }
        });
  }

  @Test
  void aRevokedUsersGrantIsRefusedAndAnothersIsnt() {
    runner
        .withUserConfiguration(DocumentedBeans.Suspensions.class)
        .run(
            context -> {
              String form = "{\"profile\":\"contract\",\"size\":5}";
              JsonNode before = post(context, "alice", form);
              JsonNode unused = post(context, "alice", form);
              JsonNode bobs = post(context, "bob", form);
              assertThat(put(before)).as("before").isEqualTo(200);

              context.publishEvent(new DocumentedBeans.AccountSuspended("alice"));

              assertThat(put(unused)).as("one that was already out").isEqualTo(403);
              assertThat(put(bobs)).as("another subject's").isEqualTo(200);
              context
                  .getBean(UploadServer.class)
                  .clock()
                  .advance(Duration.ofSeconds(7)); // clocks may differ by 5
              assertThat(put(post(context, "alice", form)))
                  .as("of a new session, the cached one being forgotten")
                  .isEqualTo(200);
              assertThat(context.getBean(SubjectSessions.class).metrics().misses()).isEqualTo(3);
            });
  }

  @Test
  void revokingTellsTheTimeAsGrantsDo() {
    runner.run(
        context -> {
          context.getBean(UploadServer.class).clock().advance(Duration.ofMinutes(2));
          JsonNode unused = post(context, "alice", "{\"profile\":\"contract\",\"size\":5}");
          context.getBean(GrantRevoker.class).revoke("alice");
          assertThat(put(unused)).as("two minutes later than the machine's time").isEqualTo(403);
        });
  }

  @Test
  void withoutThePropertyThereIsNoRevoker() {
    runner
        .withPropertyValues("upload.sts.revoking=false")
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .doesNotHaveBean(GrantRevoker.class)
                    .doesNotHaveBean("uploadIamClient"));
  }

  private static JsonNode post(AssertableWebApplicationContext context, String user, String body)
      throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/uploads");
    request.setServletPath("/uploads");
    request.setContentType("application/json");
    request.setContent(body.getBytes(StandardCharsets.UTF_8));
    request.setUserPrincipal(() -> user);
    MockHttpServletResponse response = new MockHttpServletResponse();
    UploadServlet servlet =
        (UploadServlet)
            Objects.requireNonNull(context.getBean(ServletRegistrationBean.class).getServlet());
    servlet.service(request, response);
    assertThat(response.getStatus()).as(response.getContentAsString()).isEqualTo(201);
    return JsonMapper.builder().build().readTree(response.getContentAsString());
  }

  private static S3Client client(UploadServer server, JsonNode grant) {
    JsonNode credentials = grant.path("credentials");
    return server.client(
        StaticCredentialsProvider.create(
            AwsSessionCredentials.create(
                credentials.path("accessKeyId").asString(),
                credentials.path("secretAccessKey").asString(),
                credentials.path("sessionToken").asString())));
  }

  private static void put(UploadServer server, S3Client client, String key) {
    client.putObject(
        put -> put.bucket(server.bucket()).key(key).ifNoneMatch("*"),
        RequestBody.fromString("hello"));
  }

  private static List<String> list(UploadServer server, S3Client client, String prefix) {
    return client
        .listObjectsV2(list -> list.bucket(server.bucket()).prefix(prefix))
        .contents()
        .stream()
        .map(S3Object::key)
        .toList();
  }

  private static void refused(Runnable call) {
    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(call::run)
        .extracting(S3Exception::statusCode)
        .isEqualTo(403);
  }

  private static int put(JsonNode grant) throws Exception {
    HttpRequest.Builder put =
        HttpRequest.newBuilder(URI.create(grant.path("url").asString()))
            .PUT(BodyPublishers.ofString("hello"));
    grant
        .path("headers")
        .properties()
        .forEach(header -> put.header(header.getKey(), header.getValue().asString()));
    return HttpClient.newHttpClient().send(put.build(), BodyHandlers.ofString()).statusCode();
  }
}
