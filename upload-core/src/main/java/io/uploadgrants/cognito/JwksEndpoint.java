package io.uploadgrants.cognito;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import io.uploadgrants.response.BoundedBody;
import java.net.Authenticator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where a pool's keys are. The answer has one deadline for all of it: an endpoint that sends a byte
 * now and then is given up like one that is silent. For one thread at a time.
 */
final class JwksEndpoint {

  /** How long an answer may take, from the connection to its last byte. */
  static final Duration DEADLINE = Duration.ofSeconds(5);

  private static final Duration CONNECT = Duration.ofSeconds(2);

  private final HttpRequest request;
  private final Duration deadline;
  private @Nullable HttpClient client;

  JwksEndpoint(URI uri, Duration deadline) {
    this.request = HttpRequest.newBuilder(uri).build();
    this.deadline = deadline;
  }

  /** Fetches the keys; ends within the deadline, with a {@link KeySourceException} as cause. */
  CompletableFuture<JWKSet> fetch() {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client().sendAsync(request, start -> new BoundedBody(UserPoolKeys.MAX_SIZE));
    return answer
        .thenApply(JwksEndpoint::keys)
        .orTimeout(deadline.toNanos(), TimeUnit.NANOSECONDS)
        // What is given up is closed, too; nothing happens to an answer that is there.
        .whenComplete((keys, failed) -> answer.cancel(true));
  }

  /** Returns the client, which has threads of its own from its first use on. */
  private HttpClient client() {
    HttpClient made = client;
    if (made == null) {
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NORMAL)
              .connectTimeout(CONNECT);
      Authenticator proxies = Authenticator.getDefault();
      made = proxies == null ? builder.build() : builder.authenticator(proxies).build();
      client = made;
    }
    return made;
  }

  private static JWKSet keys(HttpResponse<byte[]> answer) {
    if (answer.statusCode() < 200 || answer.statusCode() > 299) {
      throw failed("The endpoint answered with status " + answer.statusCode(), null);
    }
    JWKSet keys;
    try {
      keys = JWKSet.parse(new String(answer.body(), StandardCharsets.UTF_8));
    } catch (ParseException malformed) {
      throw failed("The endpoint answered with something other than keys", malformed);
    }
    if (keys.isEmpty()) {
      // An endpoint that has lost its keys counts as one that fails.
      throw failed("No keys at the endpoint", null);
    }
    return keys;
  }

  private static CompletionException failed(String text, @Nullable Throwable cause) {
    return new CompletionException(new JWKSetUnavailableException(text, cause));
  }
}
