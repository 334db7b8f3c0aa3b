package io.uploadgrants.content;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Archives and data, which hold anything by their nature: their own header at the very start. */
record FileRule(Predicate<Head> header) implements Rule {

  @Override
  public @Nullable Difference difference(Head head) {
    boolean another = Executables.begins(head) != null || Markup.begins(Text.seen(head)) != null;
    return another || !header.test(head) ? Difference.OTHER : null;
  }
}
