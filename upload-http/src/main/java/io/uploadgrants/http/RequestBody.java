package io.uploadgrants.http;

import io.uploadgrants.ErrorText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the body of a request: declared as JSON or another type, bounded, and in UTF-8. */
final class RequestBody {

  private static final String JSON = "application/json";

  /** More than the largest body that is read. */
  private static final int DRAINED = 2 << 20;

  private RequestBody() {}

  static String read(UploadExchange request, int limit) {
    return read(request, JSON, limit);
  }

  static String read(UploadExchange request, String mediaType, int limit) {
    checkType(request, mediaType);
    return decode(bytes(request, limit));
  }

  /**
   * Demands {@code application/json}, or another type that a plain HTML form of another site can't
   * send, nor can its scripts without asking first.
   */
  private static void checkType(UploadExchange request, String wanted) {
    List<String> types = request.headers("Content-Type");
    String type = types.isEmpty() ? null : types.get(0);
    if (type == null || types.size() > 1 || !(type.equals(wanted) || isOf(wanted, type))) {
      throw ProblemException.unsupported(
          wanted,
          type == null
              ? ErrorText.of("The request has no Content-Type; send %s, in UTF-8.", wanted)
              : types.size() > 1
                  ? ErrorText.of(
                      "The request has more than one Content-Type; send %s, in UTF-8.", wanted)
                  : ErrorText.of(
                      "The request's Content-Type is '%s'; send %s, in UTF-8.", type, wanted));
    }
    List<String> codings = request.headers("Content-Encoding");
    if (!codings.isEmpty() && !codings.get(0).equalsIgnoreCase("identity")) {
      throw ProblemException.unsupported(
          wanted,
          ErrorText.of(
              "The request's Content-Encoding is '%s'; send the body as it is.", codings.get(0)));
    }
  }

  private static boolean isOf(String mediaType, String header) {
    String[] parts = header.split(";", -1);
    if (!parts[0].strip().equalsIgnoreCase(mediaType)) {
      return false;
    }
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
      boolean otherCharset =
          parameter.startsWith("charset")
              && !parameter.equals("charset=utf-8")
              && !parameter.equals("charset=\"utf-8\"");
      if (otherCharset) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads on, within bounds, after the request was refused: a connection that is closed on a client
   * that still sends is often lost for the answer too.
   */
  static void drain(UploadExchange request) {
    boolean waits = !request.headers("Expect").isEmpty();
    if (waits || request.contentLength() > DRAINED) {
      return;
    }
    try {
      InputStream in = request.body();
      byte[] buffer = new byte[8_192];
      int read = 0;
      for (int total = 0; read >= 0 && total < DRAINED; total += read) {
        read = in.read(buffer);
      }
    } catch (IOException | IllegalStateException gone) {
      // Then there is nothing to save.
    }
  }

  private static byte[] bytes(UploadExchange request, int limit) {
    long declared = request.contentLength();
    if (declared > limit) {
      throw ProblemException.tooLarge(limit, Long.toString(declared));
    }
    try {
      InputStream in = request.body();
      // One byte more than may be, where no length was declared, tells a longer body.
      byte[] bytes = in.readNBytes(declared < 0 ? limit + 1 : (int) declared);
      if (bytes.length > limit) {
        throw ProblemException.tooLarge(limit, "more than " + limit);
      }
      if (bytes.length < declared) {
        throw cutOff();
      }
      return bytes;
    } catch (IOException broken) {
      // Broken chunks, or a client that went away: never the server's fault.
      throw cutOff();
    }
  }

  private static ProblemException cutOff() {
    return ProblemException.malformed(
        "The request's body ended early or wasn't well-formed HTTP; send it whole.");
  }

  private static String decode(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    // Decoding replaces what isn't UTF-8; only then is there reason to look twice.
    if (text.indexOf('\ufffd') >= 0 && strictly(bytes) == null) {
      throw ProblemException.malformed("The request's body isn't UTF-8; send JSON in UTF-8.");
    }
    return text;
  }

  private static @Nullable CharSequence strictly(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException notUtf8) {
      return null;
    }
  }
}
