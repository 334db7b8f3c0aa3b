package io.uploadgrants.servlet;

import static io.uploadgrants.GrantSettings.postPolicy;
import static io.uploadgrants.GrantSettings.presignedPut;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadProfile;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What the servlet adds to what every adapter must answer to Uppy. */
@ParameterizedClass
@EnumSource
class UppyServletTests {

  private static final String PRESIGN = "{\"method\":\"POST\",\"key\":\"a.png\"}";

  private final Container container;

  UppyServletTests(Container container) {
    this.container = container;
  }

  private static UppyServlet.Builder uppy() {
    return UppyServlet.builder(
            TestGrants.builder()
                .profile(
                    UploadProfile.named("own")
                        .kinds(postPolicy(), presignedPut())
                        .keys(ObjectKeyPolicy.perSubject("own"))
                        .build())
                .build())
        .profiles("own");
  }

  private TestServer serve(UppyServlet servlet) {
    return TestServer.start(container, servlet, "/app", "/uppy/*");
  }

  @Test
  void aCustomizerNeitherSpeaksForSomebodyElseNorChangesTheKind() {
    UppyServlet servlet =
        uppy()
            .requestCustomizer(
                (upload, request) -> upload.by("bob").kind(null).metadata("tenant", "acme"))
            .build();
    try (TestServer server = serve(servlet)) {
      JsonNode params =
          server
              .send("GET", "/app/uppy/s3/params?filename=a&type=", "Test-Subject", "alice")
              .json();

      assertThat(params.path("fields").path("key").asString()).startsWith("own/alice/");
      assertThat(params.path("fields").path("x-amz-meta-tenant").asString()).isEqualTo("acme");
    }
  }

  @Test
  void noWordOfARequestSaysWhereUppyIsSent() throws IOException {
    try (TestServer server = serve(uppy().build())) {
      for (String path :
          List.of(
              "/app/uppy/s3/presign",
              "//app/uppy/s3/presign",
              "//evil.example.com/../app/uppy/s3/presign",
              "/app/x/../uppy/s3/presign",
              "/app/uppy;a=//evil.example.com/s3/presign")) {
        String response = raw(server.at("/"), path);
        if (response.startsWith("HTTP/1.1 200 ")) {
          assertThat(response).as(path).contains("\"url\":\"/app/uppy/s3/uploads?");
        }
      }
      assertThat(raw(server.at("/"), "/app/uppy/s3/presign")).startsWith("HTTP/1.1 200 ");
    }
  }

  private static String raw(URI server, String path) throws IOException {
    String request =
        """
        POST %s HTTP/1.1
        Host: evil.example.com
        X-Forwarded-Host: evil.example.com
        X-Forwarded-Prefix: //evil.example.com
        Forwarded: host=evil.example.com
        Connection: close
        Test-Subject: alice
        Content-Type: application/json
        Content-Length: %d

        %s"""
            .formatted(path, PRESIGN.length(), PRESIGN)
            .replace("\n", "\r\n");
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void aProxysAddressIsConfigured() {
    try (TestServer server =
        serve(uppy().publicUrl(URI.create("https://example.com/api/uppy")).build())) {
      assertThat(
              server.post("/app/uppy/s3/presign", "alice", PRESIGN).json().path("url").asString())
          .startsWith("https://example.com/api/uppy/s3/uploads?");
    }
  }

  @Test
  void nothingIsServedThatNobodyCouldComplete() {
    assertThatExceptionOfType(UploadConfigurationException.class)
        .isThrownBy(
            () ->
                UppyServlet.builder(
                        TestGrants.builder()
                            .profile(UploadProfile.named("own").kinds(postPolicy()).build())
                            .build())
                    .build())
        .satisfies(failed -> assertThat(failed.setting()).isEqualTo("uppy.profile"));
  }
}
