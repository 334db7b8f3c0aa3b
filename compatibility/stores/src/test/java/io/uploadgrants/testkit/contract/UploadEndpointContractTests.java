package io.uploadgrants.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.uploadgrants.UploadGrants;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadEndpointContractTests {

  @Test
  void everyRuleIsBrokenByAnEndpointThatTakesEverythingAndEchoesIt() {
    Runs runs = Runs.of(EchoingEndpoint.class);

    assertThat(runs.failed()).hasSizeGreaterThan(250);
    assertThat(runs.passed()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://localhost:1/uploads",
        "http://localhost/uploads",
        "http://localhost:1/uploads/"
      })
  void aBaseThatIsNoneIsRefused(String base) {
    assertThatThrownBy(() -> EndpointClient.of(URI.create(base)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(base);
  }

  /** Answers any request by 200 and what came. */
  @EnabledIf(Runs.RUNNING)
  static final class EchoingEndpoint extends UploadEndpointContract {

    private final Map<URI, HttpServer> started = new ConcurrentHashMap<>();

    @Override
    protected WithCompletion withCompletion() {
      return (grants, completions) -> serve(grants);
    }

    @Override
    protected URI serve(UploadGrants grants) throws IOException {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
              out.write(exchange.getRequestURI().toString().getBytes(StandardCharsets.UTF_8));
              exchange.getRequestBody().transferTo(out);
            }
          });
      server.start();
      URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/uploads");
      started.put(base, server);
      return base;
    }

    @Override
    protected void stop(URI base) {
      Objects.requireNonNull(started.remove(base)).stop(0);
    }
  }
}
