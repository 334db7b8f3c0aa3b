package io.uploadgrants.testkit.backend;

import io.uploadgrants.UploadTarget;
import io.uploadgrants.testkit.Backend;
import io.uploadgrants.testkit.RunningStore;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.bucket.OwnBucket;
import io.uploadgrants.testkit.embedded.Faults;
import io.uploadgrants.testkit.embedded.TestClock;
import io.uploadgrants.testkit.probe.KnownRole;
import io.uploadgrants.testkit.wire.S3Clients;
import java.net.URI;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;

/** A server with a bucket of its own. */
final class OpenServer implements UploadServer, KnownRole {

  /**
   * What the backends have in common.
   *
   * @param store where the server is
   * @param checks what the server checks; asked at first use, because it may have to be measured
   * @param clock the server's time, or null when it can't be moved
   * @param faults what makes it do wrong, or null when nothing does
   */
  record Access(
      Backend backend,
      RunningStore store,
      Supplier<Set<ServerCheck>> checks,
      @Nullable TestClock clock,
      @Nullable Faults faults) {}

  private final Access access;
  private final String bucket;
  private final Runnable removal;
  private @Nullable S3Client client;
  private boolean closed;

  /**
   * Takes a bucket that is there.
   *
   * @param removal removes it
   */
  OpenServer(Access access, String bucket, Runnable removal) {
    this.access = access;
    this.bucket = bucket;
    this.removal = removal;
  }

  /** Makes a bucket over the wire, and removes it likewise. */
  OpenServer(Access access) {
    this.access = access;
    OwnBucket own = OwnBucket.make(client());
    this.bucket = own.name();
    this.removal = () -> own.remove(client());
  }

  @Override
  public Backend backend() {
    return access.backend();
  }

  @Override
  public URI endpoint() {
    return access.store().endpoint();
  }

  @Override
  public String region() {
    return access.store().region();
  }

  @Override
  public String bucket() {
    return bucket;
  }

  @Override
  public AwsCredentialsProvider credentials() {
    return access.store().credentials();
  }

  /** Made at first use: the SDK's classes take longer to load than the embedded server to start. */
  @Override
  public synchronized S3Client client() {
    S3Client made = client;
    if (made == null) {
      made = client(access.store().credentials());
      client = made;
    }
    return made;
  }

  @Override
  public S3Client client(AwsCredentialsProvider credentials) {
    return S3Clients.of(
        access.store().endpoint(), access.store().region(), credentials, access.clock());
  }

  @Override
  public UploadTarget target() {
    return CheckedFeatures.of(checks())
        .declaredOn(
            UploadTarget.bucket(bucket()).region(region()).endpoint(endpoint()).pathStyle(true))
        .build();
  }

  @Override
  public Set<ServerCheck> checks() {
    return access.checks().get();
  }

  @Override
  public String roleArn() {
    return access.store().roleArn();
  }

  @Override
  public TestClock clock() {
    if (access.clock() == null) {
      throw missing("has the machine's time, which no test can move", ServerCheck.TEST_CLOCK);
    }
    return access.clock();
  }

  @Override
  public Faults faults() {
    if (access.faults() == null) {
      throw missing("can't be made to do wrong", ServerCheck.FAULTS);
    }
    return access.faults();
  }

  private UnsupportedOperationException missing(String what, ServerCheck check) {
    return new UnsupportedOperationException(
        "%s %s; use the embedded server, or say @UploadTest(needs = %s)."
            .formatted(this, what, check));
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      removal.run();
    } finally {
      if (client != null) {
        client.close();
      }
    }
  }

  @Override
  public String toString() {
    return "%s at %s".formatted(backend().id(), endpoint());
  }
}
