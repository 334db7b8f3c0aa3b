package io.uploadgrants.spring.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.uploadgrants.CompletedUpload;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.completion.CompletionListener;
import io.uploadgrants.s3.ViewLink;
import io.uploadgrants.s3.ViewLinks;
import io.uploadgrants.spring.AwsSettings;
import io.uploadgrants.spring.DocumentedBeans;
import io.uploadgrants.spring.autoconfigure.UploadAutoConfiguration;
import io.uploadgrants.spring.metrics.UploadMetricsAutoConfiguration;
import io.uploadgrants.spring.servlet.UploadServletAutoConfiguration;
import io.uploadgrants.spring.testkit.UploadServerAutoConfiguration;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.token.Receipts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Object;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From the request for a grant to the receipt, by the servlet, with a store that is a test's. */
class UploadCompletionTests {

  private final WebApplicationContextRunner runner =
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  UploadServerAutoConfiguration.class,
                  UploadAutoConfiguration.class,
                  UploadCompletionAutoConfiguration.class,
                  UploadMetricsAutoConfiguration.class,
                  UploadServletAutoConfiguration.class))
          .withSystemProperties(AwsSettings.none())
          .withBean(SimpleMeterRegistry.class, SimpleMeterRegistry::new)
          .withUserConfiguration(DocumentedBeans.Store.class, Listeners.class)
          .withPropertyValues(
              "upload.bucket=photos",
              "upload.region=eu-west-1",
              "upload.endpoint=https://production.example.com",
              "upload.tickets.secret=q3JtWk6ZrB1xYd8sLmNc0vPg5uHe7aTf",
              "upload.receipts.valid-for=2h",
              "upload.profiles.avatar.max-size=1MB",
              "upload.profiles.avatar.completion.within=3h");

  @Test
  void whatWasGrantedAndUploadedIsCompletedAndItsReceiptVerifies() {
    runner.run(
        context -> {
          JsonNode grant = grant(context);
          JsonNode ticket = ticket(grant);
          assertThat(put(grant)).isEqualTo(200);

          JsonNode completed = post(context, "/complete", ticket, 200);

          Receipts receipts = context.getBean(Receipts.class);
          String receipt = completed.path("receipt").stringValue();
          CompletedUpload upload = receipts.verify(receipt, "alice");
          assertThat(upload.key()).isEqualTo(grant.path("key").stringValue());
          assertThat(upload.size()).isEqualTo(5);
          assertThat(context.getBean(Heard.class).words())
              .containsExactly("first completed avatar", "second completed avatar");
          assertThat(count(context, "completed")).isEqualTo(1);
          assertThat(context.getBeanProvider(CompletionListener.class).orderedStream())
              .as("counted when no other listener can stop it any more")
              .last()
              .isSameAs(context.getBean("uploadCompletionMeters"));

          context.getBean(UploadServer.class).clock().advance(Duration.ofMinutes(119));
          assertThat(receipts.verify(receipt, "alice")).isEqualTo(upload);
          context.getBean(UploadServer.class).clock().advance(Duration.ofMinutes(2));
          assertThatExceptionOfType(UploadRefusedException.class)
              .as("by the clock of the grants")
              .isThrownBy(() -> receipts.verify(receipt, "alice"));
          post(context, "/complete", ticket, 200);
          context.getBean(UploadServer.class).clock().advance(Duration.ofHours(1));
          assertThat(post(context, "/complete", ticket, 410).path("code").stringValue())
              .isEqualTo("ticket-expired");
        });
  }

  @Test
  void whatWasCompletedIsShownByALink() {
    runner.run(
        context -> {
          JsonNode grant = grant(context);
          assertThat(put(grant)).isEqualTo(200);
          JsonNode completed = post(context, "/complete", ticket(grant), 200);
          CompletedUpload upload =
              context
                  .getBean(Receipts.class)
                  .verify(completed.path("receipt").stringValue(), "alice");

          ViewLink link = context.getBean(ViewLinks.class).viewLink(upload, Duration.ofMinutes(5));

          HttpResponse<String> shown =
              HttpClient.newHttpClient()
                  .send(HttpRequest.newBuilder(link.url()).build(), BodyHandlers.ofString());
          assertThat(shown.statusCode()).as(shown.body()).isEqualTo(200);
          assertThat(shown.body()).hasSize(5);
        });
  }

  @Test
  void whatDiffersIsGoneAndWhatIsAbortedIsCounted() {
    runner.run(
        context -> {
          JsonNode grant = grant(context);
          UploadServer server = context.getBean(UploadServer.class);
          server
              .client()
              .putObject(
                  put ->
                      put.bucket(server.bucket())
                          .key(grant.path("key").stringValue())
                          .metadata(
                              Map.of(
                                  "upload-id",
                                  grant
                                      .path("headers")
                                      .path("x-amz-meta-upload-id")
                                      .stringValue())),
                  RequestBody.fromString("six..."));

          assertThat(post(context, "/complete", ticket(grant), 422).path("code").stringValue())
              .isEqualTo("object-differs");
          post(context, "/abort", ticket(grant(context)), 200);

          assertThat(objects(server)).isEmpty();
          assertThat(context.getBean(Heard.class).words())
              .containsExactly(
                  "first rejected avatar",
                  "second rejected avatar",
                  "first aborted avatar",
                  "second aborted avatar");
          assertThat(count(context, "rejected")).isEqualTo(1);
          assertThat(count(context, "aborted")).isEqualTo(1);
        });
  }

  @Test
  void withoutCompletionTheServletHasNoSuchPaths() {
    new WebApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                UploadAutoConfiguration.class,
                UploadCompletionAutoConfiguration.class,
                UploadServletAutoConfiguration.class))
        .withSystemProperties(AwsSettings.none())
        .withPropertyValues(
            "upload.bucket=photos",
            "upload.region=eu-west-1",
            "upload.profiles.avatar.max-size=1MB")
        .run(context -> post(context, "/complete", JsonMapper.shared().createObjectNode(), 404));
  }

  private static JsonNode grant(ApplicationContext context) throws Exception {
    return post(
        context,
        "",
        JsonMapper.shared().createObjectNode().put("profile", "avatar").put("size", 5),
        201);
  }

  private static JsonNode ticket(JsonNode grant) {
    return JsonMapper.shared().createObjectNode().put("ticket", grant.path("ticket").stringValue());
  }

  private static JsonNode post(ApplicationContext context, String path, JsonNode body, int status)
      throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/uploads" + path);
    request.setServletPath("/uploads");
    request.setPathInfo(path.isEmpty() ? null : path);
    request.setContentType("application/json");
    request.setContent(body.toString().getBytes(StandardCharsets.UTF_8));
    request.setUserPrincipal(() -> "alice");
    MockHttpServletResponse response = new MockHttpServletResponse();
    ServletRegistrationBean<?> servlet = context.getBean(ServletRegistrationBean.class);
    Objects.requireNonNull(servlet.getServlet()).service(request, response);
    String answer = response.getContentAsString(StandardCharsets.UTF_8);
    assertThat(response.getStatus()).as(answer).isEqualTo(status);
    return JsonMapper.shared().readTree(answer);
  }

  private static int put(JsonNode grant) throws Exception {
    HttpRequest.Builder put =
        HttpRequest.newBuilder(URI.create(grant.path("url").stringValue()))
            .PUT(BodyPublishers.ofString("five."));
    grant
        .path("headers")
        .properties()
        .forEach(header -> put.header(header.getKey(), header.getValue().stringValue()));
    return HttpClient.newHttpClient().send(put.build(), BodyHandlers.ofString()).statusCode();
  }

  private static List<String> objects(UploadServer server) {
    return server.client().listObjectsV2(list -> list.bucket(server.bucket())).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  private static double count(ApplicationContext context, String outcome) {
    return context
        .getBean(MeterRegistry.class)
        .get("upload.completions")
        .tags("profile", "avatar", "outcome", outcome)
        .counter()
        .count();
  }

  record Heard(List<String> words) {}

  record Listener(String name, Heard heard) implements CompletionListener {

    @Override
    public void completed(CompletedUpload upload) {
      heard.words().add(name + " completed " + upload.profile());
    }

    @Override
    public void rejected(TicketClaims upload, UploadRefusedException reason) {
      heard.words().add(name + " rejected " + upload.profile());
    }

    @Override
    public void aborted(TicketClaims upload) {
      heard.words().add(name + " aborted " + upload.profile());
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Listeners {

    @Bean
    Heard heard() {
      return new Heard(new ArrayList<>());
    }

    @Bean
    @Order(2)
    CompletionListener second(Heard heard) {
      return new Listener("second", heard);
    }

    @Bean
    @Order(1)
    CompletionListener first(Heard heard) {
      return new Listener("first", heard);
    }
  }
}
