package io.uploadgrants.probe;

import static io.uploadgrants.ErrorText.phrase;

import io.uploadgrants.ErrorText;
import io.uploadgrants.probe.StoreProbeException.Loss;
import io.uploadgrants.response.BoundedBody;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

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
  private Duration whole;
  private long end;

  /**
   * Starts calls.
   *
   * @param place the store, for texts
   */
  ProbeCalls(String place, Duration within) {
    this.place = place;
    this.whole = within;
    endIn(within);
  }

  /** Starts to count anew. */
  void endIn(Duration within) {
    whole = within;
    end = System.nanoTime() + within.toNanos();
  }

  /** Says what the next calls are for. */
  void step(String name) {
    step = name;
  }

  /** Sends a request, twice where the connection breaks and the second can't differ. */
  ProbeAnswer send(String method, String url, Map<String, String> headers, String body) {
    try {
      return sendOnce(method, url, headers, body);
    } catch (StoreProbeException failed) {
      // A store closes connections that it kept open, and some close them on what they refuse.
      if (failed.loss() != Loss.BROKEN || headers.containsKey("if-none-match")) {
        throw failed;
      }
      return sendOnce(method, url, headers, body);
    }
  }

  private ProbeAnswer sendOnce(
      String method, String url, Map<String, String> headers, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body, StandardCharsets.ISO_8859_1));
    headers.forEach(request::header);
    long left = Math.min(left(), LONGEST_CALL.toNanos());
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request.build(), start -> new BoundedBody(LONGEST_ANSWER));
    try {
      return ProbeAnswer.of(answer.get(left, TimeUnit.NANOSECONDS));
    } catch (TimeoutException late) {
      answer.cancel(true);
      throw failed(Loss.LATE, late("the store didn't answer", left));
    } catch (ExecutionException failed) {
      throw failed.getCause() == null ? broken(failed) : broken(failed.getCause());
    } catch (InterruptedException stopped) {
      answer.cancel(true);
      throw interrupted();
    }
  }

  /** Sends a PUT and closes the connection at half of its body; what is answered doesn't count. */
  void breakOff(String url, Map<String, String> headers, String body) {
    HttpRequest.Builder put =
        HttpRequest.newBuilder(URI.create(url)).PUT(new HalfOfABody(body).publisher());
    headers.forEach(put::header);
    long left = Math.min(left(), LONGEST_CALL.toNanos());
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(put.build(), HttpResponse.BodyHandlers.discarding());
    try {
      answer.get(left, TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      answer.cancel(true);
      throw failed(Loss.LATE, late("the store didn't notice that an upload broke off", left));
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof ConnectException nobody) {
        throw broken(nobody);
      }
      // As it has to be.
      return;
    } catch (InterruptedException stopped) {
      answer.cancel(true);
      throw interrupted();
    }
  }

  /** Gives the store a moment, as far as there is time. */
  void pause(Duration moment) {
    try {
      TimeUnit.NANOSECONDS.sleep(Math.min(left(), moment.toNanos()));
    } catch (InterruptedException stopped) {
      throw interrupted();
    }
  }

  /** Waits for what else takes its time, and stops waiting in time. */
  <T> T within(String what, Supplier<T> slow) {
    FutureTask<T> task = new FutureTask<>(slow::get);
    Thread thread = new Thread(task, "store-probe");
    thread.setDaemon(true);
    thread.start();
    long left = left();
    try {
      return task.get(left, TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      task.cancel(true);
      throw failed(Loss.LATE, late(what + " weren't issued", left));
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException reason) {
        throw reason;
      }
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException stopped) {
      task.cancel(true);
      throw interrupted();
    }
  }

  private long left() {
    return Math.max(0, end - System.nanoTime());
  }

  private String late(String what, long left) {
    return left < LONGEST_CALL.toNanos()
        ? ErrorText.of("%s, and the probe's time of %d s was over", phrase(what), whole.toSeconds())
        : ErrorText.of("%s within %d s", phrase(what), LONGEST_CALL.toSeconds());
  }

  private StoreProbeException interrupted() {
    Thread.currentThread().interrupt();
    return failed(Loss.LATE, "the thread was interrupted");
  }

  /** The exception's own text may quote what the store said, even the signed URL. */
  private StoreProbeException broken(Throwable reason) {
    if (reason instanceof ConnectException
        || reason instanceof UnresolvedAddressException
        || reason instanceof IllegalArgumentException) {
      return failed(Loss.UNREACHED, "no connection could be made");
    }
    String name = reason.getClass().getSimpleName();
    return reason instanceof SSLException
        ? failed(
            Loss.UNREACHED,
            ErrorText.of(
                "TLS failed (%s); check whether the endpoint is http or https, and its certificate",
                name))
        : failed(
            Loss.BROKEN,
            ErrorText.of(
                "the store closed the connection, or answered with something other than HTTP (%s)",
                name));
  }

  /** Ends the probe at the present step. */
  StoreProbeException failed(String why) {
    return failed(Loss.NONE, why);
  }

  private StoreProbeException failed(Loss loss, String why) {
    return new StoreProbeException(
        step,
        ErrorText.of(
            "The store at %s couldn't be probed. Step '%s': %s.", place, step, phrase(why)),
        loss);
  }
}
