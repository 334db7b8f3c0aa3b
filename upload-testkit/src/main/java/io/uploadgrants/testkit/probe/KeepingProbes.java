package io.uploadgrants.testkit.probe;

import io.uploadgrants.Encryption;
import io.uploadgrants.GrantKind;
import io.uploadgrants.ObjectSettings.Disposition;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadScope;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadServer;
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

  boolean tags(GrantKind kind) {
    return keeps(
        kind,
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

  boolean storageClass(GrantKind kind) {
    return keeps(
        kind,
        profile -> profile.storageClass(CLASS),
        key -> CLASS.equals(head(key).storageClassAsString()));
  }

  boolean encryption(GrantKind kind) {
    return keeps(
        kind,
        profile -> profile.encryption(Encryption.sseS3()),
        key -> head(key).serverSideEncryption() == ServerSideEncryption.AES256);
  }

  boolean kms(GrantKind kind) {
    return keeps(
        kind,
        profile -> profile.encryption(Encryption.sseKms(null)),
        key -> head(key).serverSideEncryption() == ServerSideEncryption.AWS_KMS);
  }

  boolean formFileNames() {
    UploadGrant grant =
        uploads
            .grants(
                GrantKind.POST_POLICY,
                profile -> profile.scope(UploadScope.PREFIX),
                request -> ProbeUploads.ANY_FILE)
            .get();
    uploads.sendRight(grant);
    String expanded = grant.key().replace("${filename}", GrantClient.FILE_NAME);
    boolean expands = !expanded.equals(grant.key()) && uploads.exists(expanded);
    uploads.delete(expands ? expanded : grant.key());
    return expands;
  }

  boolean formDisposition() {
    return keeps(
        GrantKind.POST_POLICY,
        profile -> profile.contentDisposition(Disposition.ATTACHMENT).cacheControl(CACHING),
        key ->
            String.valueOf(head(key).contentDisposition()).startsWith("attachment")
                && CACHING.equals(head(key).cacheControl()));
  }

  /**
   * Whether such an object is as one without them; MinIO gives the empty texts back. Where a form's
   * holder could add fields, its grants have empty ones too, so it has to take those.
   */
  boolean emptyHeaders() {
    return asWithout(uploads.withEmptyHeaders().get())
        && (!uploads.takesForms()
            || new AttackProbes(uploads).refuses(ServerCheck.FORM_FIELDS)
            || asWithout(uploads.withEmptyFields().get()));
  }

  private boolean asWithout(UploadGrant empty) {
    String key = uploads.sendRight(empty);
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
      GrantKind kind, UnaryOperator<UploadProfile.Builder> profile, Predicate<String> kept) {
    String key = uploads.sendRight(uploads.grants(kind, profile, request -> request).get());
    try {
      return kept.test(key);
    } finally {
      uploads.delete(key);
    }
  }

  private UploadServer server() {
    return uploads.server();
  }

  private HeadObjectResponse head(String key) {
    return server().client().headObject(head -> head.bucket(server().bucket()).key(key));
  }
}
