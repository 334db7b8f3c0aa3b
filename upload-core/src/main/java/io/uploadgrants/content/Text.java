package io.uploadgrants.content;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Bytes as text: in UTF-16 or UTF-8 by their byte order mark, else in UTF-8 or one byte each. */
final class Text {

  /** Control characters of texts: tab, line feed, form feed, carriage return, escape. */
  private static final String CONTROLS = "\t\n\f\r\u001b";

  private Text() {}

  /**
   * Returns the characters as browsers see them when they look for markup, whatever the bytes are;
   * all that markup consists of is ASCII, so a byte without a mark before it counts as a character.
   */
  static String seen(Head head) {
    if (head.at(0) == 0xfe && head.at(1) == 0xff) {
      return new String(head.bytes(), 2, head.length() - 2, StandardCharsets.UTF_16BE);
    }
    if (head.at(0) == 0xff && head.at(1) == 0xfe) {
      return new String(head.bytes(), 2, head.length() - 2, StandardCharsets.UTF_16LE);
    }
    return head.latin(hasUtf8Mark(head) ? 3 : 0, head.length());
  }

  private static boolean hasUtf8Mark(Head head) {
    return head.at(0) == 0xef && head.at(1) == 0xbb && head.at(2) == 0xbf;
  }

  /** Returns whether the bytes are text of UTF-8, of UTF-16 with its mark, or of 8-bit sets. */
  static boolean is(Head head) {
    boolean utf16 =
        head.at(0) == 0xfe && head.at(1) == 0xff || head.at(0) == 0xff && head.at(1) == 0xfe;
    if (!utf16) {
      return hasNoControls(head.latin(0, head.length()));
    }
    String text =
        decoded(head, head.at(0) == 0xfe ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE);
    return text != null && hasNoControls(text);
  }

  static boolean isUtf8(Head head) {
    String text = decoded(head, StandardCharsets.UTF_8);
    return text != null && hasNoControls(text);
  }

  private static boolean hasNoControls(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' && CONTROLS.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns the text, whose last character may be cut off where the head ends, or {@code null}. */
  private static @Nullable String decoded(Head head, Charset charset) {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer text = CharBuffer.allocate(head.length() + 1);
    CoderResult result = decoder.decode(ByteBuffer.wrap(head.bytes()), text, head.isWhole());
    return result.isUnderflow() ? text.flip().toString() : null;
  }
}
