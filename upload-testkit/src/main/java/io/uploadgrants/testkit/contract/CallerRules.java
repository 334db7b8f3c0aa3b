package io.uploadgrants.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Who asks: guests, subjects, and many at the same time. */
abstract class CallerRules extends ServedRules {

  CallerRules(UploadEndpointContract contract) {
    super(contract);
  }

  @Test
  void aGuestGetsAGrantOnlyOfAProfileThatIsOpenToGuests() {
    JsonNode grant = endpoint().postAsGuest("{\"profile\":\"any\"}").grant();

    assertThat(grant.path("key").asString()).startsWith("any/!guest/");
    endpoint()
        .postAsGuest("{\"profile\":\"avatar\",\"size\":1}")
        .problem(401, "authentication-required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"avatars", "nothing", "Avatar"})
  void aGuestCannotTellAClosedProfileFromOneThatDoesNotExist(String unknown) {
    String request = "{\"profile\":\"%s\",\"size\":9999999,\"kind\":\"temporary-credentials\"}";

    JsonNode closed =
        endpoint().postAsGuest(request.formatted("avatar")).problem(401, "authentication-required");
    JsonNode missing =
        endpoint().postAsGuest(request.formatted(unknown)).problem(401, "authentication-required");

    assertThat(missing.toString().replace("'" + unknown + "'", "#"))
        .isEqualTo(closed.toString().replace("'avatar'", "#"));
  }

  @Test
  void anEmptySubjectIsAGuest() {
    endpoint()
        .post("", "{\"profile\":\"avatar\",\"size\":1}")
        .problem(401, "authentication-required");
  }

  @Test
  void requestsAtTheSameTimeGetGrantsOfTheirOwn() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<List<String>>> running = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String subject = "user" + i;
        running.add(threads.submit(() -> keysOf(subject)));
      }
      List<String> keys = new ArrayList<>();
      for (Future<List<String>> each : running) {
        keys.addAll(each.get());
      }
      assertThat(keys).hasSize(8 * 25).doesNotHaveDuplicates();
    } finally {
      threads.shutdownNow();
    }
  }

  private List<String> keysOf(String subject) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      JsonNode grant =
          endpoint()
              .post(subject, "{\"profile\":\"any\",\"fileName\":\"%s-%d\"}".formatted(subject, i))
              .grant();
      String key = grant.path("key").asString();
      assertThat(key).startsWith("any/" + subject + "/").endsWith("-%s-%d".formatted(subject, i));
      assertThat(grant.path("url").asString()).contains(key);
      keys.add(key);
    }
    return keys;
  }
}
