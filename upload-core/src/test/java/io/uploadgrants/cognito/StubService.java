package io.uploadgrants.cognito;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Cognito and STS on loopback, which answer what they are told, to the AWS SDK's real clients. */
final class StubService implements AutoCloseable {

  static final String IDENTITY = "eu-west-1:00000000-0000-0000-0000-000000000001";
  static final String SECRET = "S3cr3tK3yThatNobodyMayS33";
  static final String TOKEN = "S3ss10nT0k3nThatNobodyMayS33";
  static final String OPEN_ID = "0p3n1dT0k3nThatNobodyMayS33";

  final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
  private final Deque<Reply> replies = new ArrayDeque<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  private record Reply(int status, String body) {}

  StubService() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.setExecutor(threads);
    server.start();
  }

  synchronized StubService then(int status, String body) {
    replies.add(new Reply(status, body));
    return this;
  }

  /** Refuses a call of Cognito. */
  StubService refuse(int status, String code, String message) {
    return then(status, "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(code, message));
  }

  StubService identity() {
    return then(200, "{\"IdentityId\":\"" + IDENTITY + "\"}");
  }

  StubService openIdToken() {
    return then(200, "{\"IdentityId\":\"%s\",\"Token\":\"%s\"}".formatted(IDENTITY, OPEN_ID));
  }

  StubService credentials() {
    return then(
        200,
        "{\"IdentityId\":\"%s\",\"Credentials\":{\"AccessKeyId\":\"ASIA1\",\"SecretKey\":\"%s\",\"SessionToken\":\"%s\",\"Expiration\":%d}}"
            .formatted(
                IDENTITY, SECRET, TOKEN, IdentityPools.NOW.plusSeconds(3600).getEpochSecond()));
  }

  StubService refuseRole(int status, String code, String message) {
    return then(
        status,
        "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error><RequestId>r</RequestId></ErrorResponse>"
            .formatted(code, message));
  }

  StubService role() {
    return then(
        200,
        """
        <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
        <AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>ASIA1</AccessKeyId>
        <SecretAccessKey>%s</SecretAccessKey><SessionToken>%s</SessionToken>
        <Expiration>%s</Expiration></Credentials></AssumeRoleWithWebIdentityResult>
        </AssumeRoleWithWebIdentityResponse>"""
            .formatted(SECRET, TOKEN, IdentityPools.NOW.plusSeconds(3600)));
  }

  private synchronized Reply next() {
    Reply reply = replies.size() > 1 ? replies.poll() : replies.peek();
    return reply == null ? new Reply(501, "{}") : reply;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      Reply reply = next();
      byte[] body = reply.body().getBytes(UTF_8);
      exchange
          .getResponseHeaders()
          .set(
              "Content-Type",
              reply.body().startsWith("<") ? "text/xml" : "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(reply.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  CognitoIdentityClient cognito() {
    return CognitoIdentityClient.builder()
        .endpointOverride(endpoint())
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", SECRET)))
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  StsClient sts() {
    return StsClient.builder()
        .endpointOverride(endpoint())
        .region(Region.EU_WEST_1)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
