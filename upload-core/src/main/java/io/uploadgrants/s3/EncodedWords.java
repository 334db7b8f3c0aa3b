package io.uploadgrants.s3;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text in headers that may not be ASCII, as encoded words of RFC 2047: the form in which S3 returns
 * such metadata, and from which it decodes what it is sent.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html#UserMetadata">User-defined
 *     object metadata</a>
 */
public final class EncodedWords {

  private static final int BYTES_PER_WORD = 45;
  private static final Pattern WORD = Pattern.compile("=\\?UTF-8\\?B\\?([A-Za-z0-9+/=]*)\\?=\\s*");

  private EncodedWords() {}

  /**
   * Encodes a text that wouldn't survive as a header: one that isn't printable ASCII, has spaces at
   * its ends or runs of spaces, or looks encoded already.
   *
   * @param text any text
   * @return the text itself, or its encoded words
   */
  public static String encode(String text) {
    return survives(text) ? text : words(text);
  }

  private static boolean survives(String text) {
    char before = ' ';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean fits = c > ' ' && c < 0x7f || c == ' ' && before != ' ';
      if (!fits || c == '?' && before == '=') {
        return false;
      }
      before = c;
    }
    return text.isEmpty() || before != ' ';
  }

  private static String words(String text) {
    StringBuilder words = new StringBuilder(2 * text.length() + 16);
    ByteArrayOutputStream word = new ByteArrayOutputStream(BYTES_PER_WORD);
    text.codePoints()
        .forEach(
            point -> {
              byte[] bytes = Character.toString(point).getBytes(StandardCharsets.UTF_8);
              if (word.size() + bytes.length > BYTES_PER_WORD) {
                append(words, word);
              }
              word.writeBytes(bytes);
            });
    append(words, word);
    return words.toString();
  }

  private static void append(StringBuilder words, ByteArrayOutputStream word) {
    words.append(words.isEmpty() ? "" : " ").append("=?UTF-8?B?");
    words.append(Base64.getEncoder().encodeToString(word.toByteArray())).append("?=");
    word.reset();
  }

  /**
   * Decodes what {@link #encode} made, as metadata comes back from a store.
   *
   * @param value a metadata's value
   * @return the text
   */
  public static String decode(String value) {
    Matcher matcher = WORD.matcher(value);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      bytes.writeBytes(Base64.getDecoder().decode(matcher.group(1)));
      end = matcher.end();
    }
    return end == 0 || end < value.length() ? value : bytes.toString(StandardCharsets.UTF_8);
  }
}
