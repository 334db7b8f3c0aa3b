package io.uploadgrants.testkit.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.GrantKind;
import io.uploadgrants.PresignedPut;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.servers.RunningServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.core.sync.RequestBody;

/** The holder of a PUT has no other object copied into its place, whatever tag that one has. */
@Needs(Equipment.MINIO)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MinioCopyTests {

  @AutoClose private final UploadServer server = RunningServer.MINIO.open();

  @Test
  void anObjectWithTheGuardsOwnTagIsNotCopied() throws IOException, InterruptedException {
    UploadGrants grants =
        UploadGrants.builder()
            .target(server.target())
            .credentials(server.credentials())
            .profile(UploadProfile.named("any").kinds(GrantKind.PRESIGNED_PUT).build())
            .build();
    PresignedPut grant =
        (PresignedPut)
            grants.grant(UploadRequest.of("any").by("alice").file("a.png", 5, "image/png").build());
    String tag = String.valueOf(grant.headers().get("x-amz-copy-source-if-match"));
    server
        .client()
        .putObject(
            put ->
                put.bucket(server.bucket())
                    .key("larger")
                    .overrideConfiguration(o -> o.putHeader("x-minio-source-etag", tag)),
            RequestBody.fromString("larger than granted"));
    assertThat(
            server.client().headObject(head -> head.bucket(server.bucket()).key("larger")).eTag())
        .isEqualTo('"' + tag + '"');

    HttpRequest.Builder copy =
        HttpRequest.newBuilder(grant.uri()).PUT(BodyPublishers.ofString("12345"));
    grant.headers().forEach(copy::header);
    copy.header("x-amz-copy-source", "/" + server.bucket() + "/larger");

    assertThat(
            HttpClient.newHttpClient().send(copy.build(), BodyHandlers.discarding()).statusCode())
        .isEqualTo(412);
  }
}
