package io.uploadgrants.cognito;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers as Cognito would, by what a test has set, and keeps what it was asked. */
final class CognitoStub implements AutoCloseable {

  static final String POOL = "eu-west-1_AbCdEf123";
  static final String CLIENT = "1h57kf5cpq17m0eml12EXAMPLE";
  static final String CLIENT_SECRET = "client-secret-that-nobody-may-see";
  static final Instant NOW = Instant.parse("2026-11-24T10:15:30Z");
  static final String SESSION = "session-that-nobody-may-see";

  /** What was asked: the operation, and its parameters. */
  record Call(String operation, JsonNode body) {}

  private record Prepared(int status, String type, String body) {}

  private final HttpServer server;
  private final Queue<Prepared> answers = new ConcurrentLinkedQueue<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();

  CognitoStub() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    calls.add(
        new Call(
            target.substring(target.indexOf('.') + 1),
            JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes())));
    Prepared prepared = answers.remove();
    byte[] body = prepared.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    if (!prepared.type().isEmpty()) {
      exchange.getResponseHeaders().set("x-amzn-ErrorType", prepared.type());
    }
    exchange.sendResponseHeaders(prepared.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  CognitoStub answers(String json) {
    answers.add(new Prepared(200, "", json));
    return this;
  }

  CognitoStub challenges(String name, String parameters) {
    return answers(
        "{\"ChallengeName\":\"%s\",\"Session\":\"%s\",\"ChallengeParameters\":%s}"
            .formatted(name, SESSION, parameters));
  }

  CognitoStub signsIn(String accessToken) {
    return answers(
        """
        {"AuthenticationResult":{"IdToken":"id-token-secret","AccessToken":"%s",
         "RefreshToken":"refresh-token-secret","ExpiresIn":3600,"TokenType":"Bearer"}}
        """
            .formatted(accessToken));
  }

  CognitoStub fails(int status, String type, String message) {
    answers.add(
        new Prepared(
            status,
            type,
            JsonMapper.shared()
                .createObjectNode()
                .put("__type", type)
                .put("message", message)
                .toString()));
    return this;
  }

  /** Drops the answers that nobody asked for. */
  void forget() {
    answers.clear();
  }

  List<Call> calls() {
    return calls;
  }

  /** Returns the parameters of the only call. */
  JsonNode asked(String operation) {
    if (calls.size() != 1 || !calls.get(0).operation().equals(operation)) {
      throw new AssertionError("Called were " + calls.stream().map(Call::operation).toList());
    }
    return calls.remove(0).body();
  }

  CognitoUserPool.Builder pool() {
    return CognitoUserPool.of(POOL, CLIENT).client(client(endpoint())).clock(() -> NOW);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  static CognitoIdentityProviderClient client(URI endpoint) {
    return client(endpoint, AwsRetryStrategy.doNotRetry());
  }

  static CognitoIdentityProviderClient client(URI endpoint, RetryStrategy retries) {
    return CognitoIdentityProviderClient.builder()
        .region(Region.EU_WEST_1)
        .endpointOverride(endpoint)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create("AKIDEXAMPLE", "aws-secret-that-nobody-may-see")))
        .overrideConfiguration(settings -> settings.retryStrategy(retries))
        .build();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
