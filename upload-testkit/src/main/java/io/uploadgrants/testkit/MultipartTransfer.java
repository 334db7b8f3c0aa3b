package io.uploadgrants.testkit;

import io.uploadgrants.SignedPart;
import io.uploadgrants.completion.UploadedPart;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Sends the parts of a multipart upload, several at a time, each read from its file while it is
 * sent. It can be paused, and a transfer that begins with a ticket's progress sends only what is
 * missing.
 *
 * <pre>{@code
 * MultipartTransfer transfer =
 *     client
 *         .transfer(grant, FileSource.of(path))
 *         .moreParts(numbers -> completions.parts(ticket, numbers, "alice").parts());
 * CompletedUpload upload = completions.complete(ticket, transfer.send(), "alice");
 * }</pre>
 *
 * <p>A file whose size wasn't declared is cut as the grant proposes, and all its URLs are asked
 * for.
 *
 * <p>It keeps no bytes of the file, but for a buffer for each part that is being sent. Thread-safe.
 *
 * @see GrantClient#transfer(io.uploadgrants.MultipartUpload, FileSource)
 */
public interface MultipartTransfer {

  /**
   * Sets where the URLs come from of parts that didn't come with the grant, or whose own were
   * refused with 403, as they are when they have expired.
   *
   * @param urls returns the parts of the numbers, 1 to 100, that it is given; asked by one thread
   *     at a time
   * @return this
   */
  MultipartTransfer moreParts(Function<List<Integer>, List<SignedPart>> urls);

  /**
   * Sets how many parts are sent at a time.
   *
   * @param parts 1 to 32; 4 when not set
   * @return this
   * @throws IllegalArgumentException when it is another number
   */
  MultipartTransfer parallel(int parts);

  /**
   * Sets how often a part is sent that is refused with 403, 408, 429 or 5xx other than 501, or
   * whose connection breaks. Other answers are final.
   *
   * @param attempts 1 to 10; 3 when not set
   * @return this
   * @throws IllegalArgumentException when it is another number
   */
  MultipartTransfer attempts(int attempts);

  /**
   * Sets who is told of each part that was accepted, for instance to {@link #pause} after some.
   *
   * @param listener told by the threads that send, one at a time; what it throws ends {@link
   *     #send()}
   * @return this
   */
  MultipartTransfer onPart(Consumer<UploadedPart> listener);

  /**
   * Sends what is missing, until all is sent, or until it is paused. Called again, it goes on.
   *
   * @return the parts that the server has, in their order: all of them, unless it was paused
   * @throws PartRefusedException when the server doesn't accept a part; the others of that moment
   *     are sent before
   * @throws IllegalStateException when the URL of a part is not known, or {@code send} is running
   * @throws UncheckedIOException when the file can't be read, no connection can be made, or the
   *     thread is interrupted
   */
  List<UploadedPart> send();

  /**
   * Ends a {@link #send()} that is running, from another thread or from {@link #onPart}. The
   * connections of parts that are being sent are closed, so these parts are sent again later. Does
   * nothing when none is running.
   */
  void pause();

  /** {@return the numbers of the parts that are to be sent yet, in their order} */
  List<Integer> missing();
}
