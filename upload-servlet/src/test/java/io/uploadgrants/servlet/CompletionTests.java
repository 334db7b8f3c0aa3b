package io.uploadgrants.servlet;

import static io.uploadgrants.CompletionSettings.completion;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What follows a grant, by the servlet's own door. */
@ParameterizedClass
@EnumSource
class CompletionTests {

  @AutoClose private static final UploadServer store = UploadServer.embedded();

  private static final TokenSecrets SECRETS = TokenSecrets.of("Vh0yG1k8b2mQwz7LrXc5TnPd4sJf9aEu");

  private static final UploadGrants GRANTS =
      UploadGrants.builder()
          .target(store.target())
          .credentials(store.credentials())
          .clock(store.clock())
          .tickets(EncryptedTickets.of(SECRETS))
          .profile(UploadProfile.named("any").openToGuests().completion(completion()).build())
          .build();

  private static final Receipts RECEIPTS = Receipts.of(SECRETS, Duration.ofHours(1), store.clock());

  private final Container container;

  CompletionTests(Container container) {
    this.container = container;
  }

  private TestServer at(String... mappings) {
    UploadServlet servlet =
        UploadServlet.builder(GRANTS)
            .completions(
                UploadCompletions.builder(GRANTS, RECEIPTS)
                    .clients(target -> store.client())
                    .build())
            .build();
    return TestServer.start(container, servlet, "", mappings);
  }

  private static UploadGrant grant() {
    return GRANTS.grant(UploadRequest.of("any").by("alice").file("a.txt", 5, "text/plain").build());
  }

  private static Answered post(TestServer server, String path, UploadGrant grant) {
    return server.post(
        path, "alice", "{\"ticket\":\"" + Objects.requireNonNull(grant.ticket()).value() + "\"}");
  }

  @Test
  void anUploadIsCompletedAndItsReceiptVerifies() {
    try (TestServer server = at("/uploads/*")) {
      UploadGrant grant = grant();
      assertThat(GrantClient.of(store).upload(grant, new byte[5]).accepted()).isTrue();

      Answered completed = post(server, "/uploads/complete", grant);

      assertThat(completed.status()).as(completed.text()).isEqualTo(200);
      assertThat(completed.header("cache-control")).isEqualTo("no-store");
      assertThat(RECEIPTS.verify(completed.json().path("receipt").stringValue(), "alice").key())
          .isEqualTo(grant.key());
      assertThat(post(server, "/uploads/status", grant).json().path("state").stringValue())
          .isEqualTo("completed");
      post(server, "/uploads/abort", grant).problem(409, "already-completed");
    }
  }

  @Test
  void exactMappingsServeTheirPaths() {
    try (TestServer server = at("/uploads", "/uploads/status", "/uploads/complete", "/complete")) {
      UploadGrant grant = grant();

      server.send("POST", "/uploads", "Content-Type", "application/json").grant();
      assertThat(post(server, "/uploads/status", grant).json().path("state").stringValue())
          .isEqualTo("waiting");
      post(server, "/uploads/complete", grant).problem(404, "no-such-upload");
      server.send("POST", "/complete", "Content-Type", "application/json").grant();
    }
  }
}
