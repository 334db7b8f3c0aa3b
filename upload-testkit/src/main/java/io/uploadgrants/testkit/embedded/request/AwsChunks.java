package io.uploadgrants.testkit.embedded.request;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A body in {@code aws-chunked} encoding, passed on as it is. S3Proxy checks the signatures of the
 * chunks and the value of a trailer; this refuses what it doesn't see: another length than
 * declared, and trailers that are missing or weren't declared.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html">Signature
 *     calculations for trailing headers</a>
 */
public final class AwsChunks extends FilterInputStream {

  private static final int MAX_LINE = 4096;
  private static final Pattern SIZE = Pattern.compile("([0-9a-fA-F]{1,8})(;chunk-signature=\\S+)?");
  private static final String SIGNED_TRAILERS = "x-amz-trailer-signature";

  private final long declared;
  private final Set<String> trailers;
  private byte[] framing = new byte[0];
  private int at;
  private long data;
  private long sum;
  private boolean started;
  private boolean ended;

  private AwsChunks(InputStream body, long declared, Set<String> trailers) {
    super(body);
    this.declared = declared;
    this.trailers = trailers;
  }

  public static boolean isBodyOf(S3Request request) {
    String hash = request.getHeader("x-amz-content-sha256");
    return hash != null && hash.startsWith("STREAMING-");
  }

  static AwsChunks of(S3Request request, InputStream body) {
    String names = request.getHeader("x-amz-trailer");
    Set<String> trailers =
        Arrays.stream((names == null ? "" : names).toLowerCase(Locale.ROOT).split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    return new AwsChunks(body, length(request), trailers);
  }

  /** The length of what the chunks hold. */
  static long length(S3Request request) {
    String length = request.getHeader("x-amz-decoded-content-length");
    if (length == null || !length.matches("\\d{1,18}")) {
      throw new S3Error(
          411,
          "MissingContentLength",
          "A body in chunks needs its length without them in x-amz-decoded-content-length.");
    }
    return Long.parseLong(length);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (at == framing.length && data == 0) {
      if (ended) {
        return -1;
      }
      readFraming();
    }
    int read;
    if (at < framing.length) {
      read = Math.min(length, framing.length - at);
      System.arraycopy(framing, at, buffer, offset, read);
      at += read;
    } else {
      read = in.read(buffer, offset, (int) Math.min(length, data));
      if (read < 0) {
        throw incomplete();
      }
      data -= read;
    }
    return read;
  }

  private void readFraming() throws IOException {
    StringBuilder text = new StringBuilder();
    if (started && !line(text).isEmpty()) {
      throw incomplete();
    }
    started = true;
    Matcher size = SIZE.matcher(line(text));
    if (!size.matches()) {
      throw incomplete();
    }
    data = Long.parseLong(size.group(1), 16);
    sum += data;
    if (data == 0) {
      readTrailers(text);
      ended = true;
    }
    if (sum > declared || ended && sum != declared) {
      throw incomplete();
    }
    framing = text.toString().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    at = 0;
  }

  private void readTrailers(StringBuilder text) throws IOException {
    Set<String> found = new TreeSet<>();
    for (String line = line(text); !line.isEmpty(); line = line(text)) {
      String name = line.split(":", 2)[0].strip().toLowerCase(Locale.ROOT);
      if (!name.equals(SIGNED_TRAILERS) && !found.add(name)) {
        throw malformedTrailer();
      }
    }
    if (!found.equals(trailers)) {
      throw malformedTrailer();
    }
  }

  /** Reads a line without its end; an empty one at the end of the body. */
  private String line(StringBuilder text) throws IOException {
    int start = text.length();
    for (int each = in.read(); each >= 0; each = in.read()) {
      text.append((char) each);
      if (each == '\n' || text.length() - start > MAX_LINE) {
        break;
      }
    }
    return text.substring(start).strip();
  }

  private static S3Error incomplete() {
    return new S3Error(
        400,
        "IncompleteBody",
        "The chunks of the body don't hold as many bytes as x-amz-decoded-content-length says.");
  }

  private static S3Error malformedTrailer() {
    return new S3Error(
        400,
        "MalformedTrailerError",
        "The trailers of the body aren't those that x-amz-trailer declares.");
  }
}
