package io.uploadgrants.content;

import org.jspecify.annotations.Nullable;

/** What the first bytes of a type's files have to be. */
@FunctionalInterface
interface Rule {

  /** Returns why these bytes aren't of the type, or {@code null} when they are. */
  @Nullable Difference difference(Head head);
}
