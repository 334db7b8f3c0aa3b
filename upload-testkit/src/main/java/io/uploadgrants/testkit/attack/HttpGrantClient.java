package io.uploadgrants.testkit.attack;

import io.uploadgrants.EnforcedBy;
import io.uploadgrants.MultipartUpload;
import io.uploadgrants.ObjectAccess;
import io.uploadgrants.UploadConstraint;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.completion.MultipartProgress;
import io.uploadgrants.testkit.FileSource;
import io.uploadgrants.testkit.GrantClient;
import io.uploadgrants.testkit.MultipartTransfer;
import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.Tampering;
import io.uploadgrants.testkit.UploadAnswer;
import io.uploadgrants.testkit.UploadPart;
import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.kind.TestedKind;
import io.uploadgrants.testkit.wire.PartsTransfer;
import io.uploadgrants.testkit.wire.WirePut;
import io.uploadgrants.testkit.wire.WireUpload;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A client of one server's bucket. */
final class HttpGrantClient implements GrantClient {

  /** As many connections as browsers make at a time, or fewer: they allow six to a host. */
  private static final int PARTS_AT_A_TIME = 4;

  /** Each test has a client of its own, but a class has one bucket. */
  private static final Map<UploadServer, ReentrantReadWriteLock> BUCKETS =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final UploadServer server;
  private final InstantSource time;
  private final ReentrantReadWriteLock bucket;

  HttpGrantClient(UploadServer server, InstantSource time) {
    this.server = server;
    this.time = time;
    this.bucket = BUCKETS.computeIfAbsent(server, unknown -> new ReentrantReadWriteLock());
  }

  @Override
  public UploadAnswer upload(UploadGrant grant, byte[] file) {
    return upload(grant, file, FILE_NAME);
  }

  @Override
  public UploadAnswer upload(UploadGrant grant, byte[] file, String fileName) {
    WireUpload upload =
        performed(
            TestedKind.of(grant.kind()).upload(grant, file, fileName, signingTime(server)),
            grant,
            server);
    // An attempt would take the object for its own, and remove it.
    Lock shared = bucket.readLock();
    shared.lock();
    try {
      return upload.send();
    } finally {
      shared.unlock();
    }
  }

  /** Returns an upload with what the application does after it, by the server's own client. */
  static WireUpload performed(WireUpload upload, UploadGrant grant, UploadServer server) {
    boolean replacesNothing =
        grant.enforced().get(UploadConstraint.NO_OVERWRITE) == EnforcedBy.STORAGE;
    return upload.completedBy(server.client(), server.bucket(), replacesNothing);
  }

  /** Returns the time by which clients sign for a server. */
  static InstantSource signingTime(UploadServer server) {
    return server.checks().contains(ServerCheck.TEST_CLOCK)
        ? server.clock()
        : InstantSource.system();
  }

  @Override
  public List<UploadAnswer> uploadParts(List<UploadPart> parts) {
    ExecutorService threads = Executors.newFixedThreadPool(PARTS_AT_A_TIME);
    try {
      List<CompletableFuture<UploadAnswer>> answers =
          parts.stream()
              .map(part -> CompletableFuture.supplyAsync(() -> WirePut.of(part).send(), threads))
              .toList();
      return answers.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof UncheckedIOException unreached ? unreached : failed;
    } finally {
      threads.shutdownNow();
    }
  }

  @Override
  public MultipartTransfer transfer(MultipartUpload grant, FileSource file) {
    return PartsTransfer.of(grant, file);
  }

  @Override
  public MultipartTransfer transfer(MultipartProgress progress, FileSource file) {
    return PartsTransfer.of(progress, file);
  }

  @Override
  public Stream<Tampering> tampering(
      Supplier<? extends UploadGrant> grants, byte[] file, ObjectAccess... allowed) {
    return new Attack(server, time, bucket.writeLock(), grants, file, Set.of(allowed)).tampering();
  }
}
