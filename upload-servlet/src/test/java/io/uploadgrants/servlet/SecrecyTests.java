package io.uploadgrants.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.GrantListener;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.equipment.logs.RecordedLogs;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.exception.SdkClientException;

@ParameterizedClass
@EnumSource
class SecrecyTests {

  private final Container container;

  SecrecyTests(Container container) {
    this.container = container;
  }

  @Test
  void noSecretOrSignatureIsLoggedOrInAnException() {
    RecordedLogs.clear();
    List<String> told = new CopyOnWriteArrayList<>();
    GrantListener listener =
        new GrantListener() {
          @Override
          public void granted(UploadRequest request, UploadGrant grant) {
            told.add(request + " " + grant);
          }

          @Override
          public void refused(UploadRequest request, UploadException reason) {
            StringWriter trace = new StringWriter();
            reason.printStackTrace(new PrintWriter(trace));
            told.add(request + " " + trace);
          }
        };
    UploadServlet servlet = new UploadServlet(TestGrants.builder().listener(listener).build());
    try (TestServer server = TestServer.start(container, servlet)) {
      String url = server.post("{\"profile\":\"any\",\"size\":5}").grant().path("url").asString();
      String policy =
          server
              .post("{\"profile\":\"form\",\"size\":5}")
              .grant()
              .path("fields")
              .path("x-amz-signature")
              .asString();
      server.post("{\"profile\":\"sized\",\"size\":5}");
      server.post("{\"profile\":\"nope\"}");
      server.post("{");

      String signature = url.substring(url.indexOf("X-Amz-Signature=") + 16).substring(0, 64);
      assertThat(signature).matches("[0-9a-f]{64}");
      assertThat(told).hasSize(4);
      for (String line : all(told)) {
        assertThat(line)
            .doesNotContain(
                signature,
                policy,
                TestGrants.SECRET_KEY,
                TestGrants.SESSION_TOKEN,
                TestGrants.ACCESS_KEY,
                "X-Amz-Signature=");
      }
    }
  }

  @Test
  void whatACredentialsProviderSaysOfItsFailureIsNotLogged() {
    RecordedLogs.clear();
    for (RuntimeException failure :
        List.of(
            SdkClientException.create("secret is " + TestGrants.SECRET_KEY),
            new IllegalStateException("secret is " + TestGrants.SECRET_KEY))) {
      UploadServlet servlet =
          new UploadServlet(
              TestGrants.builder()
                  .credentials(
                      () -> {
                        throw failure;
                      })
                  .build());
      try (TestServer server = TestServer.start(container, servlet)) {
        assertThat(server.post("{\"profile\":\"any\"}").status()).isGreaterThanOrEqualTo(500);
      }
    }
    assertThat(RecordedLogs.ours()).hasSize(2);
    assertThat(RecordedLogs.lines()).noneMatch(line -> line.contains(TestGrants.SECRET_KEY));
  }

  private static List<String> all(List<String> told) {
    List<String> all = new CopyOnWriteArrayList<>(told);
    all.addAll(RecordedLogs.lines());
    return all;
  }
}
