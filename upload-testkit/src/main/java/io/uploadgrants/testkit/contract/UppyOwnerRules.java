package io.uploadgrants.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.testkit.AlteredToken;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** That nobody signs, lists, completes or aborts what isn't theirs, by whatever Uppy names. */
abstract class UppyOwnerRules {

  private final UppyEndpointContract contract;

  UppyOwnerRules(UppyEndpointContract contract) {
    this.contract = contract;
  }

  /** Tries all that goes with an upload, and expects the same refusal of each. */
  private void assertRefused(
      String subject, UppySite.Upload upload, String etag, int status, String code) {
    UppySite site = contract.site();
    site.get(subject, upload.path("")).problem(status, code);
    site.get(subject, upload.path("/1")).problem(status, code);
    site.get(subject, upload.path("/batch") + "&partNumbers=1").problem(status, code);
    site.post(subject, upload.path("/complete"), UppyPartsRules.listed(etag)).problem(status, code);
    site.delete(subject, upload.path("")).problem(status, code);
    assertRefusedToSign(subject, upload.id(), etag, status, code);
  }

  private void assertRefusedToSign(
      String subject, String id, String etag, int status, String code) {
    UppySite site = contract.site();
    for (String method : List.of("GET", "PUT", "POST", "DELETE")) {
      site.post(
              subject,
              "/s3/presign",
              "{\"method\":\"%s\",\"key\":\"k\",\"uploadId\":\"%s\",\"partNumber\":1}"
                  .formatted(method, id))
          .problem(status, code);
    }
    for (String method : List.of("GET", "POST", "DELETE")) {
      Reply reply =
          site.endpoint()
              .sendBody(
                  method,
                  "/s3/uploads/" + id,
                  method.equals("POST") ? UppySignRules.parts(etag) : "",
                  EndpointClient.SUBJECT,
                  UppySite.encoded(subject),
                  "Content-Type",
                  "application/xml",
                  "X-Requested-With",
                  "uppy");
      assertThat(reply.status()).as("%s: %s", method, reply.text()).isEqualTo(status);
      assertThat(reply.header("content-type")).isEqualTo("application/xml");
      assertThat(UppySignRules.element(reply, "Code")).startsWith(code + ": ");
    }
  }

  private void assertUntouched(UppySite.Upload upload, String etag) {
    Reply completed =
        contract.site().post("alice", upload.path("/complete"), UppyPartsRules.listed(etag));
    assertThat(completed.status()).as(completed.text()).isEqualTo(200);
  }

  @Test
  void anotherSubjectsUploadIsNobodyElses() {
    UppySite site = contract.site();
    UppySite.Upload upload = site.start("alice", 40);
    String etag = site.send(upload, 1, new byte[40]);

    assertRefused("bob", upload, etag, 403, "ticket-of-another-subject");
    // Whatever else is wrong.
    site.post("bob", upload.path("/complete"), "{").problem(403, "ticket-of-another-subject");
    site.get("bob", upload.path("/x")).problem(403, "ticket-of-another-subject");
    site.get("bob", "/s3/multipart/" + upload.id() + "?key=other")
        .problem(403, "ticket-of-another-subject");

    assertUntouched(upload, etag);
  }

  @Test
  void aKeyThatIsNotTheUploadsIsRefused() {
    UppySite site = contract.site();
    UppySite.Upload upload = site.start("alice", 40);
    String etag = site.send(upload, 1, new byte[40]);

    for (String key : List.of("photos/bob/a.png", upload.key() + "x", upload.key() + "/", " ")) {
      UppySite.Upload other = new UppySite.Upload(key, upload.id());
      site.get("alice", other.path("")).problem(400, "invalid-request");
      site.get("alice", other.path("/1")).problem(400, "invalid-request");
      site.get("alice", other.path("/batch") + "&partNumbers=1").problem(400, "invalid-request");
      site.post("alice", other.path("/complete"), UppyPartsRules.listed(etag))
          .problem(400, "invalid-request");
      site.delete("alice", other.path("")).problem(400, "invalid-request");
    }
    String without = "/s3/multipart/" + upload.id();
    site.get("alice", without).problem(400, "invalid-request");
    site.delete("alice", without + "?key=").problem(400, "invalid-request");

    assertUntouched(upload, etag);
  }

  @Test
  void whatIsNoTicketOrWasAlteredIsRefused() {
    UppySite site = contract.site();
    UppySite.Upload done = site.start("alice", 40);
    String etag = site.send(done, 1, new byte[40]);
    String receipt =
        site.post("alice", done.path("/complete"), UppyPartsRules.listed(etag))
            .json()
            .path("receipt")
            .asString();
    UppySite.Upload upload = site.start("alice", 40);
    String tag = site.send(upload, 1, new byte[40]);

    AlteredToken.of(upload.id(), receipt, done.id() + "x")
        // What begins with a dot, is empty or has a slash is another path.
        .filter(altered -> altered.value().matches("[A-Za-z0-9_~-][A-Za-z0-9._~-]*"))
        .forEach(
            altered ->
                assertRefused(
                    "alice",
                    new UppySite.Upload(upload.key(), altered.value()),
                    tag,
                    400,
                    "invalid-ticket"));

    assertUntouched(upload, tag);
  }

  @Test
  void aTicketOfAFormIsNoUploadInParts() {
    UppySite site = contract.site();
    JsonNode params =
        site.get(
                "alice",
                "/s3/params?filename=a.bin&type=&metadata%5Bprofile%5D=checked&completes=true")
            .json();
    String key = params.path("fields").path("key").asString();
    String ticket = params.path("ticket").asString();
    assertThat(site.form(params, new byte[5]).accepted()).isTrue();

    assertRefused("alice", new UppySite.Upload(key, ticket), "e", 400, "invalid-request");

    assertThat(site.has(key)).isTrue();
  }

  @Test
  void guestsGetNothingAndLearnNothing() {
    UppySite site = contract.site();
    EndpointClient endpoint = site.endpoint();

    for (String profile : List.of("photo", "secret", "nowhere")) {
      String query = "?filename=a&type=&metadata%5Bprofile%5D=" + profile;
      endpoint.send("GET", "/s3/params" + query).problem(401, "authentication-required");
      endpoint.send("GET", "/s3/sts" + query).problem(401, "authentication-required");
      String metadata = "\"metadata\":{\"profile\":\"" + profile + "\"}}";
      site.post(null, "/s3/multipart", "{\"filename\":\"a\"," + metadata)
          .problem(401, "authentication-required");
      site.post(null, "/s3/presign", "{\"method\":\"PUT\",\"key\":\"a\"," + metadata)
          .problem(401, "authentication-required");
    }
    for (String path : List.of("/s3/params?filename=a&type=", "/s3/sts")) {
      JsonNode problem = endpoint.send("GET", path).problem(401, "authentication-required");
      assertThat(problem.path("message").asString()).doesNotContain("photo", "folder");
    }
    assertThat(
            site.post(null, "/s3/multipart", "{\"filename\":\"a\"}")
                .problem(401, "authentication-required")
                .path("message")
                .asString())
        .doesNotContain("photo");
    UppySite.Upload upload = site.start("alice", 40);
    endpoint.send("DELETE", upload.path("")).problem(403, "ticket-of-another-subject");
  }

  @Test
  void aProfileThatIsNotForUppyIsUnknown() {
    UppySite site = contract.site();

    site.get("alice", "/s3/params?filename=a&type=&metadata%5Bprofile%5D=secret")
        .problem(404, "unknown-profile");
    site.post("alice", "/s3/multipart", "{\"metadata\":{\"profile\":\"secret\"}}")
        .problem(404, "unknown-profile");
    assertThat(
            site.post("alice", "/s3/multipart", "{\"metadata\":{\"profile\":\"phto\"}}")
                .problem(404, "unknown-profile")
                .path("message")
                .asString())
        .contains("did you mean 'photo'");
  }

  @Test
  void anExpiredTicketIsGone() {
    UppySite site = contract.site();
    UppySite.Upload upload = site.start("alice", 40);
    String etag = site.send(upload, 1, new byte[40]);

    assertRefused(
        "alice",
        new UppySite.Upload(upload.key(), site.expired(upload)),
        etag,
        410,
        "ticket-expired");

    assertUntouched(upload, etag);
  }
}
