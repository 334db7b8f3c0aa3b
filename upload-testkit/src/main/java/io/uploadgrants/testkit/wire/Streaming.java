package io.uploadgrants.testkit.wire;

import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.testkit.GrantClient;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A way to send a payload in chunks that say of themselves whether they are signed. Nothing here
 * has a signature.
 *
 * @param value what {@code x-amz-content-sha256} says
 * @param trailer whether a checksum follows the payload
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">Signature
 *     calculations: transferring payload in multiple chunks</a>
 */
public record Streaming(String value, boolean trailer) {

  /** Chunks without signatures. */
  public static final Streaming UNSIGNED =
      new Streaming("STREAMING-UNSIGNED-PAYLOAD-TRAILER", false);

  /** Every value with which S3 lets a payload go unhashed. */
  private static final List<String> VALUES =
      List.of(
          UNSIGNED.value(),
          "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
          "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
          "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD",
          "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER",
          "UNSIGNED-PAYLOAD");

  private static final String IN_CHUNKS = "STREAMING-";
  private static final String CHECKSUM = ChecksumAlgorithm.CRC32.header();

  public static List<Streaming> all() {
    List<Streaming> all = new ArrayList<>();
    for (String value : VALUES) {
      all.add(new Streaming(value, false));
      if (value.startsWith(IN_CHUNKS)) {
        all.add(new Streaming(value, true));
      }
    }
    return all;
  }

  /** Returns what the client says of the payload; a name that is sent already counts for this. */
  public List<Wire.Header> headers(int payload) {
    List<Wire.Header> headers = new ArrayList<>();
    headers.add(new Wire.Header("x-amz-content-sha256", value));
    if (inChunks()) {
      headers.add(new Wire.Header("x-amz-decoded-content-length", Integer.toString(payload)));
    }
    if (trailer) {
      headers.add(new Wire.Header("x-amz-trailer", CHECKSUM));
    }
    return headers;
  }

  public boolean inChunks() {
    return value.startsWith(IN_CHUNKS);
  }

  public byte[] body(byte[] payload) {
    if (!inChunks()) {
      return payload;
    }
    String signature = value.contains("AWS4") ? ";chunk-signature=" + "0".repeat(64) : "";
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    append(body, Integer.toHexString(payload.length) + signature + "\r\n");
    body.writeBytes(payload);
    append(body, "\r\n0" + signature + "\r\n");
    if (trailer) {
      String checksum = GrantClient.checksum(ChecksumAlgorithm.CRC32, payload).value();
      append(body, CHECKSUM + ":" + checksum + "\r\n");
      if (!signature.isEmpty()) {
        append(body, "x-amz-trailer-signature:" + "0".repeat(64) + "\r\n");
      }
    }
    append(body, "\r\n");
    return body.toByteArray();
  }

  /** Returns the payload of a body that has the length of a file, if one can be so short. */
  public Optional<byte[]> payloadOfBody(byte[] file) {
    for (int length = file.length; length > 0; length--) {
      byte[] payload = Arrays.copyOf(file, length);
      if (body(payload).length == file.length) {
        return Optional.of(payload);
      }
    }
    return Optional.empty();
  }

  private static void append(ByteArrayOutputStream body, String text) {
    body.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return trailer ? value + " with a trailer" : value;
  }
}
