package io.uploadgrants.testkit.embedded.store;

import io.uploadgrants.testkit.embedded.request.S3Error;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Lets a part be replaced before its upload is completed, or not at all: S3Proxy compares the
 * entity tags, and reads the parts later, so that bytes that nobody had listed became the object's.
 */
public final class UploadLocks extends StoreLayer {

  private final Map<String, ReadWriteLock> locks = new ConcurrentHashMap<>();

  public UploadLocks(BlobStore store) {
    super(store);
  }

  private ReadWriteLock lock(MultipartUpload upload) {
    return locks.computeIfAbsent(upload.id(), id -> new ReentrantReadWriteLock());
  }

  /** Locks at the last byte, behind which the part is stored: a client may be slow. */
  @Override
  public UploadPartResponse uploadMultipartPart(
      MultipartUpload upload, UploadPartRequest request, InputStream payload) {
    LockedAtEnd whole = new LockedAtEnd(payload, lock(upload));
    try {
      return super.uploadMultipartPart(upload, request, whole);
    } finally {
      whole.unlock();
    }
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    ReadWriteLock lock = lock(upload);
    lock.writeLock().lock();
    try {
      check(listMultipartUpload(upload), request);
      CompleteMultipartUploadResponse response = super.completeMultipartUpload(upload, request);
      locks.remove(upload.id());
      return response;
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public void abortMultipartUpload(MultipartUpload upload) {
    super.abortMultipartUpload(upload);
    locks.remove(upload.id());
  }

  private static void check(List<Part> stored, CompleteMultipartUploadRequest request) {
    Map<Integer, String> tags =
        stored.stream().collect(Collectors.toMap(Part::partNumber, part -> bare(part.eTag())));
    for (CompletedPart part : request.multipartUpload().parts()) {
      if (!bare(part.eTag()).equals(tags.get(part.partNumber()))) {
        throw new S3Error(
            400,
            "InvalidPart",
            "One or more of the specified parts could not be found. The part may not have been"
                + " uploaded, or the specified entity tag may not match the part's entity tag.");
      }
    }
  }

  private static String bare(String etag) {
    return etag.replace("\"", "");
  }

  private static final class LockedAtEnd extends FilterInputStream {

    private final ReadWriteLock lock;
    private boolean locked;

    LockedAtEnd(InputStream in, ReadWriteLock lock) {
      super(in);
      this.lock = lock;
    }

    @Override
    public int read() throws IOException {
      return seen(super.read());
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return seen(super.read(buffer, offset, length));
    }

    private int seen(int read) {
      if (read < 0 && !locked) {
        lock.readLock().lock();
        locked = true;
      }
      return read;
    }

    void unlock() {
      if (locked) {
        lock.readLock().unlock();
      }
    }
  }
}
