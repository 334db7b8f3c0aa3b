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
  default void abort(String key, String uploadId) {
    throw new AssertionError("Asked to abort parts");
  }
}
