package io.uploadgrants.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A client with nothing but HTTP: it asks the application, and performs what was granted. */
final class PlainClient {

  private static final String BOUNDARY = "quickstart-boundary";

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;

  PlainClient(int port) {
    this.port = port;
  }

  static ObjectNode of(String name, String value) {
    return JsonMapper.shared().createObjectNode().put(name, value);
  }

  static String text(JsonNode node, String name) {
    return node.get(name).stringValue();
  }

  JsonNode call(String path, ObjectNode request, int status) throws Exception {
    HttpResponse<String> answer = call(path, request.toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return JsonMapper.shared().readTree(answer.body());
  }

  HttpResponse<byte[]> shown(JsonNode completed, String name) throws Exception {
    ObjectNode request = of("receipt", text(completed, "receipt")).put("fileName", name);
    URI url = URI.create(text(call("/quickstart/link", request, 200), "url"));
    HttpResponse<byte[]> object =
        http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray());
    assertThat(object.statusCode()).isEqualTo(200);
    return object;
  }

  JsonNode granted(String request) throws Exception {
    HttpResponse<String> answer = ask(request);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    return JsonMapper.shared().readTree(answer.body());
  }

  JsonNode refused(String request, int status, String code) throws Exception {
    HttpResponse<String> answer = ask(request);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode problem = JsonMapper.shared().readTree(answer.body());
    assertThat(problem.get("code").stringValue()).isEqualTo(code);
    return problem;
  }

  private HttpResponse<String> ask(String request) throws Exception {
    return call("/uploads", request);
  }

  private HttpResponse<String> call(String path, String request) throws Exception {
    return http.send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(request))
            .build(),
        BodyHandlers.ofString());
  }

  JsonNode json(String path) throws Exception {
    return JsonMapper.shared()
        .readTree(
            http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString()).body());
  }

  /** Sends exactly the headers that the grant lists. */
  HttpResponse<String> put(JsonNode grant, byte[] bytes) throws Exception {
    HttpRequest.Builder put =
        HttpRequest.newBuilder(URI.create(grant.get("url").stringValue()))
            .PUT(BodyPublishers.ofByteArray(bytes));
    texts(grant.get("headers")).forEach(put::header);
    return http.send(put.build(), BodyHandlers.ofString());
  }

  /** Sends exactly the fields that the grant lists, in their order, and the file behind them. */
  HttpResponse<String> post(JsonNode grant, byte[] bytes) throws Exception {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    for (Map.Entry<String, String> field : texts(grant.get("fields")).entrySet()) {
      part(
          form,
          "name=\"" + field.getKey() + "\"",
          field.getValue().getBytes(StandardCharsets.UTF_8));
    }
    part(form, "name=\"" + grant.get("fileField").stringValue() + "\"; filename=\"f\"", bytes);
    form.write(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
    return http.send(
        HttpRequest.newBuilder(URI.create(grant.get("url").stringValue()))
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(BodyPublishers.ofByteArray(form.toByteArray()))
            .build(),
        BodyHandlers.ofString());
  }

  private static void part(ByteArrayOutputStream form, String disposition, byte[] content)
      throws IOException {
    form.write(
        "--%s\r\nContent-Disposition: form-data; %s\r\n\r\n"
            .formatted(BOUNDARY, disposition)
            .getBytes(StandardCharsets.UTF_8));
    form.write(content);
    form.write("\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new LinkedHashMap<>();
    object
        .properties()
        .forEach(member -> texts.put(member.getKey(), member.getValue().stringValue()));
    return texts;
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
