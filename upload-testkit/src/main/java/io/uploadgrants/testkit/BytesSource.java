package io.uploadgrants.testkit;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A file in memory. */
@SuppressWarnings("ArrayRecordComponent") // a file is sent, never compared
record BytesSource(byte[] bytes) implements FileSource {

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public InputStream open(long offset, long length) {
    return new ByteArrayInputStream(bytes, Math.toIntExact(offset), Math.toIntExact(length));
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
