package io.uploadgrants.completion;

import static io.uploadgrants.ErrorText.phrase;

import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.content.ContentCheck;
import io.uploadgrants.content.ContentVerdict;
import org.jspecify.annotations.Nullable;

/** Holds an object's first bytes against its type. */
final class FirstBytes {

  static final int COUNT = ContentCheck.HEAD_BYTES;

  /** Made once, when the first profile or ticket asks for it: reading the types takes a while. */
  private static volatile @Nullable ContentCheck check;

  /**
   * Makes the check now.
   *
   * @throws UploadConfigurationException when its library is missing
   */
  ContentCheck check() {
    ContentCheck made = check;
    if (made == null) {
      try {
        made = new ContentCheck();
      } catch (NoClassDefFoundError missing) {
        throw new UploadConfigurationException(
            "completion.content",
            "A profile checks the content of its files, and Apache Tika isn't on the class path; add org.apache.tika:tika-core.");
      }
      check = made;
    }
    return made;
  }

  /** Returns how an object's first bytes differ from its type, or {@code null} when they don't. */
  @Nullable UploadRefusedException broken(StoredObject object, byte[] head) {
    ContentVerdict verdict = check().check(object.contentType(), head, object.size());
    if (verdict.fits()) {
      return null;
    }
    // The reason is a sentence of its own, and goes on here.
    String reason = verdict.reason().replaceFirst("\\.$", "");
    return Promise.differs("%3$s", object.contentType(), verdict.detected(), phrase(reason));
  }
}
