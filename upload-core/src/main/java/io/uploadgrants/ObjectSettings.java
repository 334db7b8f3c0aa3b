package io.uploadgrants;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is stored with each object of a profile, besides its bytes.
 *
 * @param metadata user metadata, names in lower case
 * @param fileNameMetadata the name of the metadata that takes the client's file name, or {@code
 *     null}
 * @param tags object tags
 * @param storageClass an S3 storage class such as {@code STANDARD_IA}, or {@code null} for the
 *     bucket's default
 * @param cacheControl the {@code Cache-Control} to serve the object with, or {@code null}
 * @param disposition how browsers are to show the object, or {@code null}
 * @param encryption server-side encryption, or {@code null} for the bucket's default
 * @param acl a canned ACL such as {@code public-read}, or {@code null}; it needs a bucket with ACLs
 *     switched on (Object Ownership other than "bucket owner enforced"), else S3 refuses the upload
 */
public record ObjectSettings(
    Map<String, String> metadata,
    @Nullable String fileNameMetadata,
    Map<String, String> tags,
    @Nullable String storageClass,
    @Nullable String cacheControl,
    @Nullable Disposition disposition,
    @Nullable Encryption encryption,
    @Nullable String acl) {

  /** Checks and copies metadata and tags. */
  public ObjectSettings {
    metadata = ObjectText.metadata(metadata);
    tags = ObjectText.tags(tags);
  }

  /**
   * Returns the file's name that is stored as metadata.
   *
   * @param request the request, which may have no file name
   * @return the name without spaces at its ends, cut in front of its extension to what other
   *     metadata leaves of S3's 2 KB; {@code null} when there is none to store
   */
  public @Nullable String storedFileName(UploadRequest request) {
    String fileName = request.fileName();
    return fileNameMetadata == null || fileName == null
        ? null
        : ObjectText.fileName(fileName, fileNameMetadata, List.of(metadata, request.metadata()));
  }

  /** How browsers are to show the object (RFC 6266); the client's file name goes with it. */
  public enum Disposition {
    /** Shown in place. */
    INLINE,
    /** Saved as a file. */
    ATTACHMENT
  }
}
