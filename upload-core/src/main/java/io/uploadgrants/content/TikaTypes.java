package io.uploadgrants.content;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.mime.MimeType;
import org.apache.tika.mime.MimeTypeException;
import org.apache.tika.mime.MimeTypes;
import org.apache.tika.mime.MimeTypesFactory;
import org.jspecify.annotations.Nullable;

/**
 * Apache Tika's list of types and its detector.
 *
 * <p>The list is Tika's own: not what an application adds to it, nor the detectors of other jars.
 * The declared type is never a hint, since Tika would keep each new one for ever.
 */
final class TikaTypes {

  private static final String UNTOLD = "application/x-untold";

  private final MimeTypes types;
  private final MediaTypeRegistry registry;

  TikaTypes() {
    try {
      types = MimeTypesFactory.create("tika-mimetypes.xml");
    } catch (IOException | MimeTypeException broken) {
      throw new IllegalStateException("tika-core lacks its list of types.", broken);
    }
    registry = types.getMediaTypeRegistry();
  }

  /** Returns the type of these bytes by its name in Tika, without parameters. */
  String detect(Head head) {
    try {
      return types
          .detect(new ByteArrayInputStream(head.bytes()), new Metadata())
          .getBaseType()
          .toString();
    } catch (IOException | RuntimeException failed) {
      // A type that nothing fits: what Tika fails on isn't accepted.
      return UNTOLD;
    }
  }

  /** Returns whether a type is another one, by another name or as a special case of it. */
  boolean isA(String type, String general) {
    MediaType one = normal(type);
    MediaType other = normal(general);
    return one != null && other != null && registry.isInstanceOf(one, other);
  }

  /** Returns whether Tika knows the type by its first bytes. */
  boolean tells(String type) {
    try {
      MimeType known = types.getRegisteredMimeType(type);
      return known != null && known.hasMagic();
    } catch (MimeTypeException malformed) {
      return false;
    }
  }

  private @Nullable MediaType normal(String type) {
    return registry.normalize(MediaType.parse(type));
  }
}
