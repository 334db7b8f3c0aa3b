package io.uploadgrants.testkit.assertj;

import io.uploadgrants.testkit.UploadServer;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Assertions on what a server's bucket holds. */
public final class ServerAssert extends AbstractAssert<ServerAssert, UploadServer> {

  private static final int SHOWN = 20;

  ServerAssert(UploadServer server) {
    super(server, ServerAssert.class);
  }

  /**
   * Verifies that there is an object.
   *
   * @param key its key
   * @return assertions on the object
   */
  public StoredObjectAssert contains(String key) {
    if (!keys().contains(key)) {
      failWithMessage("Expected an object with key <%s>, but the bucket has %s.", key, shown());
    }
    return new StoredObjectAssert(StoredObject.read(server(), key)).as(info.description());
  }

  /**
   * Verifies that there is no object of that key.
   *
   * @param key the key
   * @return this
   */
  public ServerAssert doesNotContain(String key) {
    if (keys().contains(key)) {
      failWithMessage("Expected no object with key <%s>, but there is one.", key);
    }
    return this;
  }

  /**
   * Verifies that there is no object at all.
   *
   * @return this
   */
  public ServerAssert isEmpty() {
    if (!keys().isEmpty()) {
      failWithMessage("Expected an empty bucket, but it has %s.", shown());
    }
    return this;
  }

  private String shown() {
    List<String> keys = keys();
    return switch (keys.size()) {
      case 0 -> "none";
      case 1 -> "only <" + keys.get(0) + ">";
      default ->
          "%d: <%s%s>"
              .formatted(
                  keys.size(),
                  String.join(">, <", keys.subList(0, Math.min(SHOWN, keys.size()))),
                  keys.size() > SHOWN ? ">, <…" : "");
    };
  }

  private List<String> keys() {
    return server()
        .client()
        .listObjectsV2Paginator(list -> list.bucket(server().bucket()))
        .contents()
        .stream()
        .map(S3Object::key)
        .toList();
  }

  private UploadServer server() {
    isNotNull();
    return Objects.requireNonNull(actual);
  }
}
