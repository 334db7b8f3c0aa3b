package io.uploadgrants.docs;

import static io.uploadgrants.GrantSettings.multipart;
import static io.uploadgrants.GrantSettings.postPolicy;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.completion.UploadCompletions;
import io.uploadgrants.servlet.UppyServlet;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class UppyTests {

  @Test
  void theServletAnswersUppy() throws Exception {
    TokenSecrets secrets = TokenSecrets.random();
    UploadGrants grants =
        UploadGrants.builder()
            .target(UploadTarget.bucket("photos").region("eu-west-1").build())
            .credentials(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "key")))
            .tickets(EncryptedTickets.of(secrets))
            .profile(
                UploadProfile.named("photo")
                    .kinds(multipart(), postPolicy())
                    .openToGuests()
                    .build())
            .build();
    Receipts receipts = Receipts.of(secrets, Duration.ofHours(1), grants.clock());
    ServletContextHandler context = new ServletContextHandler();
    try (UploadCompletions completions = UploadCompletions.builder(grants, receipts).build()) {
      // snippet: uppy-servlet
      UppyServlet uppy =
          UppyServlet.builder(grants).profiles("photo").completions(completions).build();
      context.addServlet(new ServletHolder(uppy), "/uppy/*");
      // end
      Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      server.setHandler(context);
      server.start();
      try {
        HttpRequest params =
            HttpRequest.newBuilder(server.getURI().resolve("/uppy/s3/params?filename=a&type="))
                .build();
        assertThat(HttpClient.newHttpClient().send(params, BodyHandlers.ofString()).body())
            .contains("\"method\":\"POST\"");
      } finally {
        server.stop();
      }
    }
  }
}
