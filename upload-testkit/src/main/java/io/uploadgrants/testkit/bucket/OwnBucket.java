package io.uploadgrants.testkit.bucket;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A bucket that nobody had before, and that is removed with its objects and uploads. */
public record OwnBucket(String name) {

  private static final Logger LOG = LoggerFactory.getLogger(OwnBucket.class);

  private static final int ATTEMPTS = 3;

  public static OwnBucket make(S3Client client) {
    for (int attempt = 1; ; attempt++) {
      String name = BucketName.fresh().toString();
      try {
        client.createBucket(create -> create.bucket(name));
        return new OwnBucket(name);
      } catch (BucketAlreadyExistsException | BucketAlreadyOwnedByYouException taken) {
        if (attempt == ATTEMPTS) {
          throw taken;
        }
      }
    }
  }

  public void remove(S3Client client) {
    abortUploads(client);
    client
        .listObjectsV2Paginator(list -> list.bucket(name))
        .contents()
        .forEach(object -> client.deleteObject(delete -> delete.bucket(name).key(object.key())));
    try {
      client.deleteBucket(delete -> delete.bucket(name));
    } catch (S3Exception unmoved) {
      if (!"BucketNotEmpty".equals(unmoved.awsErrorDetails().errorCode())) {
        throw unmoved;
      }
      removeVersions(client);
      client.deleteBucket(delete -> delete.bucket(name));
    }
  }

  /** What a store can't list, it can't be rid of; its bucket may go all the same. */
  private void abortUploads(S3Client client) {
    try {
      client
          .listMultipartUploadsPaginator(list -> list.bucket(name))
          .uploads()
          .forEach(
              upload ->
                  client.abortMultipartUpload(
                      abort -> abort.bucket(name).key(upload.key()).uploadId(upload.uploadId())));
    } catch (S3Exception unlisted) {
      LOG.debug("The uploads in parts of the bucket {} can't be ended", name, unlisted);
    }
  }

  /** A test may have switched versions on; then what was deleted is still there. */
  private void removeVersions(S3Client client) {
    client
        .listObjectVersionsPaginator(list -> list.bucket(name))
        .forEach(
            page -> {
              page.versions().forEach(each -> remove(client, each.key(), each.versionId()));
              page.deleteMarkers().forEach(each -> remove(client, each.key(), each.versionId()));
            });
  }

  private void remove(S3Client client, String key, String version) {
    client.deleteObject(delete -> delete.bucket(name).key(key).versionId(version));
  }
}
