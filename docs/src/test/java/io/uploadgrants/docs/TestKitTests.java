package io.uploadgrants.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.PresignedPut;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadRequest;
import io.uploadgrants.testkit.EmbeddedS3;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class TestKitTests {

  @Test
  void theEmbeddedServerRefusesWhatWasNotGranted() throws Exception {
    // snippet: embedded
    try (EmbeddedS3 server = EmbeddedS3.builder().start()) {
      UploadGrants grants =
          UploadGrants.builder()
              .target(server.target("photos").build())
              .credentials(server.credentials())
              .profile(UploadProfile.named("avatar").openToGuests().maxSize(100).build())
              .build();
      PresignedPut grant = (PresignedPut) grants.grant(UploadRequest.of("avatar").size(3L).build());
      assertThat(put(grant, new byte[4])).as("one byte more than was signed").isEqualTo(403);
      assertThat(put(grant, new byte[3])).isEqualTo(200);
    }
    // end
  }

  private static int put(PresignedPut grant, byte[] body) throws Exception {
    HttpRequest.Builder put =
        HttpRequest.newBuilder(URI.create(grant.url())).PUT(BodyPublishers.ofByteArray(body));
    grant.headers().forEach(put::header);
    return HttpClient.newHttpClient().send(put.build(), BodyHandlers.ofString()).statusCode();
  }
}
