package io.uploadgrants.content;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Pictures, films, sounds and fonts: their own header at the very start, and nothing foreign. */
record MediaRule(Predicate<Head> header) implements Rule {

  @Override
  public @Nullable Difference difference(Head head) {
    if (!header.test(head)) {
      return Difference.OTHER;
    }
    String foreign = Foreign.in(head);
    return foreign == null ? null : Difference.alsoHolds(foreign);
  }
}
