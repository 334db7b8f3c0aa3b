package io.uploadgrants.testkit.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.uploadgrants.testkit.embedded.iam.Permissions;
import io.uploadgrants.testkit.embedded.iam.QueryCallers;
import io.uploadgrants.testkit.embedded.iam.RolePolicies;
import io.uploadgrants.testkit.embedded.iam.Session;
import io.uploadgrants.testkit.embedded.iam.Sessions;
import io.uploadgrants.testkit.embedded.identity.WebIdentities;
import io.uploadgrants.testkit.embedded.identity.WebIdentity;
import io.uploadgrants.testkit.embedded.query.QueryReply;
import io.uploadgrants.testkit.embedded.query.QueryRequest;
import io.uploadgrants.testkit.embedded.query.StsSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** An endpoint, with an HTTP server before it for those who ask by HTTP. */
public final class StsFixture implements AutoCloseable {

  public static final String ROLE = "arn:aws:iam::123456789012:role/uploads/Uploader";
  public static final AwsBasicCredentials ROOT =
      AwsBasicCredentials.create("EMBEDDEDROOT0001", "the+secret/of=the+servers/own=keys+40chr");
  public static final String GOOD_TOKEN = "header.good-payload.signature";
  public static final WebIdentity ALICE =
      new WebIdentity(
          "eu-west-1:alice-7f3a",
          "eu-west-1:pool",
          "https://cognito-identity.amazonaws.com",
          List.of("authenticated", "<idp>"));

  public final Sessions sessions = new Sessions(new SecureRandom());
  public final TestClock clock = new TestClock(InstantSource.system());
  public final RolePolicies roles = new RolePolicies();
  final QueryEndpoint endpoint;
  private final HttpServer server;

  public StsFixture() {
    this((token, now) -> token.equals(GOOD_TOKEN) ? Optional.of(ALICE) : Optional.empty());
  }

  public StsFixture(WebIdentities webIdentities) {
    endpoint =
        new QueryEndpoint(
            new QueryCallers(
                ROOT.accessKeyId(), ROOT.secretAccessKey(), sessions, new Permissions(roles)),
            sessions,
            roles,
            clock,
            webIdentities);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
    server.createContext("/", this::serve);
    server.start();
  }

  public StsClient client() {
    return client(ROOT);
  }

  public StsClient client(Credentials session) {
    return client(sessionCredentials(session));
  }

  public StsClient client(AwsCredentials credentials) {
    return StsClient.builder()
        .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
        .region(Region.EU_WEST_1)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .build();
  }

  public static AwsSessionCredentials sessionCredentials(Credentials session) {
    return AwsSessionCredentials.create(
        session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
  }

  public QueryReply handle(QueryRequest request) {
    return endpoint.handle(request);
  }

  /** The endpoint's answer to a POST that is signed with the server's own keys. */
  public QueryReply post(Map<String, String> parameters) {
    return endpoint.handle(StsSigned.post(parameters).signedBy(ROOT, clock.instant()));
  }

  public Session session(String accessKeyId) {
    Session session = sessions.find(accessKeyId);
    if (session == null) {
      throw new IllegalStateException("No session " + accessKeyId);
    }
    return session;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, List<String>> headers = new LinkedHashMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
      QueryReply reply =
          endpoint.handle(
              new QueryRequest(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().toString(),
                  headers,
                  exchange.getRequestBody().readAllBytes()));
      byte[] body = reply.body().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", reply.contentType());
      exchange.sendResponseHeaders(reply.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
