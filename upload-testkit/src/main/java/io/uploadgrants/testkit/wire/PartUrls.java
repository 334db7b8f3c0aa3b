package io.uploadgrants.testkit.wire;

import io.uploadgrants.SignedPart;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The URLs of an upload's parts: those that are known, and where there are more. */
final class PartUrls {

  /** As many as come with a grant. */
  private static final int AT_ONCE = 100;

  private final Map<Integer, SignedPart> known = new HashMap<>();
  private @Nullable Function<List<Integer>, List<SignedPart>> source;

  synchronized void setSource(Function<List<Integer>, List<SignedPart>> more) {
    this.source = more;
  }

  synchronized void add(List<SignedPart> parts) {
    parts.forEach(part -> known.put(part.partNumber(), part));
  }

  /**
   * Returns a part, and asks for it if need be.
   *
   * @param following the numbers that will be needed then
   */
  synchronized SignedPart of(int number, Supplier<IntStream> following) {
    SignedPart part = known.get(number);
    Function<List<Integer>, List<SignedPart>> more = source;
    if (part == null && more != null) {
      add(more.apply(numbers(number, following.get())));
      part = known.get(number);
    }
    if (part == null) {
      throw new IllegalStateException(
          "The URL of part %d isn't known; give moreParts(…), which returns the parts that it is asked for."
              .formatted(number));
    }
    return part;
  }

  private List<Integer> numbers(int first, IntStream following) {
    return IntStream.concat(
            IntStream.of(first),
            following.filter(number -> number != first && !known.containsKey(number)))
        .limit(AT_ONCE)
        .boxed()
        .toList();
  }

  /** Forgets a URL that was refused, if there may be another. */
  synchronized boolean renew(int number) {
    return source != null && known.remove(number) != null;
  }
}
