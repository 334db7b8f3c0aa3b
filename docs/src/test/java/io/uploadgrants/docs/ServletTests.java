package io.uploadgrants.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.servlet.UploadServlet;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class ServletTests {

  @Test
  void aCustomizerCorrectsWhatABrowserCallsAFile() throws Exception {
    UploadGrants grants =
        UploadGrants.builder()
            .target(UploadTarget.bucket("photos").region("eu-west-1").build())
            .credentials(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "key")))
            .profile(UploadProfile.named("scan").contentTypes("image/tiff").openToGuests().build())
            .build();
    // snippet: customizer
    UploadServlet servlet =
        UploadServlet.builder(grants)
            .requestCustomizer(
                (upload, request) -> {
                  if ("image/x-acme-scan".equals(upload.contentType())) {
                    upload.contentType("image/tiff");
                  }
                })
            .build();
    // end
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new ServletHolder(servlet), "/uploads/*");
    Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server.setHandler(context);
    server.start();
    try {
      HttpRequest asked =
          HttpRequest.newBuilder(server.getURI().resolve("/uploads"))
              .header("Content-Type", "application/json")
              .POST(
                  BodyPublishers.ofString(
                      "{\"profile\":\"scan\",\"contentType\":\"image/x-acme-scan\"}"))
              .build();
      assertThat(HttpClient.newHttpClient().send(asked, BodyHandlers.ofString()).body())
          .contains("\"content-type\":\"image/tiff\"");
    } finally {
      server.stop();
    }
  }

  @Test
  void theServletAnswers() throws Exception {
    UploadGrants grants =
        UploadGrants.builder()
            .target(UploadTarget.bucket("photos").region("eu-west-1").build())
            .profile(UploadProfile.named("open").openToGuests().build())
            .build();
    // snippet: servlet
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new ServletHolder(new UploadServlet(grants)), "/uploads/*");
    // end
    Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server.setHandler(context);
    server.start();
    try {
      URI profiles = server.getURI().resolve("/uploads/profiles");
      assertThat(
              HttpClient.newHttpClient()
                  .send(HttpRequest.newBuilder(profiles).build(), BodyHandlers.ofString())
                  .body())
          .contains("\"name\":\"open\"");
    } finally {
      server.stop();
    }
  }
}
