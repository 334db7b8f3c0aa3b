package io.uploadgrants.testkit.assertj;

import io.uploadgrants.Checksum;
import io.uploadgrants.CompletedUpload;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.testkit.FileSource;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.token.Receipts;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions on an upload that was completed, and on the object that came of it. */
public final class CompletedUploadAssert
    extends AbstractAssert<CompletedUploadAssert, CompletedUpload> {

  CompletedUploadAssert(CompletedUpload upload) {
    super(upload, CompletedUploadAssert.class);
  }

  /**
   * Verifies the object's key.
   *
   * @param key the whole key
   * @return this
   */
  public CompletedUploadAssert hasKey(String key) {
    return has("key", key, upload().key());
  }

  /**
   * Verifies the object's size.
   *
   * @param size bytes
   * @return this
   */
  public CompletedUploadAssert hasSize(long size) {
    return has("size", size, upload().size());
  }

  /**
   * Verifies the object's content type.
   *
   * @param contentType the type, as it was granted
   * @return this
   */
  public CompletedUploadAssert hasContentType(String contentType) {
    return has("content type", contentType, upload().contentType());
  }

  /**
   * Verifies the checksum that the store has verified.
   *
   * @param checksum algorithm and value, for instance {@link FileSource#checksum}
   * @return this
   */
  public CompletedUploadAssert hasChecksum(Checksum checksum) {
    return has("checksum", checksum, upload().checksum());
  }

  /**
   * Verifies that no checksum was declared.
   *
   * @return this
   */
  public CompletedUploadAssert hasNoChecksum() {
    return has("checksum", null, upload().checksum());
  }

  /**
   * Verifies who has uploaded it.
   *
   * @param subject the subject of the grant
   * @return this
   */
  public CompletedUploadAssert isBy(String subject) {
    return has("subject", subject, upload().subject());
  }

  /**
   * Verifies that a guest has uploaded it.
   *
   * @return this
   */
  public CompletedUploadAssert isByGuest() {
    return has("subject", null, upload().subject());
  }

  /**
   * Verifies the profile.
   *
   * @param profile the profile's name
   * @return this
   */
  public CompletedUploadAssert isOfProfile(String profile) {
    return has("profile", profile, upload().profile());
  }

  private CompletedUploadAssert has(
      String what, @Nullable Object expected, @Nullable Object actually) {
    if (!Objects.equals(expected, actually)) {
      failWithMessage(
          "Expected an upload with %s <%s>, but its %s is <%s>.", what, expected, what, actually);
    }
    return this;
  }

  /**
   * Verifies that a receipt is valid for the upload's subject, and is of this upload.
   *
   * @param receipt the receipt's text, as a client gets it
   * @param receipts what verifies it, with the application's secret or public key
   * @return this
   */
  public CompletedUploadAssert hasReceipt(String receipt, Receipts receipts) {
    try {
      CompletedUpload told = receipts.verify(receipt, upload().subject());
      if (!told.equals(upload())) {
        failWithMessage("Expected a receipt of <%s>, but it is of <%s>.", upload(), told);
      }
    } catch (UploadRefusedException invalid) {
      failWithMessage(
          "Expected a receipt of <%s>, but it is refused: %s", upload(), invalid.getMessage());
    }
    return this;
  }

  /**
   * Verifies that the object is in the server's bucket as the upload says: with its size, entity
   * tag, content type and version. The object isn't read.
   *
   * @param server the server whose bucket was uploaded to
   * @return this
   */
  public CompletedUploadAssert hasObjectOn(UploadServer server) {
    StoredHead stored = stored(server);
    has("size", stored.size(), upload().size(), stored);
    has("entity tag", stored.etag(), upload().etag(), stored);
    has("content type", stored.contentType(), upload().contentType(), stored);
    return this;
  }

  private void has(String what, @Nullable Object there, Object expected, StoredHead stored) {
    if (!Objects.equals(there, expected)) {
      failWithMessage(
          "Expected object <%s> with the upload's %s <%s>, but its %s is <%s>.",
          stored.key(), what, expected, what, there);
    }
  }

  /**
   * Verifies that the object in the server's bucket has every byte of a file. The object is read as
   * a stream, so it can be large.
   *
   * @param server the server whose bucket was uploaded to
   * @param file the file that was uploaded
   * @return this
   */
  public CompletedUploadAssert hasContentOn(UploadServer server, FileSource file) {
    StoredHead stored = stored(server);
    if (stored.size() != file.size()) {
      failWithMessage(
          "Expected object <%s> with given %d bytes, but it has %d.",
          stored.key(), file.size(), stored.size());
    }
    long at = stored.mismatch(server, file);
    if (at >= 0) {
      failWithMessage(
          "Expected object <%s> with given %d bytes, but byte %d is another.",
          stored.key(), file.size(), at);
    }
    return this;
  }

  private StoredHead stored(UploadServer server) {
    if (!upload().bucket().equals(server.bucket())) {
      failWithMessage(
          "Expected an upload to bucket <%s> of the server, but it is in <%s>.",
          server.bucket(), upload().bucket());
    }
    StoredHead stored = StoredHead.of(server, upload().key(), upload().versionId());
    if (stored == null) {
      failWithMessage(
          "Expected an object with key <%s>, but the bucket has none%s.",
          upload().key(), upload().versionId() == null ? "" : " of the upload's version");
    }
    return Objects.requireNonNull(stored);
  }

  private CompletedUpload upload() {
    isNotNull();
    return Objects.requireNonNull(actual);
  }
}
