package io.uploadgrants.completion;

import java.util.List;

/** A store that nobody asks for an upload in parts. */
interface WholeObjects extends ObjectStore {

  @Override
  default StoredParts parts(String key, String uploadId) {
    throw new AssertionError("Asked for parts");
  }

  @Override
  default Assembly assemble(PromisedUpload upload, List<StoredPart> parts) {
    throw new AssertionError("Asked to complete parts");
  }

  @Override
  default String startCopy(PromisedUpload upload, StoredObject source) {
    throw new AssertionError("Asked to copy");
  }

  @Override
  default StoredPart copyPart(String from, StoredObject source, PromisedUpload to, int partNumber) {
    throw new AssertionError("Asked to copy a part");
  }

  @Override
  default List<String> started(String key) {
    throw new AssertionError("Asked for uploads in parts");
  }

  @Override
  default void abort(String key, String uploadId) {
    throw new AssertionError("Asked to abort parts");
  }
}
