package io.uploadgrants.spring.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.uploadgrants.CompletedUpload;
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
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An upload in parts by properties alone, from the request for a grant to the receipt. */
class UploadMultipartTests {

  private static final int PART = 5 << 20;
  private static final byte[] FILE = new byte[PART + 5];

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
          .withUserConfiguration(DocumentedBeans.Store.class)
          .withPropertyValues(
              "upload.bucket=videos",
              "upload.region=eu-west-1",
              "upload.tickets.secret=q3JtWk6ZrB1xYd8sLmNc0vPg5uHe7aTf",
              "upload.profiles.video.kinds=multipart",
              "upload.profiles.video.max-size=2GB",
              "upload.profiles.video.multipart.part-size=5MB");

  @Test
  void aFileGoesUpInPartsAndItsReceiptVerifies() {
    runner.run(
        context -> {
          JsonNode grant = grant(context);
          assertThat(grant.path("kind").stringValue()).isEqualTo("multipart");
          assertThat(grant.path("partSize").intValue()).isEqualTo(PART);
          ObjectNode body = ticket(grant);
          ArrayNode sent = body.putArray("parts");
          for (JsonNode part : post(context, "/parts", range(grant), 200).path("parts")) {
            sent.addObject()
                .put("partNumber", part.path("partNumber").intValue())
                .put("etag", put(part));
          }
          assertThat(post(context, "/status", ticket(grant), 200).path("parts").valueStream())
              .hasSize(2);

          JsonNode completed = post(context, "/complete", body, 200);

          CompletedUpload upload =
              context
                  .getBean(Receipts.class)
                  .verify(completed.path("receipt").stringValue(), "alice");
          assertThat(upload.size()).isEqualTo(FILE.length);
          UploadServer server = context.getBean(UploadServer.class);
          assertThat(
                  server
                      .client()
                      .getObjectAsBytes(get -> get.bucket(server.bucket()).key(upload.key()))
                      .asByteArray())
              .isEqualTo(FILE);
          assertThat(count(context, "completed")).isEqualTo(1);
        });
  }

  @Test
  void whatIsAbortedLeavesNoParts() {
    runner.run(
        context -> {
          JsonNode grant = grant(context);
          put(grant.path("parts").get(0));

          post(context, "/abort", ticket(grant), 200);

          UploadServer server = context.getBean(UploadServer.class);
          assertThat(server.client().listMultipartUploads(l -> l.bucket(server.bucket())).uploads())
              .isEmpty();
          assertThat(post(context, "/status", ticket(grant), 404).path("code").stringValue())
              .isEqualTo("no-such-upload");
          assertThat(count(context, "aborted")).isEqualTo(1);
        });
  }

  private static JsonNode grant(ApplicationContext context) throws Exception {
    ObjectNode request = JsonMapper.shared().createObjectNode();
    return post(context, "", request.put("profile", "video").put("size", FILE.length), 201);
  }

  private static ObjectNode ticket(JsonNode grant) {
    return JsonMapper.shared().createObjectNode().put("ticket", grant.path("ticket").stringValue());
  }

  private static ObjectNode range(JsonNode grant) {
    return ticket(grant).put("from", 1).put("count", 2);
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

  /** Sends a part, and returns its entity tag. */
  private static String put(JsonNode part) throws Exception {
    int from = (part.path("partNumber").intValue() - 1) * PART;
    byte[] bytes = Arrays.copyOfRange(FILE, from, from + part.path("size").intValue());
    HttpRequest.Builder put =
        HttpRequest.newBuilder(URI.create(part.path("url").stringValue()))
            .PUT(BodyPublishers.ofByteArray(bytes));
    part.path("headers")
        .properties()
        .forEach(header -> put.header(header.getKey(), header.getValue().stringValue()));
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(put.build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.headers().firstValue("etag").orElseThrow();
  }

  private static double count(ApplicationContext context, String outcome) {
    return context
        .getBean(MeterRegistry.class)
        .get("upload.completions")
        .tags("profile", "video", "outcome", outcome)
        .counter()
        .count();
  }
}
