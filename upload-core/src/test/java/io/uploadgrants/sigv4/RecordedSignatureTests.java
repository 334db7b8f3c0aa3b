package io.uploadgrants.sigv4;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** boto3's recorded answers (tools/record-boto3) and AWS's published examples are the judges. */
class RecordedSignatureTests {

  private final JsonNode recorded = read();

  private static JsonNode read() {
    try (InputStream json = RecordedSignatureTests.class.getResourceAsStream("/boto3.json")) {
      return JsonMapper.shared().readTree(Objects.requireNonNull(json, "boto3.json"));
    } catch (IOException e) {
      throw new IllegalStateException("The recording can't be read", e);
    }
  }

  @Test
  void everyPolicyHasBoto3sSignature() {
    JsonNode posts = recorded.get("posts");
    assertThat(posts.size()).isGreaterThan(180);
    for (JsonNode post : posts) {
      assertPolicySignature(post);
    }
  }

  @Test
  void theFormThatAwsPublishedHasItsSignature() {
    assertPolicySignature(recorded.get("published").get("post"));
  }

  private static void assertPolicySignature(JsonNode post) {
    SigningKey key = signer(post).key(credentials(post), time(post));
    assertThat(SigV4Signer.signPolicy(text(post, "policy").getBytes(US_ASCII), key))
        .as("signature of the form for '%s'", text(post, "key"))
        .isEqualTo(text(post, "signature"));
    assertThat(key.credential())
        .isEqualTo(
            post.get("fields").properties().stream()
                .filter(field -> field.getKey().equalsIgnoreCase("x-amz-credential"))
                .map(field -> field.getValue().stringValue())
                .findFirst()
                .orElseThrow());
  }

  @Test
  void everyUrlHasBoto3sSignature() {
    JsonNode puts = recorded.get("puts");
    assertThat(puts.size()).isGreaterThanOrEqualTo(100);
    for (JsonNode put : puts) {
      assertThat(presign(put, "PUT", put.get("headers")))
          .as("URL for '%s'", text(put, "key"))
          .endsWith("&X-Amz-Signature=" + text(put, "signature"));
    }
  }

  @Test
  void theUrlThatAwsPublishedHasItsSignature() {
    JsonNode get = recorded.get("published").get("query");
    assertThat(presign(get, text(get, "method"), JsonMapper.shared().createObjectNode()))
        .isEqualTo(text(get, "url"));
  }

  private static String presign(JsonNode put, String method, JsonNode headers) {
    URI url = URI.create(text(put, "url"));
    boolean ownPort = url.getPort() == (url.getScheme().equals("https") ? 443 : 80);
    String host =
        url.getPort() == -1 || ownPort ? url.getHost() : url.getHost() + ":" + url.getPort();
    Map<String, String> sorted = new TreeMap<>();
    sorted.put("host", host);
    // Trimmed, and each run of spaces made one: the form that PresignRequest asks its callers for.
    headers
        .properties()
        .forEach(
            header ->
                sorted.put(
                    header.getKey(),
                    header.getValue().stringValue().strip().replaceAll(" +", " ")));
    List<String> flat = new ArrayList<>();
    sorted.forEach(
        (name, value) -> {
          flat.add(name);
          flat.add(value);
        });
    PresignRequest request =
        new PresignRequest(method, url.getScheme() + "://" + host, url.getRawPath(), "", flat);
    return signer(put)
        .presign(request, credentials(put), time(put), put.get("expiresIn").longValue());
  }

  private static SigV4Signer signer(JsonNode entry) {
    return new SigV4Signer(text(entry, "region"), "s3");
  }

  private static Instant time(JsonNode entry) {
    return Instant.parse(text(entry, "time"));
  }

  private static AwsCredentialsIdentity credentials(JsonNode entry) {
    String id = text(entry, "accessKeyId");
    String secret = text(entry, "secretAccessKey");
    JsonNode token = entry.get("sessionToken");
    return token.isNull()
        ? AwsBasicCredentials.create(id, secret)
        : AwsSessionCredentials.create(id, secret, token.stringValue());
  }

  private static String text(JsonNode entry, String name) {
    return entry.get(name).stringValue();
  }
}
