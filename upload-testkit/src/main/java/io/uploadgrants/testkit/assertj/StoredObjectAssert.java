package io.uploadgrants.testkit.assertj;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;

/** Assertions on an object in a server's bucket, as it was when {@code contains} looked. */
public final class StoredObjectAssert extends AbstractAssert<StoredObjectAssert, Object> {

  private final StoredObject object;

  StoredObjectAssert(StoredObject object) {
    super(object, StoredObjectAssert.class);
    this.object = object;
  }

  /**
   * Verifies the content.
   *
   * @param bytes every byte of it
   * @return this
   */
  public StoredObjectAssert withBytes(byte[] bytes) {
    int at = Arrays.mismatch(bytes, object.bytes());
    if (at >= 0) {
      failWithMessage(
          "Expected object <%s> with given %d bytes, but it has %d, which differ from byte %d on.",
          object, bytes.length, object.bytes().length, at);
    }
    return this;
  }

  /**
   * Verifies the content type.
   *
   * @param contentType the type, as it was sent
   * @return this
   */
  public StoredObjectAssert withContentType(String contentType) {
    if (!contentType.equals(object.contentType())) {
      failWithMessage(
          "Expected object <%s> of type <%s>, but it is of type <%s>.",
          object, contentType, object.contentType());
    }
    return this;
  }

  /**
   * Verifies one of the user metadata.
   *
   * @param name its name, without {@code x-amz-meta-}, in any case
   * @param value its value; one that was sent as encoded words of RFC 2047 is decoded
   * @return this
   */
  public StoredObjectAssert withMetadata(String name, String value) {
    Map<String, String> metadata = object.metadata();
    if (!Objects.equals(metadata.get(name.toLowerCase(Locale.ROOT)), value)) {
      failWithMessage(
          "Expected object <%s> with metadata <%s> of value <%s>, but its metadata are <%s>.",
          object, name, value, metadata);
    }
    return this;
  }
}
