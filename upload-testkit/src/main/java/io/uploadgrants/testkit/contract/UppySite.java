package io.uploadgrants.testkit.contract;

import static io.uploadgrants.CompletionSettings.completion;
import static io.uploadgrants.GrantSettings.multipart;
import static io.uploadgrants.GrantSettings.postPolicy;
import static io.uploadgrants.GrantSettings.presignedPut;
import static io.uploadgrants.GrantSettings.temporaryCredentials;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.PostPolicy;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadScope;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadAnswer;
import io.uploadgrants.testkit.UploadPart;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An endpoint for Uppy, and all that is behind it.
 *
 * @param server the store
 * @param receipts what verifies receipts
 */
record UppySite(
    UploadServer server, UploadCompletions completions, Receipts receipts, EndpointClient endpoint)
    implements AutoCloseable {

  static final String[] CSRF = {"X-Csrf-Token", "token-of-test"};

  private static final TokenSecrets SECRETS = TokenSecrets.of("q3Tz8Lk5Wd0xRb7nYc2hVm9sGf4jPe1a");

  /** Starts an adapter. */
  @FunctionalInterface
  interface Adapter {
    URI serve(UploadGrants grants, UploadCompletions completions, List<String> profiles)
        throws Exception;
  }

  static UppySite start(Adapter adapter) throws Exception {
    UploadServer server = UploadServer.embedded();
    UploadGrants grants =
        UploadGrants.builder()
            .target(server.target())
            .credentials(server.credentials())
            .clock(server.clock())
            .tickets(EncryptedTickets.of(SECRETS))
            .strategy(new HandedCredentials(null, Map.of()))
            .profile(
                UploadProfile.named("photo")
                    .kinds(postPolicy(), multipart())
                    .contentTypes("image/*")
                    .maxSize(20 << 20)
                    .keys(ObjectKeyPolicy.perSubject("photos").withFileName())
                    .build())
            .profile(
                UploadProfile.named("checked")
                    .kinds(postPolicy(), multipart())
                    .maxSize(20 << 20)
                    .completion(
                        completion()
                            .within(Duration.ofHours(1))
                            .moveTo(ObjectKeyPolicy.random("accepted")))
                    .build())
            .profile(UploadProfile.named("put").kinds(presignedPut(), multipart()).build())
            .profile(
                UploadProfile.named("folder")
                    .kinds(temporaryCredentials())
                    .scope(UploadScope.PREFIX)
                    .keys(ObjectKeyPolicy.perSubject("folders"))
                    .build())
            .profile(UploadProfile.named("secret").kinds(postPolicy(), multipart()).build())
            .build();
    Receipts receipts = Receipts.of(SECRETS, Duration.ofHours(1), grants.clock());
    UploadCompletions completions =
        UploadCompletions.builder(grants, receipts).clients(target -> server.client()).build();
    URI base = adapter.serve(grants, completions, List.of("photo", "checked", "put", "folder"));
    return new UppySite(server, completions, receipts, EndpointClient.of(base));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  Reply get(String subject, String path) {
    return endpoint.send("GET", path, EndpointClient.SUBJECT, encoded(subject));
  }

  Reply delete(String subject, String path) {
    return endpoint.send("DELETE", path, EndpointClient.SUBJECT, encoded(subject));
  }

  Reply post(@Nullable String subject, String path, String json) {
    return endpoint.post(path, subject, json.getBytes(StandardCharsets.UTF_8));
  }

  /** Asks for S3's XML, with what {@code /s3/presign} has named. */
  Reply xml(String method, JsonNode presigned, String subject, String type, String body) {
    String url = presigned.path("url").asString();
    String base = endpoint.base().getRawPath();
    assertThat(url).startsWith(base + "/s3/uploads");
    Map<String, String> headers = texts(presigned.path("headers"));
    headers.put(EndpointClient.SUBJECT, encoded(subject));
    if (!type.isEmpty()) {
      headers.put("Content-Type", type);
    }
    return endpoint.sendBody(
        method,
        url.substring(base.length()),
        body,
        headers.entrySet().stream()
            .flatMap(header -> List.of(header.getKey(), header.getValue()).stream())
            .toArray(String[]::new));
  }

  /** An upload in parts. */
  record Upload(String key, String id) {

    /** Returns the path of what goes with it. */
    String path(String rest) {
      return "/s3/multipart/" + id + rest + "?key=" + encoded(key);
    }
  }

  /** Starts an upload of the profile photo, whose size the page says as version 5 sends it. */
  Upload start(String subject, long size) {
    return start(subject, "{\"name\":\"a.png\",\"size\":\"" + size + "\"}");
  }

  /** Starts an upload with a page's metadata. */
  Upload start(String subject, String metadata) {
    Reply reply =
        post(
            subject,
            "/s3/multipart",
            "{\"filename\":\"a.png\",\"type\":\"image/png\",\"metadata\":" + metadata + "}");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return new Upload(
        reply.json().path("key").asString(), reply.json().path("uploadId").asString());
  }

  /** Returns the ticket of an upload as it would be, had it ended by now. */
  String expired(Upload upload) {
    EncryptedTickets tickets = EncryptedTickets.of(SECRETS);
    TicketClaims claims = tickets.open(upload.id());
    return tickets.seal(
        new TicketClaims(
            claims.id(),
            claims.profile(),
            claims.subject(),
            claims.kind(),
            claims.bucket(),
            claims.key(),
            claims.size(),
            claims.minSize(),
            claims.maxSize(),
            claims.contentType(),
            claims.checksum(),
            claims.content(),
            claims.issuedAt(),
            claims.grantExpiresAt(),
            server.clock().instant(),
            claims.parts(),
            claims.destination()));
  }

  UploadAnswer put(String url, Map<String, String> headers, byte[] body) {
    return GrantClient.of(server).uploadParts(List.of(new UploadPart(url, headers, body))).get(0);
  }

  /** Sends a part, and returns its entity tag. */
  String send(Upload upload, int number, byte[] part) {
    Reply signed = get("alice", upload.path("/" + number));
    assertThat(signed.status()).as(signed.text()).isEqualTo(200);
    UploadAnswer answer =
        put(signed.json().path("url").asString(), texts(signed.json().path("headers")), part);
    assertThat(answer.accepted()).as("%s", answer).isTrue();
    return answer.etag();
  }

  /** Sends a form, as a browser does. */
  UploadAnswer form(JsonNode params, byte[] file) {
    Map<String, String> fields = texts(params.path("fields"));
    PostPolicy form =
        new PostPolicy(
            params.path("fields").path("key").asString(),
            params.path("url").asString(),
            fields,
            Map.of(),
            Instant.MAX,
            Map.of());
    return GrantClient.of(server).upload(form, file);
  }

  boolean has(String key) {
    return server.client().listObjectsV2(list -> list.bucket(server.bucket())).contents().stream()
        .anyMatch(object -> object.key().equals(key));
  }

  static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new HashMap<>();
    object.properties().forEach(each -> texts.put(each.getKey(), each.getValue().asString()));
    return texts;
  }

  @Override
  public void close() {
    completions.close();
    server.close();
  }
}
