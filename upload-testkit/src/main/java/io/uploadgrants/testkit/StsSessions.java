package io.uploadgrants.testkit;

import io.uploadgrants.testkit.Probes.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/**
 * As much of STS as a probe needs, so that no user of the kit needs the SDK's module.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole</a>
 */
record StsSessions(UploadServer server, InstantSource clock) {

  /** The shortest that STS allows. */
  static final Duration LIFE = Duration.ofMinutes(15);

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  AwsSessionCredentials assumeRole(String policy) {
    String answer =
        post(
            Map.of(
                "Action", "AssumeRole",
                "Version", "2011-06-15",
                "RoleArn", "arn:aws:iam::123456789012:role/probe",
                "RoleSessionName", "probe",
                "DurationSeconds", Long.toString(LIFE.toSeconds()),
                "Policy", policy));
    return AwsSessionCredentials.create(
        text("AccessKeyId", answer), text("SecretAccessKey", answer), text("SessionToken", answer));
  }

  private String post(Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.endpoint())
            .timeout(TIMEOUT)
            .POST(BodyPublishers.ofString(body));
    signed(body)
        .forEachHeader(
            (name, values) -> {
              // The JDK's client sets it by itself.
              if (!name.equalsIgnoreCase("host")) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new RefusedException("AssumeRole answered " + answer.statusCode());
      }
      return answer.body();
    } catch (IOException failed) {
      throw new UncheckedIOException("No exchange with " + server.endpoint(), failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a session was asked for", stopped);
    }
  }

  private SdkHttpRequest signed(String body) {
    AwsCredentials credentials = server.credentials().resolveCredentials();
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(server.endpoint())
            .encodedPath("/")
            .putHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .build();
    return AwsV4HttpSigner.create()
        .sign(
            sign ->
                sign.identity(credentials)
                    .request(request)
                    .payload(ContentStreamProvider.fromUtf8String(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sts")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, server.region())
                    .putProperty(HttpSigner.SIGNING_CLOCK, S3Clients.clock(clock)))
        .request();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String text(String element, String xml) {
    Matcher found =
        Pattern.compile("<" + element + ">\\s*([^<\\s]+)\\s*</" + element + ">").matcher(xml);
    if (!found.find()) {
      throw new RefusedException("AssumeRole answered without " + element);
    }
    return found.group(1);
  }
}
