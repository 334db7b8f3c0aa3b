package io.uploadgrants.content;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Types without a rule of their own: what Tika detects is the type, or as much of it as first bytes
 * tell.
 */
record DetectedRule(String type, TikaTypes tika) implements Rule {

  private static final String TEXT = "text/plain";
  private static final Set<String> MEDIA = Set.of("image", "audio", "video", "font");
  private static final Set<String> TOLD = Set.of("model", "message", "multipart");

  @Override
  public @Nullable Difference difference(Head head) {
    String found = tika.detect(head);
    boolean told = !found.equals(Difference.UNKNOWN) && tika.isA(found, type);
    if (!told) {
      Difference acted = new AnyBytesRule().difference(head);
      return acted != null ? acted : untold(head, found);
    }
    String markup = Markup.begins(Text.seen(head));
    String foreign = markup == null && isMedia() ? Foreign.in(head) : markup;
    return foreign == null ? null : Difference.alsoHolds(foreign);
  }

  private @Nullable Difference untold(Head head, String found) {
    if (head.length() == 0) {
      return Difference.OTHER;
    }
    if (found.equals(TEXT) && tika.isA(type, TEXT)) {
      return TextRule.PLAIN.difference(head);
    }
    boolean nothing = found.equals(Difference.UNKNOWN) || found.equals(TEXT);
    if (nothing) {
      return tika.tells(type) || isMedia() || TOLD.contains(sort()) ? Difference.OTHER : null;
    }
    return tika.isA(type, found) ? null : Difference.is(found);
  }

  private boolean isMedia() {
    return MEDIA.contains(sort());
  }

  private String sort() {
    return type.substring(0, Math.max(0, type.indexOf('/')));
  }
}
