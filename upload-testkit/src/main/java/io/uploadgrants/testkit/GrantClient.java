package io.uploadgrants.testkit;

import io.uploadgrants.Checksum;
import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.MultipartUpload;
import io.uploadgrants.ObjectAccess;
import io.uploadgrants.UploadGrant;
import io.uploadgrants.completion.MultipartProgress;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Performs grants as a browser would, and attacks them. It speaks HTTP/1.1 over http and https, the
 * latter with the JVM's default trust. Thread-safe.
 *
 * <p>What it sends depends on the kind:
 *
 * <ul>
 *   <li>{@link io.uploadgrants.PresignedPut}: the URL, with just the grant's headers;
 *   <li>{@link io.uploadgrants.PostPolicy}: the grant's fields in their order, then the open ones,
 *       completed by a plain text, and then the file;
 *   <li>{@link MultipartUpload}: the parts that came with the grant, one after the other; then the
 *       upload is completed in the application's place. An application's own completion is tested
 *       with a {@linkplain #transfer(MultipartUpload, FileSource) transfer};
 *   <li>{@link io.uploadgrants.TemporaryCredentials}: a PUT with just the grant's headers, to the
 *       key, or to the prefix and the file's name; signed by the AWS SDK, in the {@code
 *       Authorization} header. For other requests with them, there is {@link UploadServer#client
 *       server.client(credentials)}.
 * </ul>
 */
public interface GrantClient {
  /** The name of a file that is uploaded without one. */
  String FILE_NAME = "file.bin";

  /**
   * Returns a client.
   *
   * @param server where the grants' bucket is
   * @return the client
   */
  static GrantClient of(UploadServer server) {
    return Services.CLIENTS.of(server);
  }

  /**
   * Computes a file's checksum, as a client does before it asks for a grant.
   *
   * @param algorithm how
   * @param file the whole file
   * @return the checksum
   */
  static Checksum checksum(ChecksumAlgorithm algorithm, byte[] file) {
    return Checksums.of(algorithm, file);
  }

  /**
   * Uploads a file named {@value #FILE_NAME}.
   *
   * @param grant a grant of any kind
   * @param file the file's bytes
   * @return what the server answered
   * @throws UncheckedIOException when no connection can be made
   */
  UploadAnswer upload(UploadGrant grant, byte[] file);

  /**
   * Uploads a file.
   *
   * @param grant a grant of any kind
   * @param file the file's bytes
   * @param fileName the file's name, which a grant for many files makes part of the key
   * @return what the server answered
   * @throws UncheckedIOException when no connection can be made
   */
  UploadAnswer upload(UploadGrant grant, byte[] file, String fileName);

  /**
   * Uploads the parts of a multipart upload, up to four at a time. Whoever started the upload
   * completes it, with the answers' {@linkplain UploadAnswer#etag() entity tags}.
   *
   * @param parts the parts
   * @return the answers, in the order of the parts
   * @throws UncheckedIOException when no connection can be made
   */
  List<UploadAnswer> uploadParts(List<UploadPart> parts);

  /**
   * Prepares to send the parts of a multipart upload. Nothing is sent before {@link
   * MultipartTransfer#send()}.
   *
   * @param grant a grant whose upload was just started
   * @param file the file, of the size that was declared, if one was
   * @return the transfer
   * @throws IllegalArgumentException when the file has another size
   */
  MultipartTransfer transfer(MultipartUpload grant, FileSource file);

  /**
   * Prepares to send the parts of a multipart upload that are missing, for instance by a client
   * that has kept nothing but the ticket.
   *
   * @param progress what {@code status} has answered to the ticket
   * @param file the file, of the size that was declared, if one was
   * @return the transfer, which needs {@link MultipartTransfer#moreParts}
   * @throws IllegalArgumentException when the file has another size
   */
  MultipartTransfer transfer(MultipartProgress progress, FileSource file);

  /**
   * Returns every alteration of a grant, each to be attempted. The unaltered grant is performed
   * first, once: without an upload that works, no refusal would prove anything.
   *
   * <pre>{@code
   * client.tampering(() -> grants.grant(request), file)
   *     .filter(tampering -> server.checks().contains(tampering.check()))
   *     .forEach(
   *         tampering ->
   *             assertThat(tampering.attempt()).as(tampering.name()).isNotEqualTo(HARMFUL));
   * }</pre>
   *
   * <p>{@link ServerCheck#EXPIRY} comes last, because it moves the time of a server with {@link
   * ServerCheck#TEST_CLOCK} on: the grants must then be issued by {@link UploadServer#clock()}. On
   * other servers it is waited for, and only where the grants are valid for at most ten seconds. A
   * form that is too large is sent only where its maximum is at most 64 MiB.
   *
   * <p>Temporary credentials sign any request, so theirs are the requests that their holder could
   * make: for other keys, buckets and uploads in parts, with other headers, reading, listing,
   * deleting, copying. A request that is answered is {@linkplain Tampering.Outcome#HARMFUL harmful}
   * though it stores nothing. What a profile {@linkplain
   * io.uploadgrants.TemporaryCredentialsSettings#access lets} its users do is no attempt.
   *
   * <p>Attempts on one bucket wait for each other and for uploads; whatever else a test writes into
   * the bucket meanwhile passes for their doing, and is removed.
   *
   * @param grants issues a new grant at each call, always of the same kind and for the same file,
   *     to upload into {@link UploadServer#bucket()}
   * @param file a file that the grants allow, of at least two bytes
   * @param allowed what the grants' profile allows besides uploading; none unless it says so
   * @return the alterations that the grant's kind has
   * @throws IllegalStateException when the unaltered grant is refused, or stores something else
   *     than the file, or somewhere else
   */
  Stream<Tampering> tampering(
      Supplier<? extends UploadGrant> grants, byte[] file, ObjectAccess... allowed);
}
