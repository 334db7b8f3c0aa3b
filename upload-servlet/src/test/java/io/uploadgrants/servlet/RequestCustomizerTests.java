package io.uploadgrants.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.GrantListener;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

@ParameterizedClass
@EnumSource
class RequestCustomizerTests {

  private static final String TOKEN = "eyJ.login.token";

  private final Container container;

  RequestCustomizerTests(Container container) {
    this.container = container;
  }

  private TestServer serverWith(UploadRequestCustomizer customizer, GrantListener listener) {
    return TestServer.start(
        container,
        UploadServlet.builder(
                TestGrants.builder()
                    .profile(
                        UploadProfile.named("own")
                            .openToGuests()
                            .keys(ObjectKeyPolicy.perSubject("own"))
                            .build())
                    .listener(listener)
                    .build())
            .requestCustomizer(customizer)
            .build());
  }

  @Test
  void theApplicationAddsWhatOnlyItKnows() {
    List<UploadRequest> asked = new CopyOnWriteArrayList<>();
    GrantListener listener =
        new GrantListener() {
          @Override
          public void granted(UploadRequest request, UploadGrant grant) {
            asked.add(request);
          }
        };
    try (TestServer server =
        serverWith(
            (upload, request) ->
                upload
                    .metadata("tenant", request.getHeader("Tenant"))
                    .tag("tenant", request.getHeader("Tenant"))
                    .login("accounts.google.com", TOKEN),
            listener)) {
      JsonNode grant =
          server
              .post(
                  "alice",
                  "{\"profile\":\"any\",\"metadata\":{\"tenant\":\"evil\"}}"
                      .getBytes(StandardCharsets.UTF_8),
                  "Content-Type",
                  "application/json",
                  "Tenant",
                  "acme")
              .grant();

      assertThat(grant.path("headers").path("x-amz-meta-tenant").asString()).isEqualTo("acme");
      assertThat(grant.path("headers").path("x-amz-tagging").asString()).isEqualTo("tenant=acme");
      assertThat(grant.toString()).doesNotContain(TOKEN);
      assertThat(asked).hasSize(1);
      assertThat(asked.get(0).logins()).containsEntry("accounts.google.com", TOKEN);
      assertThat(asked.get(0).subject()).isEqualTo("alice");
    }
  }

  @Test
  void itReadsWhatTheClientAsksForAndCorrectsIt() {
    List<Object> read = new CopyOnWriteArrayList<>();
    UploadRequestCustomizer customizer =
        (upload, request) -> {
          read.addAll(
              List.of(
                  upload.profile(),
                  String.valueOf(upload.subject()),
                  String.valueOf(upload.fileName()),
                  String.valueOf(upload.size()),
                  String.valueOf(upload.kind()),
                  String.valueOf(upload.checksum()),
                  upload.metadata(),
                  upload.tags()));
          if ("image/x-acme-scan".equals(upload.contentType())) {
            upload.contentType("image/tiff");
          }
        };
    try (TestServer server = serverWith(customizer, new GrantListener() {})) {
      JsonNode grant =
          server
              .post(
                  """
                  {"profile":"avatar","kind":"presigned-put","fileName":"scan.acme","size":5,
                   "contentType":"image/x-acme-scan"}
                  """)
              .grant();

      assertThat(grant.path("headers").path("content-type").asString()).isEqualTo("image/tiff");
      assertThat(read)
          .containsExactly(
              "avatar", "alice", "scan.acme", "5", "PRESIGNED_PUT", "null", Map.of(), Map.of());
    }
  }

  @Test
  void itCanNotMapToATypeThatTheProfileDoesNotAllow() {
    try (TestServer server =
        serverWith((upload, request) -> upload.contentType("text/html"), new GrantListener() {})) {
      server
          .post("{\"profile\":\"avatar\",\"size\":5,\"contentType\":\"image/png\"}")
          .problem(415, "type-not-allowed");
    }
  }

  @Test
  void itCanNotSpeakForSomebodyElse() {
    try (TestServer server =
        serverWith((upload, request) -> upload.by("mallory"), new GrantListener() {})) {
      assertThat(server.post("{\"profile\":\"own\"}").grant().path("key").asString())
          .startsWith("own/alice/");
      assertThat(server.postAsGuest("{\"profile\":\"own\"}").grant().path("key").asString())
          .startsWith("own/!guest/");
      server.postAsGuest("{\"profile\":\"folder\"}").problem(401, "authentication-required");
    }
  }

  @Test
  void theProfilesConstraintsHoldForWhatItSetsAsWell() {
    try (TestServer server =
        serverWith((upload, request) -> upload.size(6_000_000L), new GrantListener() {})) {
      server
          .post("{\"profile\":\"avatar\",\"size\":5,\"contentType\":\"image/png\"}")
          .problem(413, "too-large");
    }
  }

  @Test
  void itIsAskedOnlyForGrantsAndOnlyOnceTheBodyIsReadAndTheCallerKnown() {
    List<String> calls = new CopyOnWriteArrayList<>();
    UploadServlet servlet =
        UploadServlet.builder(TestGrants.builder().build())
            .subjectResolver(
                request -> {
                  calls.add("subject");
                  return "alice";
                })
            .requestCustomizer((upload, request) -> calls.add("customize"))
            .build();
    try (TestServer server = TestServer.start(container, servlet)) {
      server.post("{").problem(400, "malformed-request");
      assertThat(calls).isEmpty();
      server.send("GET", "/uploads/profiles");
      assertThat(calls).containsExactly("subject");
      server.post("{\"profile\":\"any\"}").grant();
      assertThat(calls).containsExactly("subject", "subject", "customize");
    }
  }

  @Test
  void itCanRefuse() {
    try (TestServer server =
        serverWith(
            (upload, request) -> {
              throw UploadRefusedException.denied("Not your tenant.");
            },
            new GrantListener() {})) {
      JsonNode problem = server.post("{\"profile\":\"any\"}").problem(403, "denied");

      assertThat(problem.path("detail").asString()).isEqualTo("Not your tenant.");
    }
  }

  @Test
  void whatItMakesOfAHostileHeaderIsHeldToTheBounds() {
    try (TestServer server =
        serverWith((upload, request) -> upload.tag("t", "a".repeat(300)), new GrantListener() {})) {
      server.post("{\"profile\":\"any\"}").problem(400, "invalid-request");
    }
  }
}
