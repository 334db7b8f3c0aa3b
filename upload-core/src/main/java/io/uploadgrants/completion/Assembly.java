package io.uploadgrants.completion;

/** How a store answers when an object is to be made of an upload's parts. */
enum Assembly {
  /** The object is there. */
  DONE,
  /** There is no such upload: it was completed, or aborted. */
  GONE,
  /** The parts aren't those that were listed a moment ago. */
  PARTS_CHANGED,
  /** An object has the key already. */
  TAKEN,
  /** The checksum of the whole is another than was declared. */
  DIFFERS
}
