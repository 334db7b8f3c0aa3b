package io.uploadgrants.testkit.backend;

import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.RunningStore;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.ServerUnavailableException;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.bucket.LeftBuckets;
import io.uploadgrants.testkit.probe.Probes;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;

/** A server that somebody else has started. */
final class AttachedBackend {

  private static final String PREFIX = "UPLOAD_TEST_";

  /** Seconds of work, which not every test needs; and a running server doesn't change. */
  private static final Map<URI, Set<ServerCheck>> MEASURED = new ConcurrentHashMap<>();

  private AttachedBackend() {}

  static UploadServer fromEnvironment(Map<String, String> environment) {
    RunningStore usual =
        RunningStore.of(
            endpoint(required(environment, "ENDPOINT")),
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    required(environment, "ACCESS_KEY"), required(environment, "SECRET_KEY"))));
    return open(
        usual
            .withRegion(orElse(environment.get(PREFIX + "REGION"), usual.region()))
            .withRole(orElse(environment.get(PREFIX + "ROLE_ARN"), usual.roleArn())));
  }

  static UploadServer open(RunningStore store) {
    OpenServer server =
        attach(store, () -> MEASURED.computeIfAbsent(store.endpoint(), unknown -> measured(store)));
    LeftBuckets.removeOnce(store.endpoint(), server.client());
    return server;
  }

  private static OpenServer attach(RunningStore store, Supplier<Set<ServerCheck>> checks) {
    try {
      return new OpenServer(new OpenServer.Access(Backend.ATTACHED, store, checks, null, null));
    } catch (SdkException failed) {
      throw new ServerUnavailableException(
          "No bucket could be made at %s: %s. Start the server, or use the embedded one, which needs nothing."
              .formatted(store.endpoint(), failed.getMessage()),
          failed);
    }
  }

  private static Set<ServerCheck> measured(RunningStore store) {
    try (UploadServer server = attach(store, Set::of)) {
      return Probes.measure(server);
    }
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

  private static String orElse(@Nullable String text, String otherwise) {
    return text == null || text.isBlank() ? otherwise : text.strip();
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
