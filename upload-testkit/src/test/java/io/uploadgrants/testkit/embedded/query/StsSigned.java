package io.uploadgrants.testkit.embedded.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/** A request that AWS's own signer signs, and that a test alters before or after. */
public record StsSigned(
    SdkHttpMethod method, String query, String body, String service, Map<String, String> extra) {

  private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

  public static StsSigned post(Map<String, String> parameters) {
    return new StsSigned(SdkHttpMethod.POST, "", form(parameters), "sts", Map.of());
  }

  public static StsSigned get(Map<String, String> parameters) {
    return new StsSigned(SdkHttpMethod.GET, form(parameters), "", "sts", Map.of());
  }

  public static StsSigned body(String body) {
    return new StsSigned(SdkHttpMethod.POST, "", body, "sts", Map.of());
  }

  public StsSigned service(String other) {
    return new StsSigned(method, query, body, other, extra);
  }

  public StsSigned with(String header, String value) {
    return new StsSigned(method, query, body, service, Map.of(header, value));
  }

  public QueryRequest signedBy(AwsCredentials credentials, Instant time) {
    SdkHttpFullRequest.Builder request =
        SdkHttpFullRequest.builder()
            .method(method)
            .uri(URI.create("http://127.0.0.1:4566/" + (query.isEmpty() ? "" : "?" + query)));
    if (method == SdkHttpMethod.POST) {
      request.putHeader("Content-Type", FORM);
    }
    extra.forEach(request::putHeader);
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                each ->
                    each.identity(credentials)
                        .request(request.build())
                        .payload(() -> new ByteArrayInputStream(body.getBytes(UTF_8)))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(time, ZoneOffset.UTC)))
            .request();
    return request(signed.headers());
  }

  public QueryRequest unsigned() {
    return request(Map.of("Host", List.of("127.0.0.1:4566"), "Content-Type", List.of(FORM)));
  }

  private QueryRequest request(Map<String, List<String>> headers) {
    Map<String, List<String>> lower = new LinkedHashMap<>();
    headers.forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), values));
    return new QueryRequest(
        method.name(), query.isEmpty() ? "/" : "/?" + query, lower, body.getBytes(UTF_8));
  }

  public static QueryRequest header(
      QueryRequest request, String name, UnaryOperator<String> change) {
    Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
    headers.compute(
        name, (key, values) -> List.of(change.apply(values == null ? "" : values.get(0))));
    return new QueryRequest(request.method(), request.target(), headers, request.body());
  }

  public static QueryRequest without(QueryRequest request, String name) {
    Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
    headers.remove(name);
    return new QueryRequest(request.method(), request.target(), headers, request.body());
  }

  public static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(
            each ->
                URLEncoder.encode(each.getKey(), UTF_8)
                    + '='
                    + URLEncoder.encode(each.getValue(), UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("&"));
  }
}
