package io.uploadgrants.http;

import static io.uploadgrants.CompletionSettings.completion;
import static io.uploadgrants.GrantSettings.multipart;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.http.JsonClient.Reply;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadAnswer;
import io.uploadgrants.testkit.UploadPart;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An endpoint whose profiles have uploads in parts, and a client that sends them. */
final class MultipartUploads implements AutoCloseable {

  static final int PART = 5 << 20;
  static final long MOST = 10_000L * PART;
  static final byte[] FILE = new byte[PART + 20];
  static final TokenSecrets SECRETS = TokenSecrets.of("Vh0yG1k8b2mQwz7LrXc5TnPd4sJf9aEu");

  static {
    new Random(5).nextBytes(FILE);
  }

  final UploadServer store = UploadServer.embedded();
  Instant now = store.clock().instant();
  final UploadGrants grants =
      UploadGrants.builder()
          .target(store.target())
          .credentials(store.credentials())
          .clock(() -> now)
          .tickets(EncryptedTickets.of(SECRETS))
          .profile(
              UploadProfile.named("video").kinds(multipart().partSize(PART)).maxSize(MOST).build())
          .profile(UploadProfile.named("photo").maxSize(100).completion(completion()).build())
          .build();
  final Receipts receipts = Receipts.of(SECRETS, Duration.ofHours(1), () -> now);

  private final UploadCompletions completions =
      UploadCompletions.builder(grants, receipts).clients(target -> store.client()).build();

  private final JdkServerUploads endpoint = start();
  final JsonClient client = new JsonClient(endpoint.base());

  private JdkServerUploads start() {
    try {
      return JdkServerUploads.start(
          UploadEndpoint.builder(grants).completions(completions).build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Aborts what a test has left open. */
  void abortAll() {
    for (MultipartUpload open : open()) {
      store
          .client()
          .abortMultipartUpload(
              abort -> abort.bucket(store.bucket()).key(open.key()).uploadId(open.uploadId()));
    }
  }

  JsonNode granted(long size) throws Exception {
    ObjectNode request = JsonMapper.shared().createObjectNode();
    request.put("profile", "video").put("fileName", "a.mp4").put("size", size);
    return client.post("", "alice", request.put("contentType", "video/mp4").toString()).is(201);
  }

  static ObjectNode with(JsonNode grant) {
    return JsonMapper.shared().createObjectNode().put("ticket", grant.path("ticket").stringValue());
  }

  Reply post(String path, JsonNode body) throws Exception {
    return client.post(path, "alice", body.toString());
  }

  /** Adds to the ticket what a test has written as JSON. */
  Reply post(String path, JsonNode grant, String members) throws Exception {
    String ticket = with(grant).toString();
    return client.post(path, "alice", ticket.replaceFirst("}$", "," + members + "}"));
  }

  static List<Integer> numbers(JsonNode parts) {
    return parts
        .path("parts")
        .valueStream()
        .map(part -> part.path("partNumber").intValue())
        .toList();
  }

  List<String> send(JsonNode parts) {
    List<UploadPart> toSend =
        parts
            .path("parts")
            .valueStream()
            .map(
                part -> {
                  int from = (part.path("partNumber").intValue() - 1) * PART;
                  Map<String, String> headers = new HashMap<>();
                  part.path("headers")
                      .properties()
                      .forEach(
                          header -> headers.put(header.getKey(), header.getValue().asString()));
                  return new UploadPart(
                      part.path("url").stringValue(),
                      headers,
                      Arrays.copyOfRange(FILE, from, from + part.path("size").intValue()));
                })
            .toList();
    List<UploadAnswer> answers = GrantClient.of(store).uploadParts(toSend);
    assertThat(answers).allMatch(UploadAnswer::accepted);
    return answers.stream().map(UploadAnswer::etag).toList();
  }

  static ObjectNode listed(JsonNode grant, String... etags) {
    ObjectNode body = with(grant);
    ArrayNode parts = body.putArray("parts");
    for (int i = 0; i < etags.length; i++) {
      parts.addObject().put("partNumber", i + 1).put("etag", etags[i]);
    }
    return body;
  }

  List<MultipartUpload> open() {
    return store.client().listMultipartUploads(list -> list.bucket(store.bucket())).uploads();
  }

  @Override
  public void close() {
    endpoint.close();
    completions.close();
    store.close();
  }
}
