package io.uploadgrants.testkit.assertj;

import io.uploadgrants.EncodedWords;
import io.uploadgrants.testkit.UploadServer;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** An object, as the server gives it back. */
final class StoredObject {

  private final String key;
  private final byte[] bytes;
  private final @Nullable String contentType;
  private final Map<String, String> metadata;

  private StoredObject(
      String key, byte[] bytes, @Nullable String contentType, Map<String, String> metadata) {
    this.key = key;
    this.bytes = bytes;
    this.contentType = contentType;
    this.metadata = metadata;
  }

  static StoredObject read(UploadServer server, String key) {
    ResponseBytes<GetObjectResponse> read =
        server.client().getObjectAsBytes(get -> get.bucket(server.bucket()).key(key));
    Map<String, String> metadata = new TreeMap<>();
    read.response()
        .metadata()
        .forEach((name, value) -> metadata.put(name, EncodedWords.decode(value)));
    return new StoredObject(key, read.asByteArray(), read.response().contentType(), metadata);
  }

  byte[] bytes() {
    return bytes;
  }

  @Nullable String contentType() {
    return contentType;
  }

  /** Returns the metadata, names in lower case, values decoded. */
  Map<String, String> metadata() {
    return metadata;
  }

  /** Returns the key. */
  @Override
  public String toString() {
    return key;
  }
}
