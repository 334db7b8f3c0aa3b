package io.uploadgrants.content;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * An entry of a zip file, as far as the head shows it.
 *
 * @param name its path
 * @param deflated whether it is compressed
 * @param start where its data begin
 * @param end where they end, if that is known, at most the head's end
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE, section
 *     4.3.7</a>
 */
record ZipEntry(String name, boolean deflated, int start, int end) {

  static final String SIGNATURE = "PK\3\4";

  private static final int HEADER = 30;
  private static final int SHOWN = 32 * 1_024;

  /** Returns the entries whose names stand in the head. */
  static List<ZipEntry> in(Head head) {
    List<ZipEntry> entries = new ArrayList<>();
    int at = 0;
    while (at >= 0 && head.has(at, SIGNATURE)) {
      int nameLength = head.little16(at + 26);
      int extraLength = head.little16(at + 28);
      if (nameLength < 0 || extraLength < 0 || at + HEADER + nameLength > head.length()) {
        break;
      }
      int start = Math.min(at + HEADER + nameLength + extraLength, head.length());
      boolean sizeFollows = (head.at(at + 6) & 8) != 0;
      long end = start + head.little32(at + 18);
      int next =
          sizeFollows
              ? head.find(SIGNATURE, start, head.length())
              : (int) Math.min(end, head.length());
      int known = next < 0 ? head.length() : next;
      String name = head.latin(at + HEADER, nameLength);
      entries.add(new ZipEntry(name, head.little16(at + 8) == 8, start, known));
      at = next;
    }
    return entries;
  }

  /** Returns what the head shows of the entry's content, up to 32 KiB. */
  String content(Head head) {
    if (!deflated) {
      return head.latin(start, end - start);
    }
    Inflater inflater = new Inflater(true);
    byte[] content = new byte[SHOWN];
    try {
      inflater.setInput(head.bytes(), start, end - start);
      return new String(content, 0, inflater.inflate(content), StandardCharsets.ISO_8859_1);
    } catch (DataFormatException broken) {
      return "";
    } finally {
      inflater.end();
    }
  }
}
