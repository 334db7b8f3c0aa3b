package io.uploadgrants.testkit.contract;

import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadServer;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.auth.spi.scheme.AuthSchemeOption;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.scheme.StsAuthSchemeParams;
import software.amazon.awssdk.services.sts.auth.scheme.StsAuthSchemeProvider;

/**
 * A server's own STS, asked at the server's time by one client: strategies are made often. Public
 * only for the suites beside this package.
 */
public final class ServersSts implements AutoCloseable {

  public static final String ROLE = "arn:aws:iam::123456789012:role/uploads";

  private @Nullable StsClient client;

  /** Returns the client for a server, always of the same one. */
  public synchronized StsClient of(UploadServer server) {
    StsClient made = client;
    if (made == null) {
      made = client(server);
      client = made;
    }
    return made;
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
    }
  }

  private static StsClient client(UploadServer server) {
    InstantSource time =
        server.checks().contains(ServerCheck.TEST_CLOCK) ? server.clock() : InstantSource.system();
    return StsClient.builder()
        .endpointOverride(server.endpoint())
        .region(Region.of(server.region()))
        .credentialsProvider(server.credentials())
        .authSchemeProvider(new SignedAt(time.withZone(ZoneOffset.UTC)))
        .build();
  }

  private record SignedAt(Clock clock) implements StsAuthSchemeProvider {

    @Override
    public List<AuthSchemeOption> resolveAuthScheme(StsAuthSchemeParams params) {
      return StsAuthSchemeProvider.defaultProvider().resolveAuthScheme(params).stream()
          .map(
              option ->
                  option.toBuilder().putSignerProperty(HttpSigner.SIGNING_CLOCK, clock).build())
          .toList();
    }
  }
}
