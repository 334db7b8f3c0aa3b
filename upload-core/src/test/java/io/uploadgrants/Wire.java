package io.uploadgrants;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** What the AWS SDK's own client sends to a store, and answers that a test makes up. */
public final class Wire implements SdkHttpClient {

  private final List<Sent> sent = Collections.synchronizedList(new ArrayList<>());
  private volatile Function<Sent, Answer> answers = request -> new Answer(200, "");

  /** A request as it is sent. */
  public record Sent(SdkHttpRequest request, String body) {

    /** Returns method and query without values that vary, such as {@code POST uploads}. */
    public String line() {
      return request.method() + " " + String.join("&", request.rawQueryParameters().keySet());
    }

    public String header(String name) {
      return request.firstMatchingHeader(name).orElse("there is no " + name);
    }

    public boolean has(String name) {
      return request.firstMatchingHeader(name).isPresent();
    }
  }

  /** An answer; a status of 0 is a connection that breaks. */
  public record Answer(int status, String body, Map<String, String> headers) {

    public Answer(int status, String body) {
      this(status, body, Map.of());
    }

    /** Returns an error as S3 writes them, with any status. */
    public static Answer error(int status, String code) {
      return new Answer(
          status, "<?xml version=\"1.0\"?>\n<Error><Code>" + code + "</Code></Error>");
    }
  }

  /** Says what is answered from now on. */
  public Wire answering(Function<Sent, Answer> made) {
    answers = made;
    return this;
  }

  public List<Sent> sent() {
    return List.copyOf(sent);
  }

  public Sent last() {
    return sent.get(sent.size() - 1);
  }

  /** Returns a client as an application makes it, with credentials that sign nothing else. */
  public S3Client client() {
    return S3Client.builder()
        .httpClient(this)
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDCLIENT", "client")))
        .overrideConfiguration(call -> call.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return answered(request);
      }

      @Override
      public void abort() {}
    };
  }

  private HttpExecuteResponse answered(HttpExecuteRequest request) throws IOException {
    String body =
        request.contentStreamProvider().map(stream -> text(stream.newStream())).orElse("");
    Sent one = new Sent(request.httpRequest(), body);
    sent.add(one);
    Answer answer = answers.apply(one);
    if (answer.status() == 0) {
      throw new IOException("The connection broke");
    }
    SdkHttpFullResponse.Builder response =
        SdkHttpFullResponse.builder().statusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    return HttpExecuteResponse.builder()
        .response(response.build())
        .responseBody(
            AbortableInputStream.create(
                new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8))))
        .build();
  }

  private static String text(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {}
}
