package io.uploadgrants.testkit.assertj;

import static io.uploadgrants.testkit.assertj.UploadAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.EncodedWords;
import io.uploadgrants.testkit.UploadServer;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

class ServerAssertTests {

  private static final byte[] BYTES = {1, 2, 3};

  @AutoClose private final UploadServer server = UploadServer.embedded();

  private void put(String key) {
    server
        .client()
        .putObject(
            put ->
                put.bucket(server.bucket())
                    .key(key)
                    .contentType("image/png")
                    .metadata(Map.of("owner", EncodedWords.encode("Zoë"))),
            RequestBody.fromBytes(BYTES));
  }

  private static void assertFails(Runnable assertion, String... told) {
    assertThatThrownBy(assertion::run).isInstanceOf(AssertionError.class).message().contains(told);
  }

  @Test
  void anEmptyBucketIsEmpty() {
    assertThat(server).isEmpty().doesNotContain("a");
    assertFails(() -> assertThat(server).as("mine").contains("a"), "[mine]", "<a>", "none");
  }

  @Test
  void anObjectIsFoundWithAllThatItHas() {
    put("a");

    assertThat(server)
        .doesNotContain("b")
        .contains("a")
        .withBytes(BYTES)
        .withContentType("image/png")
        .withMetadata("Owner", "Zoë");
  }

  @Test
  void anObjectThatIsNotWantedIsTold() {
    put("a");

    assertFails(() -> assertThat(server).isEmpty(), "only <a>");
    assertFails(() -> assertThat(server).doesNotContain("a"), "no object with key <a>");
    assertFails(() -> assertThat(server).contains("b"), "<b>", "only <a>");
  }

  @Test
  void noMoreThanTwentyKeysAreShown() {
    for (int i = 10; i < 32; i++) {
      put("key-" + i);
    }

    assertThatThrownBy(() -> assertThat(server).isEmpty())
        .hasMessageContaining("22: <key-10>, <key-11>")
        .hasMessageContaining("<key-29>, <…>")
        .hasMessageNotContaining("key-30");
  }

  @Test
  void whatAnObjectHasInsteadIsTold() {
    put("a");
    StoredObjectAssert object = assertThat(server).contains("a");

    assertFails(
        () -> object.withBytes(new byte[] {1, 2, 4}), "<a>", "3 bytes", "it has 3", "byte 2 on");
    assertFails(() -> object.withBytes(new byte[] {1, 2}), "2 bytes", "byte 2 on");
    assertFails(() -> object.withContentType("text/html"), "<text/html>", "<image/png>");
    assertFails(() -> object.withMetadata("owner", "Zoe"), "<owner>", "<Zoe>", "owner=Zoë");
    assertFails(() -> object.withMetadata("x", "y"), "<x>", "owner=Zoë");
  }
}
