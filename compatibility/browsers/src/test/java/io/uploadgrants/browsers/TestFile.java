package io.uploadgrants.browsers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A file that a page makes; its bytes can be made here too.
 *
 * @param name the file's name
 * @param size how many bytes
 * @param type what the browser takes it for
 * @param head what its bytes begin with
 */
record TestFile(String name, int size, String type, String head) {

  private static final int MIB = 1 << 20;
  private static final long LAST_MODIFIED = 1_700_000_000_000L;

  static TestFile of(String name, int size) {
    return new TestFile(name, size, "", "");
  }

  static TestFile picture(String name) {
    return new TestFile(name, 4096, "image/gif", "GIF89a");
  }

  static TestFile text(String name, String type) {
    return new TestFile(name, 4096, type, "<!doctype html><script>");
  }

  TestFile as(String contentType) {
    return new TestFile(name, size, contentType, head);
  }

  /** As the page's script takes it. */
  Map<String, Object> toScript() {
    Map<String, Object> file = new HashMap<>();
    file.put("name", name);
    file.put("size", size);
    file.put("type", type);
    file.put("head", head);
    file.put("lastModified", LAST_MODIFIED);
    return file;
  }

  /** The file, to be chosen; written once. */
  Path onDisk() {
    try {
      Path folder = Files.createDirectories(Path.of("target/files/" + size));
      Path file = folder.resolve(name);
      if (!Files.exists(file)) {
        Files.write(file, bytes());
        Files.setLastModifiedTime(file, FileTime.fromMillis(LAST_MODIFIED));
      }
      return file.toAbsolutePath();
    } catch (IOException unwritten) {
      throw new UncheckedIOException(unwritten);
    }
  }

  byte[] bytes() {
    byte[] bytes = new byte[size];
    for (int from = 0; from < size; from += MIB) {
      Arrays.fill(bytes, from, Math.min(size, from + MIB), (byte) (from / MIB + 1));
    }
    byte[] first = head.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(first, 0, bytes, 0, Math.min(size, first.length));
    return bytes;
  }
}
