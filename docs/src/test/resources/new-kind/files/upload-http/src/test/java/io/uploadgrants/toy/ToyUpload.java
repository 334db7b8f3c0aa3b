package io.uploadgrants.toy;

import static io.uploadgrants.testkit.assertj.UploadAssertions.assertThat;

import io.uploadgrants.GrantKind;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.http.UploadEndpoint;
import io.uploadgrants.http.UploadExchange;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.Tampering;
import io.uploadgrants.testkit.UploadServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A toy's whole way: asked for, told in JSON, sent, and attacked. */
public final class ToyUpload implements Callable<Map<String, String>> {

  private static final byte[] FILE = "what a toy uploads".getBytes(StandardCharsets.UTF_8);

  @Override
  public Map<String, String> call() throws IOException {
    try (UploadServer server = UploadServer.embedded()) {
      UploadGrants grants =
          UploadGrants.builder()
              .target(server.target())
              .credentials(server.credentials())
              .clock(server.clock())
              .strategy(new ToyPutStrategy())
              .profile(
                  UploadProfile.named("toys")
                      .kinds(GrantKind.TOY)
                      .maxSize(100)
                      .openToGuests()
                      .build())
              .build();
      UploadRequest request =
          UploadRequest.of("toys").file("toy.bin", FILE.length, "application/octet-stream").build();
      UploadGrant grant = grants.grant(request);
      assertThat(grant).isKind(GrantKind.TOY).hasHeader("if-none-match", "*");
      assertThat(grant).hasNoSecretInToString();

      GrantClient client = GrantClient.of(server);
      assertThat(client.upload(grant, FILE)).isAccepted();
      assertThat(server).contains(grant.key()).withBytes(FILE);

      List<Tampering> copies =
          client
              .tampering(() -> grants.grant(request), FILE)
              .filter(copy -> server.checks().contains(copy.check()))
              .toList();
      long harmful =
          Tampering.verdicts(copies).values().stream()
              .filter(verdict -> verdict.outcome() == Tampering.Outcome.HARMFUL)
              .count();
      return Map.of(
          "kind", grant.kind().id(),
          "JSON", json(grants),
          "altered copies", Integer.toString(copies.size()),
          "of them harmful", Long.toString(harmful));
    }
  }

  private static String json(UploadGrants grants) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    UploadEndpoint.builder(grants).build().answer(new Post()).writeTo(answer);
    return answer.toString(StandardCharsets.UTF_8);
  }

  private record Post() implements UploadExchange {

    private static final byte[] BODY =
        "{\"profile\": \"toys\", \"kind\": \"toy\", \"size\": 18}"
            .getBytes(StandardCharsets.UTF_8);

    @Override
    public String method() {
      return "POST";
    }

    @Override
    public String path() {
      return "";
    }

    @Override
    public List<String> headers(String name) {
      return name.equalsIgnoreCase("Content-Type") ? List.of("application/json") : List.of();
    }

    @Override
    public long contentLength() {
      return BODY.length;
    }

    @Override
    public InputStream body() {
      return new ByteArrayInputStream(BODY);
    }

    @Override
    public @Nullable String subject() {
      return null;
    }
  }
}
