package io.uploadgrants.sts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/** An STS over HTTP that answers as it is told, and remembers what it was asked. */
final class StubSts implements AutoCloseable {

  static final String SECRET = "S3cr3tOfTheSess10n";
  static final String TOKEN = "T0k3nOfTheSess10n";
  static final String OWN_SECRET = "S3cr3tOfTheApplication";
  static final String ROLE = "arn:aws:iam::123456789012:role/uploader";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Answer> queue = new ArrayDeque<>();
  private final List<Map<String, String>> calls = new CopyOnWriteArrayList<>();
  private final StsClient client;
  private final Instant now;
  private volatile Runnable beforeEach = () -> {};

  private record Answer(int status, String body) {}

  /** Starts a stub whose sessions are issued at a moment. */
  StubSts(Instant now) {
    this.now = now;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
    client = client(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  static StsClient client(URI endpoint) {
    return StsClient.builder()
        .endpointOverride(endpoint)
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDAPP", OWN_SECRET)))
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        // An answer that has begun ends by this alone, 30 seconds when not set; callers don't wait.
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(3)))
        .build();
  }

  StsClient client() {
    return client;
  }

  AssumeRoleSource role() {
    return AssumeRoleSource.of(ROLE).client(client).build();
  }

  /** Answers one of the next calls with an error. */
  StubSts fail(int status, String code, String message) {
    return answer(
        status,
        "<ErrorResponse><Error><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"
            .formatted(code, message));
  }

  StubSts answer(int status, String body) {
    synchronized (queue) {
      queue.add(new Answer(status, body));
    }
    return this;
  }

  void beforeEach(Runnable task) {
    this.beforeEach = task;
  }

  /** Returns the parameters of each call. */
  List<Map<String, String>> calls() {
    return calls;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
    Map<String, String> call = new TreeMap<>();
    for (String field : form.split("&", -1)) {
      int equals = field.indexOf('=');
      call.put(decoded(field.substring(0, equals)), decoded(field.substring(equals + 1)));
    }
    calls.add(call);
    int number = calls.size();
    beforeEach.run();
    Answer answer;
    synchronized (queue) {
      answer = queue.poll();
    }
    if (answer == null) {
      answer = new Answer(200, session(call, number));
    }
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "text/xml");
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String session(Map<String, String> call, int number) {
    String action = call.getOrDefault("Action", "");
    Duration life =
        Duration.ofSeconds(Long.parseLong(call.getOrDefault("DurationSeconds", "3600")));
    return """
        <%1$sResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><%1$sResult><Credentials>
        <AccessKeyId>ASIA%2$d</AccessKeyId><SecretAccessKey>%3$s%2$d</SecretAccessKey>
        <SessionToken>%4$s%2$d</SessionToken><Expiration>%5$s</Expiration>
        </Credentials></%1$sResult></%1$sResponse>
        """
        .formatted(action, number, SECRET, TOKEN, now.plus(life));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.close();
    server.stop(0);
    threads.shutdownNow();
  }
}
