package io.uploadgrants.testkit;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;

/** A server that somebody else has started. */
final class AttachedBackend {

  private static final String PREFIX = "UPLOAD_TEST_";
  private static final String DEFAULT_REGION = "us-east-1";

  /** Seconds of work, which not every test needs; and a running server doesn't change. */
  private static final Map<URI, Set<ServerCheck>> MEASURED = new ConcurrentHashMap<>();

  private AttachedBackend() {}

  static UploadServer fromEnvironment(Map<String, String> environment) {
    return open(
        endpoint(required(environment, "ENDPOINT")),
        region(environment.getOrDefault(PREFIX + "REGION", "")),
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(
                required(environment, "ACCESS_KEY"), required(environment, "SECRET_KEY"))));
  }

  static UploadServer open(URI endpoint, AwsCredentialsProvider credentials) {
    return open(endpoint, DEFAULT_REGION, credentials);
  }

  private static UploadServer open(
      URI endpoint, String region, AwsCredentialsProvider credentials) {
    try {
      OpenServer server =
          attach(endpoint, region, credentials, () -> checks(endpoint, region, credentials));
      LeftBuckets.removeOnce(endpoint, server.client());
      return server;
    } catch (SdkException failed) {
      throw new ServerUnavailableException(
          "No bucket could be made at %s: %s. Start the server, or use the embedded one, which needs nothing."
              .formatted(endpoint, failed.getMessage()),
          failed);
    }
  }

  private static OpenServer attach(
      URI endpoint,
      String region,
      AwsCredentialsProvider credentials,
      Supplier<Set<ServerCheck>> checks) {
    return new OpenServer(
        new OpenServer.Access(Backend.ATTACHED, endpoint, region, credentials, checks, null, null));
  }

  private static Set<ServerCheck> checks(
      URI endpoint, String region, AwsCredentialsProvider credentials) {
    return MEASURED.computeIfAbsent(
        endpoint,
        unknown -> {
          try (UploadServer server = attach(endpoint, region, credentials, Set::of)) {
            return Probes.measure(server);
          }
        });
  }

  private static URI endpoint(String text) {
    try {
      URI endpoint = new URI(text.strip());
      if (List.of("http", "https").contains(endpoint.getScheme()) && endpoint.getHost() != null) {
        return endpoint;
      }
    } catch (URISyntaxException explained) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "%sENDPOINT is '%s', which is no address of a server; give one like http://localhost:9000."
            .formatted(PREFIX, text));
  }

  private static String region(String text) {
    return text.isBlank() ? DEFAULT_REGION : text.strip();
  }

  private static String required(Map<String, String> environment, String name) {
    @Nullable String value = environment.get(PREFIX + name);
    if (value == null || value.isBlank()) {
      throw new ServerUnavailableException(
          "%s%s isn't set: it names the server to attach to. The embedded server needs nothing."
              .formatted(PREFIX, name));
    }
    return value;
  }
}
