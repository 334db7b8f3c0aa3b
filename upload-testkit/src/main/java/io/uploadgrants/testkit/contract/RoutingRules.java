package io.uploadgrants.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths and methods. */
abstract class RoutingRules extends ServedRules {

  RoutingRules(UploadEndpointContract contract) {
    super(contract);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing", "/profile", "/profiles/x", "/%E2%80%AE", "/%F0%9F%98%80"})
  void aPathThatStandsForNothingIsNotFound(String path) {
    Reply reply = endpoint().send("GET", path);

    // The framework may answer it before the adapter does, in its own words.
    assertThat(reply.status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'POST OPTIONS', GET",
    "'', 'POST OPTIONS', PUT",
    "'', 'POST OPTIONS', DELETE",
    "'', 'POST OPTIONS', PATCH",
    "/batch, 'POST OPTIONS', GET",
    "/profiles, 'GET HEAD OPTIONS', POST",
    "/profiles, 'GET HEAD OPTIONS', PUT",
    "/profiles, 'GET HEAD OPTIONS', DELETE",
  })
  void anotherMethodIsRefusedWithThoseThatAreAllowed(String path, String allowed, String method) {
    Reply reply = endpoint().send(method, path, "Content-Type", "application/json");

    reply.problem(405, "method-not-allowed");
    assertThat(reply.allowed()).containsExactlyInAnyOrder(allowed.split(" ", -1));
  }

  @Test
  void headOfTheBaseIsRefusedWithoutABody() {
    Reply reply = endpoint().send("HEAD", "");

    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.allowed()).containsExactlyInAnyOrder("POST", "OPTIONS");
    assertThat(reply.text()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'', 'POST OPTIONS'", "/batch, 'POST OPTIONS'", "/profiles, 'GET HEAD OPTIONS'"})
  void optionsTellsTheMethodsAndGrantsNothingToOtherOrigins(String path, String allowed) {
    Reply reply =
        endpoint()
            .send(
                "OPTIONS",
                path,
                "Origin",
                "https://evil.example",
                "Access-Control-Request-Method",
                "POST");

    assertThat(reply.status()).isIn(200, 204);
    assertThat(reply.allowed()).containsExactlyInAnyOrder(allowed.split(" ", -1));
    assertThat(reply.text()).isEmpty();
    assertThat(reply.headers().keySet()).noneMatch(name -> name.startsWith("access-control"));
  }
}
