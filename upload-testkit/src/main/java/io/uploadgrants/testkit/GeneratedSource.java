package io.uploadgrants.testkit;

import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/** A file of random bytes, each of which follows from its place. */
record GeneratedSource(long size, long seed) implements FileSource {

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  GeneratedSource {
    if (size < 0) {
      throw new IllegalArgumentException("A file can't have " + size + " bytes; give 0 or more.");
    }
  }

  @Override
  public InputStream open(long offset, long length) {
    return new Stretch(offset, offset + length);
  }

  /**
   * The numbers of SplitMix64, whose n-th needs none of those before it.
   *
   * @see java.util.SplittableRandom
   */
  private long word(long index) {
    long z = seed + index * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private final class Stretch extends InputStream {

    private final long end;
    private long at;

    Stretch(long at, long end) {
      this.at = at;
      this.end = end;
    }

    private byte next() {
      byte next = (byte) (word(at / Long.BYTES) >>> (at % Long.BYTES * Byte.SIZE));
      at++;
      return next;
    }

    @Override
    public int read() {
      return at < end ? next() & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      Objects.checkFromIndexSize(offset, length, into.length);
      if (length == 0) {
        return 0;
      }
      if (at >= end) {
        return -1;
      }
      int count = (int) Math.min(length, end - at);
      int i = 0;
      while (i < count) {
        if (at % Long.BYTES == 0 && count - i >= Long.BYTES) {
          WORDS.set(into, offset + i, word(at / Long.BYTES));
          at += Long.BYTES;
          i += Long.BYTES;
        } else {
          into[offset + i++] = next();
        }
      }
      return count;
    }
  }
}
