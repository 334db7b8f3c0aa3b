package io.uploadgrants.completion;

import io.uploadgrants.UploadRefusedException;
import org.jspecify.annotations.Nullable;

/** Looks at what lies under an upload's key. */
final class Inspection {

  /** How often an object may be replaced while it is looked at. */
  static final int MAX_LOOKS = 5;

  private final FirstBytes content = new FirstBytes();

  /**
   * Makes the check of content now.
   *
   * @throws io.uploadgrants.UploadConfigurationException when its library is missing
   */
  void checkContent() {
    content.check();
  }

  /** Returns what is there of an upload, and whether it is what was promised. */
  Finding of(PromisedUpload upload) {
    Promise promise = upload.promise();
    for (int look = 0; look < MAX_LOOKS; look++) {
      StoredObject object = upload.store().look(upload.key());
      if (object == null || !promise.isOf(object)) {
        return new Finding(null, null);
      }
      UploadRefusedException broken = promise.broken(object);
      if (broken != null || !upload.claims().content()) {
        return new Finding(object, broken);
      }
      byte[] head = firstBytes(upload, object);
      if (head != null) {
        return new Finding(object, content.broken(object, head));
      }
    }
    throw upload.restless();
  }

  /** Returns an object's first bytes, or {@code null} when it is another one by now. */
  private static byte @Nullable [] firstBytes(PromisedUpload upload, StoredObject object) {
    return object.size() == 0
        ? new byte[0]
        : upload.store().read(upload.key(), object, FirstBytes.COUNT);
  }
}
