package io.uploadgrants;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
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
  private static final Pattern WORD =
      Pattern.compile("=\\?UTF-8\\?([BQ])\\?([!-~&&[^?]]*)\\?=\\s*", Pattern.CASE_INSENSITIVE);

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
   * Decodes metadata as a store gives it back: the words of {@link #encode} as they were sent, or
   * S3's own.
   *
   * @param value a metadata's value
   * @return the text; the value itself when it isn't made of encoded words in UTF-8
   */
  public static String decode(String value) {
    Matcher matcher = WORD.matcher(value);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int end = 0;
    try {
      while (matcher.find() && matcher.start() == end) {
        String text = matcher.group(2);
        boolean base64 = matcher.group(1).equalsIgnoreCase("B");
        bytes.writeBytes(base64 ? Base64.getDecoder().decode(text) : quoted(text));
        end = matcher.end();
      }
      return end == 0 || end < value.length() ? value : utf8(bytes.toByteArray());
    } catch (IllegalArgumentException | CharacterCodingException notEncoded) {
      return value;
    }
  }

  private static String utf8(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private static byte[] quoted(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '='
          && i + 2 < text.length()
          && HexFormat.isHexDigit(text.charAt(i + 1))
          && HexFormat.isHexDigit(text.charAt(i + 2))) {
        bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
        i += 2;
      } else {
        bytes.write(c == '_' ? ' ' : c);
      }
    }
    return bytes.toByteArray();
  }
}
