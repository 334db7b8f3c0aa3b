package io.uploadgrants.probe;

import io.uploadgrants.http.BoundedBody;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Calls over HTTP/1.1, each of which ends in time. */
final class ProbeCalls {

  /** Bytes of an answer; S3's own are shorter. */
  private static final int LONGEST_ANSWER = 64 << 10;

  private static final Duration LONGEST_CALL = Duration.ofSeconds(5);

  private final HttpClient client =
      HttpClient.newBuilder()
          // Over plain HTTP the other version is asked for by headers that a store may stumble on.
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(LONGEST_CALL)
          .build();
  private final String place;
  private String step = "";
  private long end;

  /**
   * Starts calls.
   *
   * @param place the store, for texts
   */
  ProbeCalls(String place, Duration within) {
    this.place = place;
    endIn(within);
  }

  /** Starts to count anew. */
  void endIn(Duration within) {
    end = System.nanoTime() + within.toNanos();
  }

  /** Says what the next calls are for. */
  void step(String name) {
    step = name;
  }

  ProbeAnswer send(String method, String url, Map<String, String> headers, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.ISO_8859_1));
    headers.forEach(request::header);
    long left = Math.min(end - System.nanoTime(), LONGEST_CALL.toNanos());
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request.build(), start -> new BoundedBody(LONGEST_ANSWER));
    try {
      return ProbeAnswer.of(answer.get(Math.max(0, left), TimeUnit.NANOSECONDS));
    } catch (TimeoutException late) {
      answer.cancel(true);
      throw failed("it didn't answer within %d ms".formatted(Math.max(0, left) / 1_000_000), late);
    } catch (ExecutionException failed) {
      Throwable reason = failed.getCause() == null ? failed : failed.getCause();
      throw failed(
          reason instanceof ConnectException
              ? "no connection could be made"
              : "it gave no answer that is one of HTTP, or closed the connection (%s)"
                  .formatted(reason.getClass().getSimpleName()),
          reason);
    } catch (InterruptedException stopped) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw failed("the thread was interrupted", stopped);
    }
  }

  /** Ends the probe at the present step. */
  StoreProbeException failed(String why, @Nullable Throwable cause) {
    return new StoreProbeException(
        step,
        "The store at %s couldn't be probed, at the step '%s': %s.".formatted(place, step, why),
        List.of(),
        cause);
  }
}
