package io.uploadgrants.content;

/** Headers that are no fixed bytes, of formats without a class of their own. */
final class Headers {

  private static final int TAR_BLOCK = 512;
  private static final int TAR_SUM = 148;

  private Headers() {}

  /** TIFF and what is built on it: the first directory lies in the file. */
  static boolean isTiff(Head head) {
    boolean little = head.has(0, "II*\0") && inFile(head, head.little32(4));
    boolean big = head.has(0, "MM\0*") && inFile(head, head.big32(4));
    return little || big || head.has(0, "II+\0\10\0\0\0") || head.has(0, "MM\0+\0\10\0\0");
  }

  private static boolean inFile(Head head, long directory) {
    return directory >= 8 && directory < head.size();
  }

  /**
   * Icons: the first picture lies in the file, and is a PNG or a bitmap where the head shows it.
   */
  static boolean isIcon(Head head) {
    long at = head.little32(18);
    boolean sound = head.has(0, "\0\0\1\0") && head.little16(4) > 0 && head.at(9) == 0;
    if (!sound || at < 22 || at >= head.size()) {
      return false;
    }
    return at + 4 > head.length()
        || head.little32((int) at) == 40
        || head.little32((int) at) == 0x474e5089L;
  }

  /** STL: text, or 80 bytes of anything with a count that the file's size agrees with. */
  static boolean isStl(Head head) {
    long triangles = head.little32(80);
    boolean binary = triangles >= 0 && head.size() == 84 + 50 * triangles;
    boolean alone = Foreign.archiveIn(head, 0) == null && PdfRule.headerAt(head) < 0;
    return alone && (binary || head.has(0, "solid") && Text.is(head));
  }

  /** Tar: the first block's sum, of all its bytes with blanks in the sum's own place. */
  static boolean isTar(Head head) {
    if (head.length() < TAR_BLOCK) {
      return false;
    }
    long sum = 8 * ' ';
    for (int i = 0; i < TAR_BLOCK; i++) {
      sum += i >= TAR_SUM && i < TAR_SUM + 8 ? 0 : head.at(i);
    }
    String written = head.latin(TAR_SUM, 8).replace('\0', ' ').strip();
    return head.at(0) > 0 && isPadded(written, sum);
  }

  private static boolean isPadded(String written, long sum) {
    String octal = Long.toOctalString(sum);
    return written.length() <= 8
        && written.endsWith(octal)
        && written.chars().limit((long) written.length() - octal.length()).allMatch(c -> c == '0');
  }

  /** MPEG's transport stream: packets of 188 bytes. */
  static boolean isTransportStream(Head head) {
    return head.at(0) == 'G' && head.at(188) == 'G' && head.at(376) == 'G';
  }

  /** Ogg's first page begins a stream. */
  static boolean isOgg(Head head) {
    return head.has(0, "OggS\0\2") && head.length() >= 28;
  }
}
