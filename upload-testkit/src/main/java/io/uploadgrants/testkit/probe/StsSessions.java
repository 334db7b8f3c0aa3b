package io.uploadgrants.testkit.probe;

import io.uploadgrants.testkit.RunningStore;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.probe.Probes.RefusedException;
import io.uploadgrants.testkit.wire.S3Clients;
import io.uploadgrants.testkit.wire.Wire;
import io.uploadgrants.testkit.wire.Wire.Header;
import io.uploadgrants.testkit.wire.WireAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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

  AwsSessionCredentials assumeRole(String policy) {
    String answer =
        post(
            Map.of(
                "Action",
                "AssumeRole",
                "Version",
                "2011-06-15",
                "RoleArn",
                role(),
                "RoleSessionName",
                "probe",
                "DurationSeconds",
                Long.toString(LIFE.toSeconds()),
                "Policy",
                policy));
    return AwsSessionCredentials.create(
        text("AccessKeyId", answer), text("SecretAccessKey", answer), text("SessionToken", answer));
  }

  private String post(Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    List<Header> headers = new ArrayList<>();
    signed(body)
        .forEachHeader((name, values) -> values.forEach(v -> headers.add(new Header(name, v))));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    headers.add(new Header("Content-Length", Integer.toString(bytes.length)));
    byte[] answer = Wire.exchange(server.endpoint(), "POST", "/", headers, bytes);
    int status = WireAnswer.of(answer).status();
    if (status == 0) {
      throw new UncheckedIOException(new IOException("No answer from " + server.endpoint()));
    }
    if (status != 200) {
      throw new RefusedException("AssumeRole answered " + status);
    }
    return WireAnswer.xml(answer);
  }

  private String role() {
    return server instanceof KnownRole known
        ? known.roleArn()
        : RunningStore.of(server.endpoint(), server.credentials()).roleArn();
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
