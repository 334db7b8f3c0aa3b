package io.uploadgrants.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.uploadgrants.CompletedUpload;
import io.uploadgrants.UploadGrants;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadTarget;
import io.uploadgrants.token.ReceiptKeys;
import io.uploadgrants.token.Receipts;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class ReceiptKeysTests {

  @Test
  void anotherServiceVerifiesAReceiptByThePublishedKeys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair pair = generator.generateKeyPair();
    String privateKey = pem("PRIVATE KEY", pair.getPrivate());
    String publicKey = pem("PUBLIC KEY", pair.getPublic());
    UploadGrants grants =
        UploadGrants.builder()
            .target(UploadTarget.bucket("photos").region("eu-west-1").build())
            .credentials(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "key")))
            .profile(UploadProfile.named("avatar").build())
            .build();
    // snippet: receipt-keys
    ReceiptKeys keys = ReceiptKeys.ofPem(privateKey, publicKey);
    Receipts receipts = Receipts.of(keys, Duration.ofHours(1), grants.clock());
    // end

    SignedJWT receipt = SignedJWT.parse(receipts.issue(upload()));
    HttpResponse<String> published = published(receipts);
    ECKey key =
        JWKSet.parse(published.body()).getKeyByKeyId(receipt.getHeader().getKeyID()).toECKey();

    assertThat(published.headers().firstValue("Content-Type")).contains("application/jwk-set+json");
    assertThat(key.isPrivate()).isFalse();
    assertThat(receipt.verify(new ECDSAVerifier(key))).isTrue();
  }

  private static HttpResponse<String> published(Receipts receipts) throws Exception {
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new ServletHolder(new JwksServlet(receipts)), "/receipts/jwks.json");
    Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server.setHandler(context);
    server.start();
    try {
      HttpRequest asked =
          HttpRequest.newBuilder(server.getURI().resolve("/receipts/jwks.json")).build();
      return HttpClient.newHttpClient().send(asked, BodyHandlers.ofString());
    } finally {
      server.stop();
    }
  }

  private static final class JwksServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final transient Receipts receipts;

    JwksServlet(Receipts receipts) {
      this.receipts = receipts;
    }

    // snippet: publish-jwks
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("application/jwk-set+json");
      response.setHeader("Cache-Control", "max-age=300");
      response.getOutputStream().write(receipts.jwks().getBytes(StandardCharsets.UTF_8));
    }
    // end
  }

  private static String pem(String label, Key key) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(label, Base64.getMimeEncoder().encodeToString(key.getEncoded()));
  }

  private static CompletedUpload upload() {
    return new CompletedUpload(
        "c2l4dGVlbiBieXRlcyEh",
        "avatar",
        "alice",
        "photos",
        "avatars/x.png",
        5,
        "image/png",
        "\"e\"",
        null,
        null,
        Instant.EPOCH);
  }
}
