package io.uploadgrants.testkit;

import io.uploadgrants.Encryption;
import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectSettings.Disposition;
import io.uploadgrants.UploadProfile;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.Tag;

/** What a server gives back of what it took. */
record KeepingProbes(ProbeUploads uploads) {

  private static final String CACHING = "private, max-age=60";
  private static final String CLASS = "STANDARD_IA";

  boolean tags() {
    return keeps(
        ProbeUploads.KINDS,
        profile -> profile.tag("kind", "a b"),
        key -> {
          List<Tag> tags =
              server()
                  .client()
                  .getObjectTagging(get -> get.bucket(server().bucket()).key(key))
                  .tagSet();
          return tags.equals(List.of(Tag.builder().key("kind").value("a b").build()));
        });
  }

  boolean storageClass() {
    return keeps(
        ProbeUploads.KINDS,
        profile -> profile.storageClass(CLASS),
        key -> CLASS.equals(head(key).storageClassAsString()));
  }

  boolean encryption() {
    return keeps(
        ProbeUploads.KINDS,
        profile -> profile.encryption(Encryption.sseS3()),
        key -> head(key).serverSideEncryption() == ServerSideEncryption.AES256);
  }

  boolean formDisposition() {
    return keeps(
        List.of(GrantKind.POST_POLICY),
        profile -> profile.contentDisposition(Disposition.ATTACHMENT).cacheControl(CACHING),
        key ->
            String.valueOf(head(key).contentDisposition()).startsWith("attachment")
                && CACHING.equals(head(key).cacheControl()));
  }

  /** Whether such an object is as one without them; MinIO gives the empty texts back. */
  boolean emptyHeaders() {
    String key = uploads.sendRight(uploads.withEmptyHeaders().get());
    HeadObjectResponse head = head(key);
    uploads.delete(key);
    return Stream.of(
            head.cacheControl(),
            head.contentDisposition(),
            head.contentEncoding(),
            head.contentLanguage())
        .allMatch(header -> header == null || header.isEmpty());
  }

  private boolean keeps(
      List<GrantKind> kinds, UnaryOperator<UploadProfile.Builder> profile, Predicate<String> kept) {
    for (GrantKind kind : kinds) {
      String key = uploads.sendRight(uploads.grants(kind, profile, request -> request).get());
      try {
        if (!kept.test(key)) {
          return false;
        }
      } finally {
        uploads.delete(key);
      }
    }
    return true;
  }

  private UploadServer server() {
    return uploads.server();
  }

  private HeadObjectResponse head(String key) {
    return server().client().headObject(head -> head.bucket(server().bucket()).key(key));
  }
}
