package io.uploadgrants.testkit.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.uploadgrants.testkit.UploadServer;
import io.uploadgrants.testkit.embedded.SignedRequest.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Bodies whose length or content isn't what was signed, however they are framed. */
class EmbeddedBodyTests {

  private static final String UNSIGNED = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
  private static final String CHECKSUM = "x-amz-checksum-crc32:NhCmhg==\r\n";

  @AutoClose private final UploadServer server = UploadServer.embedded();
  private final Keys root = Keys.root(server);
  private final String path = "/" + server.bucket() + "/key";

  private SignedRequest put() {
    return new SignedRequest(server, root, "PUT", path);
  }

  private void assertNothingIsThere() {
    assertThat(new SignedRequest(server, root, "GET", path).sendSigned().code())
        .isEqualTo("NoSuchKey");
  }

  /** Sends what no client sends, and returns the status line. */
  private String sendRaw(String target, String headers, String body) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), server.endpoint().getPort())) {
      String text =
          "PUT %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s\r\n%s"
              .formatted(target, server.endpoint().getAuthority(), headers, body);
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1).lines().toList().get(0);
    }
  }

  @Test
  void chunksDontMakeABodyLongerThanItsSignedLength() throws IOException {
    String target = put().header("content-length", "1").presigned(Duration.ofMinutes(5));
    String ten = "a\r\n0123456789\r\n0\r\n\r\n";
    assertThat(sendRaw(target, "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n", ten))
        .contains(" 400 ");
    assertThat(sendRaw(target, "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n", ten))
        .contains(" 400 ");
    assertThat(sendRaw(target, "Transfer-Encoding: chunked\r\n", ten)).contains(" 501 ");
    assertNothingIsThere();
    assertThat(sendRaw(target, "Content-Length: 1\r\n", "0")).contains(" 200 ");
  }

  @Test
  void aBodyOfUnknownLengthIsRefused() throws IOException {
    String target = put().presigned(Duration.ofMinutes(5));
    assertThat(sendRaw(target, "Transfer-Encoding: chunked\r\n", "1\r\n0\r\n0\r\n\r\n"))
        .contains(" 501 ");
    assertNothingIsThere();
  }

  private Answer chunked(String payload, String length, String trailer, String body) {
    SignedRequest put =
        put()
            .payload(payload)
            .header("content-encoding", "aws-chunked")
            .header("x-amz-decoded-content-length", length)
            .body(body);
    return (trailer.isEmpty() ? put : put.header("x-amz-trailer", trailer)).sendSigned();
  }

  private Answer withTrailer(String length, String trailers) {
    return chunked(
        UNSIGNED, length, "x-amz-checksum-crc32", "5\r\nhello\r\n0\r\n" + trailers + "\r\n");
  }

  private void assertRefused(Answer answer, String code) {
    assertThat(answer.code()).as(answer.body()).isEqualTo(code);
    assertNothingIsThere();
  }

  @Test
  void aChecksumAfterTheBodyIsChecked() {
    assertRefused(withTrailer("5", "x-amz-checksum-crc32:AAAAAA==\r\n"), "BadDigest");
    assertRefused(withTrailer("5", ""), "MalformedTrailerError");
    assertRefused(
        withTrailer("5", "x-amz-checksum-sha1:qvTGHdzF6KLavt4PO0gs2a6pQ00=\r\n"),
        "MalformedTrailerError");
    assertRefused(withTrailer("5", CHECKSUM + CHECKSUM), "MalformedTrailerError");
    assertThat(withTrailer("5", CHECKSUM).status()).isEqualTo(200);
    assertThat(new SignedRequest(server, root, "GET", path).sendSigned().body()).isEqualTo("hello");
  }

  @Test
  void chunksHoldAsManyBytesAsDeclared() {
    assertRefused(withTrailer("4", CHECKSUM), "IncompleteBody");
    assertRefused(withTrailer("6", CHECKSUM), "IncompleteBody");
    assertRefused(chunked(UNSIGNED, "5", "", "5\r\nhello\r\n"), "IncompleteBody");
    assertRefused(chunked(UNSIGNED, "5", "", "5\r\nhel"), "IncompleteBody");
    assertRefused(chunked(UNSIGNED, "five", "", "5\r\nhello\r\n0\r\n\r\n"), "MissingContentLength");
  }

  @Test
  void theLastChunksSignatureIsChecked() {
    String forged = "0;chunk-signature=" + "0".repeat(64) + "\r\n\r\n";
    assertRefused(
        chunked("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "0", "", forged), "SignatureDoesNotMatch");
  }
}
