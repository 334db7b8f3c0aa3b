package io.uploadgrants.testkit.wire;

import io.uploadgrants.SignedPart;
import io.uploadgrants.testkit.FileSource;
import io.uploadgrants.testkit.UploadAnswer;
import io.uploadgrants.testkit.UploadPart;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One part, sent once, whose bytes are read while they are sent. */
final class StreamedPart {

  /** Stores read what they have got once more before they answer, a part of 5 GiB too. */
  private static final int TIMEOUT_MILLIS = (int) TimeUnit.MINUTES.toMillis(2);

  private final SignedPart part;
  private final FileSource file;
  private final long offset;
  private final long length;
  private @Nullable Socket connection;
  private boolean broken;

  StreamedPart(SignedPart part, FileSource file, long offset, long length) {
    this.part = part;
    this.file = file;
    this.offset = offset;
    this.length = length;
  }

  /**
   * Sends it.
   *
   * @param buffer what the bytes pass through
   * @return the answer, without a status when the connection broke
   * @throws UncheckedIOException when the file can't be read, or no connection can be made
   */
  UploadAnswer send(byte[] buffer) {
    WirePut put = WirePut.of(new UploadPart(part.url(), part.headers(), new byte[0]));
    List<Wire.Header> headers = new ArrayList<>(put.headers());
    headers.add(new Wire.Header("content-length", Long.toString(length)));
    try (Socket socket = Wire.connect(put.server())) {
      if (!opened(socket)) {
        return WireAnswer.NONE;
      }
      try (InputStream bytes = open()) {
        OutputStream out = socket.getOutputStream();
        out.write(Wire.head(put.method(), put.target(), headers));
        copy(bytes, out, buffer);
      } catch (IOException refusedEarly) {
        // A server may answer and close before it has read everything: its answer can still be
        // read.
        return WireAnswer.of(Wire.read(socket, TIMEOUT_MILLIS));
      }
      return WireAnswer.of(Wire.read(socket, TIMEOUT_MILLIS));
    } catch (IOException e) {
      if (isBroken()) {
        return WireAnswer.NONE;
      }
      throw new UncheckedIOException("No exchange with " + put.server().getRawAuthority(), e);
    }
  }

  private void copy(InputStream bytes, OutputStream out, byte[] buffer) throws IOException {
    for (long left = length; left > 0; ) {
      int read = read(bytes, buffer, (int) Math.min(buffer.length, left));
      out.write(buffer, 0, read);
      left -= read;
    }
  }

  // A file that can't be read is no fault of the connection, so it isn't told like one.

  private InputStream open() {
    try {
      return file.open(offset, length);
    } catch (IOException unread) {
      throw unread(unread);
    }
  }

  private int read(InputStream bytes, byte[] buffer, int most) {
    try {
      int read = bytes.read(buffer, 0, most);
      if (read <= 0) {
        throw new EOFException("The stretch from byte %d on is too short".formatted(offset));
      }
      return read;
    } catch (IOException unread) {
      throw unread(unread);
    }
  }

  private UncheckedIOException unread(IOException unread) {
    return new UncheckedIOException(
        "The file can't be read for part %d".formatted(part.partNumber()), unread);
  }

  private synchronized boolean opened(Socket socket) {
    connection = socket;
    return !broken;
  }

  private synchronized boolean isBroken() {
    return broken;
  }

  /** Closes the connection, now or as soon as there is one. */
  synchronized void breakOff() {
    broken = true;
    if (connection != null) {
      try {
        connection.close();
      } catch (IOException closedAnyway) {
        // Nothing is sent any more, which is all that was wanted.
        return;
      }
    }
  }

  /** Returns whether the next attempt may be answered otherwise. */
  static boolean mayBeSentAgain(UploadAnswer answer) {
    return switch (answer.status()) {
      case 0, 403, 408, 429 -> true;
      default -> answer.failed();
    };
  }

  /** Without an entity tag a part can't be listed when the upload is completed. */
  static boolean isTaken(UploadAnswer answer) {
    return answer.accepted() && !answer.etag().isEmpty();
  }
}
