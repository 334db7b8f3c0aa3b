package io.uploadgrants.completion;

import io.uploadgrants.IssuanceFailedException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls to one bucket that completion makes, one request each. Every method throws {@link
 * IssuanceFailedException} when the store can't be reached or fails.
 */
interface ObjectStore {

  /** Returns what the store has of an upload in parts, or {@code null} when there is none. */
  @Nullable StoredParts parts(String key, String uploadId);

  /**
   * Makes an object of an upload's parts.
   *
   * @param upload which, with all that the store is to check
   * @param parts all of them, in their order
   * @return what the store said; an answer that leaves it open is an exception
   */
  Assembly assemble(PromisedUpload upload, List<StoredPart> parts);

  /**
   * Starts an object that is made of another's bytes.
   *
   * @param upload the upload, which has a destination
   * @param source what was looked at
   * @return S3's id of the upload in parts at the destination
   */
  String startCopy(PromisedUpload upload, StoredObject source);

  /**
   * Copies a part of an object.
   *
   * @param from the object's key
   * @param source what was looked at
   * @param to where it is to be, with its parts
   * @param partNumber which of them
   * @return the part, or {@code null} when the object is gone or is another one by now
   */
  @Nullable StoredPart copyPart(
      String from, StoredObject source, PromisedUpload to, int partNumber);

  /** Returns S3's ids of the uploads in parts that were started for a key. */
  List<String> started(String key);

  /** Removes an upload and its parts, if it is there. */
  void abort(String key, String uploadId);

  /** Returns what the store says of an object, or {@code null} when there is none. */
  @Nullable StoredObject look(String key);

  /**
   * Returns an object's first bytes.
   *
   * @param object what was looked at
   * @param count how many bytes at most
   * @return the bytes, or {@code null} when the object is gone or is another one by now
   */
  byte @Nullable [] read(String key, StoredObject object, int count);

  /**
   * Removes an object, unless it is another one by now.
   *
   * @param object what was looked at
   * @return whether it is gone; {@code false} when another one has taken its place
   */
  boolean remove(String key, StoredObject object);
}
