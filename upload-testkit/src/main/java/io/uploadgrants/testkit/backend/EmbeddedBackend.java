package io.uploadgrants.testkit.backend;

import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.RunningStore;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.bucket.BucketName;
import io.uploadgrants.testkit.embedded.EmbeddedS3;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** The server in this JVM. */
final class EmbeddedBackend {

  /** S3Proxy takes tags, but gives none back; plain headers go unsigned as on S3. */
  static final Set<ServerCheck> CHECKS =
      Collections.unmodifiableSet(
          EnumSet.complementOf(
              EnumSet.of(
                  ServerCheck.PLAIN_HEADERS,
                  ServerCheck.TAGS,
                  ServerCheck.FORM_TAGS,
                  ServerCheck.KMS_ENCRYPTION,
                  ServerCheck.FORM_KMS_ENCRYPTION)));

  private EmbeddedBackend() {}

  static UploadServer open() {
    EmbeddedS3 server = EmbeddedS3.builder().start();
    String bucket = BucketName.fresh().toString();
    server.makeBucket(bucket);
    return new OpenServer(
        new OpenServer.Access(
            Backend.EMBEDDED,
            RunningStore.of(server.endpoint(), server.credentials()).withRegion(EmbeddedS3.REGION),
            () -> CHECKS,
            server.clock(),
            server.faults()),
        bucket,
        server::close);
  }
}
