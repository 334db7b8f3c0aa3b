package io.uploadgrants.testkit.bucket;

import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;

/** Buckets of test runs that were killed, on servers that outlive them. */
public final class LeftBuckets {

  private static final Logger LOG = LoggerFactory.getLogger(LeftBuckets.class);
  private static final Set<URI> DONE = ConcurrentHashMap.newKeySet();

  private LeftBuckets() {}

  /** Removes them, at the first call in this JVM for a server. */
  public static void removeOnce(URI endpoint, S3Client client) {
    if (DONE.add(endpoint)) {
      remove(client);
    }
  }

  static void remove(S3Client client) {
    try {
      client.listBuckets().buckets().stream()
          .map(Bucket::name)
          .filter(LeftBuckets::isLeft)
          .forEach(name -> remove(name, client));
    } catch (SdkException unlisted) {
      // Keys that make buckets need not be allowed to list them.
      LOG.debug("Buckets of killed runs can't be looked for", unlisted);
    }
  }

  static boolean isLeft(String name) {
    return BucketName.parse(name).filter(ours -> ours.owner().isDead()).isPresent();
  }

  private static void remove(String name, S3Client client) {
    try {
      new OwnBucket(name).remove(client);
    } catch (SdkException failed) {
      // Another run may be removing it, too.
      LOG.debug("The bucket {} of a killed run can't be removed", name, failed);
    }
  }
}
