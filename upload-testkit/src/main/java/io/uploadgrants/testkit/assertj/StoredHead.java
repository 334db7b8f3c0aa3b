package io.uploadgrants.testkit.assertj;

import io.uploadgrants.testkit.FileSource;
import io.uploadgrants.testkit.UploadServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What a server says of an object, without its bytes. */
record StoredHead(
    String key, @Nullable String versionId, long size, String etag, @Nullable String contentType) {

  private static final int BLOCK = 64 << 10;

  /** Returns it, or {@code null} when there is no such object. */
  static @Nullable StoredHead of(UploadServer server, String key, @Nullable String versionId) {
    try {
      HeadObjectResponse head =
          server
              .client()
              .headObject(object -> object.bucket(server.bucket()).key(key).versionId(versionId));
      return new StoredHead(key, versionId, head.contentLength(), head.eTag(), head.contentType());
    } catch (S3Exception refused) {
      if (refused.statusCode() == 404) {
        return null;
      }
      throw refused;
    }
  }

  /** Returns the first byte that differs, or -1. */
  long mismatch(UploadServer server, FileSource file) {
    try (InputStream stored =
            server
                .client()
                .getObject(get -> get.bucket(server.bucket()).key(key).versionId(versionId));
        InputStream given = file.open(0, file.size())) {
      long at = 0;
      while (true) {
        byte[] theirs = stored.readNBytes(BLOCK);
        byte[] ours = given.readNBytes(BLOCK);
        int differs = Arrays.mismatch(theirs, ours);
        if (differs >= 0) {
          return at + differs;
        }
        if (theirs.length == 0) {
          return -1;
        }
        at += theirs.length;
      }
    } catch (IOException unread) {
      throw new UncheckedIOException("The object or the file can't be read", unread);
    }
  }
}
