package io.uploadgrants.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.UploadTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Uploads as a client of its own would, with nothing but HTTP. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
abstract class UploadsSuite {

  private static final String BOUNDARY = "quickstart-boundary";

  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = JsonMapper.builder().build();

  @LocalServerPort private int port;
  @Autowired private S3Client s3;
  @Autowired private UploadTarget target;

  @Test
  void theProfilesAreListed() throws Exception {
    JsonNode profiles = json.readTree(get("/uploads/profiles").body()).get("profiles");

    assertThat(profiles).hasSize(2);
    JsonNode photo = profiles.get(0);
    assertThat(photo.get("name").stringValue()).isEqualTo("photo");
    assertThat(photo.get("kinds").toString()).isEqualTo("[\"presigned-put\",\"post-policy\"]");
    assertThat(photo.get("contentTypes").toString())
        .isEqualTo("[\"image/png\",\"image/jpeg\",\"image/webp\"]");
    assertThat(photo.get("maxSize").longValue()).isEqualTo(5 << 20);
    JsonNode document = profiles.get(1);
    assertThat(document.get("name").stringValue()).isEqualTo("document");
    assertThat(document.get("kinds").toString()).isEqualTo("[\"post-policy\"]");
    assertThat(document.get("maxSize").longValue()).isEqualTo(20 << 20);
  }

  @Test
  void aPhotoGoesUpByPut() throws Exception {
    byte[] photo = bytes(300_000);
    JsonNode grant = granted(photo("sunset.png", photo.length, "presigned-put"));

    assertThat(grant.get("method").stringValue()).isEqualTo("PUT");
    assertThat(put(grant, photo).statusCode()).isEqualTo(200);
    assertThat(stored(grant)).isEqualTo(photo);
  }

  /** A small one: versitygw refuses before it has read all, and a client may lose the answer. */
  @Test
  void aPhotoGoesUpOnlyOnce() throws Exception {
    byte[] photo = bytes(1000);
    JsonNode grant = granted(photo("sunset.png", photo.length, "presigned-put"));

    assertThat(put(grant, photo).statusCode()).isEqualTo(200);
    assertThat(put(grant, photo).statusCode()).as("the same again").isEqualTo(412);
  }

  @Test
  void aPhotoOfAnotherSizeThanDeclaredIsRefusedByTheStore() throws Exception {
    JsonNode grant = granted(photo("sunset.png", 1000, "presigned-put"));

    assertThat(put(grant, bytes(1001)).statusCode()).isEqualTo(403);
  }

  @Test
  void aPhotoGoesUpByForm() throws Exception {
    byte[] photo = bytes(123_456);
    JsonNode grant = granted(photo("sunset.png", photo.length, "post-policy"));

    HttpResponse<String> answer = post(grant, photo);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(stored(grant)).isEqualTo(photo);
  }

  @Test
  void aDocumentGoesUpByForm() throws Exception {
    byte[] document = bytes(2 << 20);
    JsonNode grant =
        granted(
            """
            {"profile":"document","fileName":"paper.pdf","size":%d,"contentType":"application/pdf"}
            """
                .formatted(document.length));

    assertThat(grant.get("kind").stringValue()).isEqualTo("post-policy");
    HttpResponse<String> answer = post(grant, document);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(stored(grant)).isEqualTo(document);
  }

  @Test
  void aPhotoThatIsTooLargeIsRefusedWithLimitAndSize() throws Exception {
    JsonNode problem = refused(photo("big.png", 6 << 20, "presigned-put"), 413, "too-large");

    assertThat(problem.get("limit").longValue()).isEqualTo(5 << 20);
    assertThat(problem.get("given").longValue()).isEqualTo(6 << 20);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "document, application/pdf, `,\"kind\":\"presigned-put\"`, 422, kind-not-allowed",
        "document, text/html, ``, 415, type-not-allowed",
        "photo, text/html, ``, 415, type-not-allowed",
        "nothing, image/png, ``, 401, authentication-required",
      })
  void whatTheProfileDoesntAllowIsRefused(
      String profile, String type, String more, int status, String code) throws Exception {
    refused(
        "{\"profile\":\"%s\",\"fileName\":\"f\",\"size\":5,\"contentType\":\"%s\"%s}"
            .formatted(profile, type, more),
        status,
        code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc/passwd",
        "..\\..\\boot.ini",
        "a/b/../c.png",
        "%2e%2e%2f.png",
        "\"quoted\";filename=x.png",
        "${filename}.png",
        "*?.png",
        "snow ☃ \uD83D\uDE00.png",
        "\u202Egnp.exe",
        "<script>alert(1)</script>.png"
      })
  void aHostileFileNameStaysOutOfTheKey(String name) throws Exception {
    for (String kind : new String[] {"presigned-put", "post-policy"}) {
      byte[] photo = bytes(10);
      JsonNode grant = granted(photo(name, photo.length, kind));

      assertThat(grant.get("key").stringValue()).matches("photo/[0-9a-f]{32}");
      HttpResponse<String> answer =
          kind.equals("post-policy") ? post(grant, photo) : put(grant, photo);
      assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
      assertThat(stored(grant)).isEqualTo(photo);
    }
  }

  @Test
  void aFileNameThatNoFileHasIsRefused() throws Exception {
    refused(photo(" ", 5, "presigned-put"), 400, "invalid-request");
    refused(photo("a\u0000b.png", 5, "presigned-put"), 400, "invalid-request");
    refused(photo("a\r\nX-Evil: 1.png", 5, "presigned-put"), 400, "invalid-request");
    refused(photo("x".repeat(10_000), 5, "presigned-put"), 400, "invalid-request");
  }

  @Test
  void anObjectIsShownFromTheStore() throws Exception {
    byte[] photo = bytes(1000);
    JsonNode grant = granted(photo("sunset.png", photo.length, "presigned-put"));
    put(grant, photo);

    HttpResponse<String> redirect = get("/objects/" + grant.get("key").stringValue());

    assertThat(redirect.statusCode()).isEqualTo(302);
    URI location = URI.create(redirect.headers().firstValue("Location").orElseThrow());
    HttpResponse<byte[]> object =
        http.send(HttpRequest.newBuilder(location).build(), BodyHandlers.ofByteArray());
    assertThat(object.statusCode()).isEqualTo(200);
    assertThat(object.headers().firstValue("Content-Type")).hasValue("image/png");
    assertThat(object.body()).isEqualTo(photo);
  }

  @Test
  void onlyTheVeryFileIsFoundStored() throws Exception {
    byte[] photo = bytes(1000);
    JsonNode grant = granted(photo("sunset.png", photo.length, "presigned-put"));
    String key = grant.get("key").stringValue();
    assertThat(isStored(key, photo)).as("before").isFalse();
    put(grant, photo);

    assertThat(isStored(key, photo)).isTrue();
    byte[] other = photo.clone();
    other[999]++;
    assertThat(isStored(key, other)).isFalse();
    assertThat(isStored(key, bytes(1001))).isFalse();
    assertThat(isStored("elsewhere/" + key, photo)).isFalse();
  }

  private boolean isStored(String key, byte[] file) throws Exception {
    String sha256 =
        Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(file));
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(uri("/quickstart/stored"))
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"key\":\"%s\",\"size\":%d,\"sha256\":\"%s\"}"
                            .formatted(key, file.length, sha256)))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json.readTree(answer.body()).get("stored").booleanValue();
  }

  @Test
  void theBannerNamesTheStore() throws Exception {
    JsonNode banner = json.readTree(get("/quickstart").body());

    assertThat(banner.get("store").stringValue()).isEqualTo(storeName());
    assertThat(banner.get("endpoint").stringValue())
        .isEqualTo(String.valueOf(target.publicEndpoint()));
    assertThat(banner.get("bucket").stringValue()).isEqualTo(target.bucket());
    assertThat(banner.get("folder").isNull()).isEqualTo(storeName().equals("server"));
  }

  /** Returns what the banner calls the store. */
  abstract String storeName();

  private String photo(String name, int size, String kind) {
    return json.createObjectNode()
        .put("profile", "photo")
        .put("fileName", name)
        .put("size", size)
        .put("contentType", "image/png")
        .put("kind", kind)
        .toString();
  }

  private JsonNode granted(String request) throws Exception {
    HttpResponse<String> answer = ask(request);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    return json.readTree(answer.body());
  }

  private JsonNode refused(String request, int status, String code) throws Exception {
    HttpResponse<String> answer = ask(request);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode problem = json.readTree(answer.body());
    assertThat(problem.get("code").stringValue()).isEqualTo(code);
    return problem;
  }

  private HttpResponse<String> ask(String request) throws Exception {
    return http.send(
        HttpRequest.newBuilder(uri("/uploads"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(request))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  /** Sends exactly the headers that the grant lists. */
  private HttpResponse<String> put(JsonNode grant, byte[] bytes) throws Exception {
    HttpRequest.Builder put =
        HttpRequest.newBuilder(URI.create(grant.get("url").stringValue()))
            .PUT(BodyPublishers.ofByteArray(bytes));
    texts(grant.get("headers")).forEach(put::header);
    return http.send(put.build(), BodyHandlers.ofString());
  }

  /** Sends exactly the fields that the grant lists, in their order, and the file behind them. */
  private HttpResponse<String> post(JsonNode grant, byte[] bytes) throws Exception {
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

  private byte[] stored(JsonNode grant) {
    String key = grant.get("key").stringValue();
    return s3.getObjectAsBytes(get -> get.bucket(target.bucket()).key(key)).asByteArray();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
