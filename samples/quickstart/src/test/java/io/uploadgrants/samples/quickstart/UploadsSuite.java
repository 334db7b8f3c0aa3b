package io.uploadgrants.samples.quickstart;

import static io.uploadgrants.samples.quickstart.PlainClient.of;
import static io.uploadgrants.samples.quickstart.PlainClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.UploadTarget;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Uploads as a client of its own would, with nothing but HTTP. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
abstract class UploadsSuite {

  @LocalServerPort private int port;
  @Autowired private UploadTarget target;
  @Autowired private AwsCredentialsProvider credentials;

  @AutoClose private S3Client s3;
  private PlainClient client;

  @BeforeEach
  void connect() {
    s3 = Stores.client(target, credentials);
    client = new PlainClient(port);
  }

  @Test
  void theProfilesAreListed() throws Exception {
    JsonNode profiles = client.json("/uploads/profiles").get("profiles");

    assertThat(profiles).hasSize(3);
    JsonNode photo = profiles.get(0);
    assertThat(photo.get("name").stringValue()).isEqualTo("photo");
    assertThat(photo.get("kinds").toString()).isEqualTo("[\"presigned-put\"]");
    assertThat(photo.get("contentTypes").toString())
        .isEqualTo("[\"image/png\",\"image/jpeg\",\"image/webp\"]");
    assertThat(photo.get("maxSize").longValue()).isEqualTo(5 << 20);
    JsonNode document = profiles.get(1);
    assertThat(document.get("name").stringValue()).isEqualTo("document");
    assertThat(document.get("kinds").toString()).isEqualTo("[\"post-policy\"]");
    assertThat(document.get("maxSize").longValue()).isEqualTo(20 << 20);
    JsonNode video = profiles.get(2);
    assertThat(video.get("name").stringValue()).isEqualTo("video");
    assertThat(video.get("kinds").toString()).isEqualTo("[\"multipart\"]");
    assertThat(video.get("maxSize").longValue()).isEqualTo(2L << 30);
  }

  @Test
  void aPhotoGoesUpByPut() throws Exception {
    byte[] photo = bytes(300_000);
    JsonNode grant = client.granted(photo("sunset.png", photo.length));

    assertThat(grant.get("method").stringValue()).isEqualTo("PUT");
    assertThat(client.put(grant, photo).statusCode()).isEqualTo(200);
    assertThat(stored(grant)).isEqualTo(photo);
  }

  /** A small one: versitygw refuses before it has read all, and a client may lose the answer. */
  @Test
  void aPhotoGoesUpOnlyOnce() throws Exception {
    byte[] photo = bytes(1000);
    JsonNode grant = client.granted(photo("sunset.png", photo.length));

    assertThat(client.put(grant, photo).statusCode()).isEqualTo(200);
    assertThat(client.put(grant, photo).statusCode()).as("the same again").isEqualTo(412);
  }

  @Test
  void aPhotoOfAnotherSizeThanDeclaredIsRefusedByTheStore() throws Exception {
    JsonNode grant = client.granted(photo("sunset.png", 1000));

    assertThat(client.put(grant, bytes(1001)).statusCode()).isEqualTo(403);
  }

  @Test
  void aDocumentGoesUpByForm() throws Exception {
    byte[] document = bytes(2 << 20);
    JsonNode grant =
        client.granted(
            """
            {"profile":"document","fileName":"paper.pdf","size":%d,"contentType":"application/pdf"}
            """
                .formatted(document.length));

    assertThat(grant.get("kind").stringValue()).isEqualTo("post-policy");
    HttpResponse<String> answer = client.post(grant, document);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(stored(grant)).isEqualTo(document);
  }

  @Test
  void aPhotoThatIsTooLargeIsRefusedWithLimitAndSize() throws Exception {
    JsonNode problem = client.refused(photo("big.png", 6 << 20), 413, "too-large");

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
    client.refused(
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
    byte[] file = bytes(10);
    JsonNode put = client.granted(photo(name, file.length));
    JsonNode form = client.granted(file("document", name, file.length, "application/pdf"));

    assertThat(put.get("key").stringValue()).matches("photo/[0-9a-f]{32}");
    assertThat(form.get("key").stringValue()).matches("document/[0-9a-f]{32}");
    assertThat(client.put(put, file).statusCode()).isEqualTo(200);
    assertThat(client.post(form, file).statusCode()).isEqualTo(201);
    assertThat(stored(put)).isEqualTo(file);
    assertThat(stored(form)).isEqualTo(file);
  }

  @Test
  void aFileNameThatNoFileHasIsRefused() throws Exception {
    client.refused(photo(" ", 5), 400, "invalid-request");
    client.refused(photo("a\u0000b.png", 5), 400, "invalid-request");
    client.refused(photo("a\r\nX-Evil: 1.png", 5), 400, "invalid-request");
    client.refused(photo("x".repeat(10_000), 5), 400, "invalid-request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sunset.png", "a\r\nX-Evil: 1.png", "\"q\";filename=x.html", "☃.png"})
  void aPhotoIsCompletedAndShownByALink(String name) throws Exception {
    byte[] photo = picture(1000);
    JsonNode grant = client.granted(photo("sunset.png", photo.length));
    assertThat(client.put(grant, photo).statusCode()).isEqualTo(200);

    JsonNode completed = client.call("/uploads/complete", of("ticket", text(grant, "ticket")), 200);

    assertThat(text(completed, "key")).isEqualTo(text(grant, "key"));
    HttpResponse<byte[]> object = client.shown(completed, name);
    assertThat(object.headers().firstValue("Content-Type")).hasValue("image/png");
    assertThat(object.headers().firstValue("Content-Disposition").orElseThrow())
        .matches("inline; filename=\"[ -~&&[^\"]]+\"(; filename\\*=UTF-8''[!-~]+)?");
    assertThat(object.headers().firstValue("X-Evil")).isEmpty();
    assertThat(object.body()).isEqualTo(photo);
  }

  @Test
  void aPhotoThatIsNoneIsRemoved() throws Exception {
    byte[] page = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
    JsonNode grant = client.granted(photo("sunset.png", page.length));
    assertThat(client.put(grant, page).statusCode()).isEqualTo(200);

    JsonNode problem = client.call("/uploads/complete", of("ticket", text(grant, "ticket")), 422);

    assertThat(text(problem, "code")).isEqualTo("object-differs");
    assertThat(text(problem, "detail")).contains("image/png");
    assertThat(keys()).doesNotContain(text(grant, "key"));
  }

  @Test
  void nothingIsShownWithoutAReceipt() throws Exception {
    byte[] photo = picture(1000);
    JsonNode grant = client.granted(photo("sunset.png", photo.length));
    client.put(grant, photo);
    String receipt =
        text(client.call("/uploads/complete", of("ticket", text(grant, "ticket")), 200), "receipt");

    for (String other :
        new String[] {
          "", "a.b.c", receipt.substring(0, receipt.length() - 2), text(grant, "ticket")
        }) {
      JsonNode problem =
          client.call("/quickstart/link", of("receipt", other).put("fileName", "a.png"), 400);
      assertThat(text(problem, "detail")).isNotEmpty().doesNotContain("X-Amz");
    }
    client.call("/quickstart/link", JsonMapper.shared().createObjectNode(), 400);
  }

  @Test
  void aVideoGoesUpInParts() throws Exception {
    byte[] video = video((5 << 20) + 5);
    JsonNode grant = client.granted(file("video", "clip.mp4", video.length, "video/mp4"));
    String ticket = text(grant, "ticket");
    assertThat(grant.get("partCount").intValue()).isEqualTo(2);

    ObjectNode request = of("ticket", ticket);
    ArrayNode parts = request.putArray("parts");
    int start = 0;
    for (JsonNode part : grant.get("parts")) {
      int end = start + part.get("size").intValue();
      HttpResponse<String> answer = client.put(part, Arrays.copyOfRange(video, start, end));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      parts
          .addObject()
          .put("partNumber", part.get("partNumber").intValue())
          .put("etag", answer.headers().firstValue("ETag").orElseThrow());
      start = end;
    }
    assertThat(text(client.call("/uploads/status", of("ticket", ticket), 200), "state"))
        .isEqualTo("open");
    JsonNode completed = client.call("/uploads/complete", request, 200);

    assertThat(stored(grant)).isEqualTo(video);
    assertThat(client.shown(completed, "clip.mp4").body()).isEqualTo(video);
    assertThat(text(client.call("/uploads/status", of("ticket", ticket), 200), "state"))
        .isEqualTo("completed");
    assertThat(client.call("/uploads/complete", of("ticket", ticket), 200).get("etag"))
        .as("asked again, by a page that has kept nothing but its ticket")
        .isEqualTo(completed.get("etag"));
  }

  @Test
  void anAbortedVideoLeavesNoPart() throws Exception {
    byte[] video = video((5 << 20) + 5);
    JsonNode grant = client.granted(file("video", "clip.mp4", video.length, "video/mp4"));
    assertThat(client.put(grant.get("parts").get(1), bytes(5)).statusCode()).isEqualTo(200);
    assertThat(unfinished()).contains(text(grant, "key"));

    client.call("/uploads/abort", of("ticket", text(grant, "ticket")), 200);

    assertThat(unfinished()).doesNotContain(text(grant, "key"));
    assertThat(keys()).doesNotContain(text(grant, "key"));
  }

  @Test
  void theBannerNamesTheStore() throws Exception {
    JsonNode banner = client.json("/quickstart");

    assertThat(banner.get("store").stringValue()).isEqualTo(storeName());
    assertThat(banner.get("endpoint").stringValue())
        .isEqualTo(String.valueOf(target.publicEndpoint()));
    assertThat(banner.get("bucket").stringValue()).isEqualTo(target.bucket());
    assertThat(banner.get("folder").isNull()).isEqualTo(storeName().equals("server"));
  }

  /** Returns what the banner calls the store. */
  abstract String storeName();

  private String photo(String name, int size) {
    return file("photo", name, size, "image/png");
  }

  private String file(String profile, String name, int size, String type) {
    return of("profile", profile)
        .put("fileName", name)
        .put("size", size)
        .put("contentType", type)
        .toString();
  }

  private List<String> keys() {
    return s3.listObjectsV2(list -> list.bucket(target.bucket())).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  private List<String> unfinished() {
    return s3.listMultipartUploads(list -> list.bucket(target.bucket())).uploads().stream()
        .map(MultipartUpload::key)
        .toList();
  }

  private byte[] stored(JsonNode grant) {
    String key = grant.get("key").stringValue();
    return s3.getObjectAsBytes(get -> get.bucket(target.bucket()).key(key)).asByteArray();
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static byte[] picture(int size) {
    return begun(size, "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\b\2\0\0\0");
  }

  private static byte[] video(int size) {
    return begun(size, "\0\0\0\u0018ftypisom\0\0\0\0isommp42");
  }

  private static byte[] begun(int size, String header) {
    byte[] bytes = bytes(size);
    byte[] start = header.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(start, 0, bytes, 0, start.length);
    return bytes;
  }
}
