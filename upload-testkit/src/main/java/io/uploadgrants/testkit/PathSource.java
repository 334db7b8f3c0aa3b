package io.uploadgrants.testkit;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file on the disk. */
record PathSource(Path path, long size) implements FileSource {

  static PathSource of(Path path) {
    try {
      return new PathSource(path, Files.size(path));
    } catch (IOException missing) {
      throw new UncheckedIOException(path + " can't be read", missing);
    }
  }

  @Override
  public InputStream open(long offset, long length) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    return new Stretch(Channels.newInputStream(channel.position(offset)), length);
  }

  /** Ends where its part does. */
  private static final class Stretch extends FilterInputStream {

    private long left;

    Stretch(InputStream file, long length) {
      super(file);
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int read = super.read(into, offset, (int) Math.min(length, left));
      left -= Math.max(0, read);
      return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
      long skipped = super.skip(Math.min(bytes, left));
      left -= skipped;
      return skipped;
    }

    @Override
    public int available() throws IOException {
      return (int) Math.min(super.available(), left);
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
