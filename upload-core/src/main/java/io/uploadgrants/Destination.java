package io.uploadgrants;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where an upload's object is moved when it is accepted, and what of the request it is made with
 * there.
 *
 * @param key the new key, which no grant was ever made for
 * @param fileName the client's name of the file, or {@code null}
 * @param metadata the request's own metadata
 * @param tags the request's own tags
 */
public record Destination(
    String key, @Nullable String fileName, Map<String, String> metadata, Map<String, String> tags) {

  /** Copies the maps. */
  public Destination {
    Objects.requireNonNull(key, "key");
    metadata = Map.copyOf(metadata);
    tags = Map.copyOf(tags);
  }

  /** Returns neither the key nor what the client says of its file. */
  @Override
  public String toString() {
    return "Destination[metadata=%d, tags=%d]".formatted(metadata.size(), tags.size());
  }
}
