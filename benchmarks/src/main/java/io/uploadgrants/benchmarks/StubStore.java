package io.uploadgrants.benchmarks;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * What S3 answers on the way of one upload of 10,000 parts, which are 49 GiB: nobody sends them to
 * count requests.
 */
final class StubStore implements SdkHttpClient {

  static final int PARTS = 10_000;
  static final long PART_SIZE = 5 << 20;
  static final long SIZE = PARTS * PART_SIZE;

  private static final int PAGE = 1_000;
  private static final String UPLOAD = "x-amz-meta-upload-id";

  /** The first bytes, as many as are asked for. */
  private static final byte[] FILM =
      Arrays.copyOf(
          "\0\0\0\030ftypisom\0\0\0\0isommp41".getBytes(StandardCharsets.ISO_8859_1), 4_096);

  private final AtomicReference<String> upload = new AtomicReference<>("");

  static String etag(int partNumber) {
    return "\"%d\"".formatted(partNumber);
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest execute) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() {
        return answered(execute.httpRequest());
      }

      @Override
      public void abort() {}
    };
  }

  private HttpExecuteResponse answered(SdkHttpRequest request) {
    boolean ofParts = request.rawQueryParameters().containsKey("uploadId");
    return switch (request.method()) {
      case HEAD -> object(new byte[0]);
      case GET -> ofParts ? xml(page(request)) : object(FILM);
      case POST -> ofParts ? xml(completed()) : xml(started(request));
      default -> throw new IllegalStateException("No " + request.method() + " is part of the way");
    };
  }

  private String started(SdkHttpRequest request) {
    upload.set(request.firstMatchingHeader(UPLOAD).orElseThrow());
    return "<InitiateMultipartUploadResult><UploadId>id</UploadId></InitiateMultipartUploadResult>";
  }

  private static String completed() {
    return "<CompleteMultipartUploadResult><ETag>&quot;e&quot;</ETag></CompleteMultipartUploadResult>";
  }

  private static String page(SdkHttpRequest request) {
    int from =
        request
            .firstMatchingRawQueryParameter("part-number-marker")
            .map(Integer::valueOf)
            .orElse(0);
    int to = from + PAGE;
    String parts =
        IntStream.rangeClosed(from + 1, to)
            .mapToObj(
                n ->
                    "<Part><PartNumber>%d</PartNumber><ETag>%s</ETag><Size>%d</Size></Part>"
                        .formatted(n, etag(n).replace("\"", "&quot;"), PART_SIZE))
            .collect(Collectors.joining());
    return "<ListPartsResult><IsTruncated>%s</IsTruncated><NextPartNumberMarker>%d</NextPartNumberMarker>%s</ListPartsResult>"
        .formatted(to < PARTS, to, parts);
  }

  private static HttpExecuteResponse xml(String body) {
    return answer(
        SdkHttpFullResponse.builder().statusCode(200), body.getBytes(StandardCharsets.UTF_8));
  }

  private HttpExecuteResponse object(byte[] body) {
    long size = body.length > 0 ? body.length : SIZE;
    return answer(
        SdkHttpFullResponse.builder()
            .statusCode(200)
            .putHeader("Content-Length", Long.toString(size))
            .putHeader("Content-Type", "video/mp4")
            .putHeader("ETag", "\"e\"")
            .putHeader("Last-Modified", "Tue, 24 Nov 2026 10:15:30 GMT")
            .putHeader(UPLOAD, upload.get()),
        body);
  }

  private static HttpExecuteResponse answer(SdkHttpFullResponse.Builder head, byte[] body) {
    return HttpExecuteResponse.builder()
        .response(head.build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
        .build();
  }

  @Override
  public void close() {}
}
