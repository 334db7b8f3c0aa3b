package io.uploadgrants.content;

/**
 * Files of Matroska and of WebM, which their first element tells apart.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8794#section-11.2">RFC 8794, section 11.2</a>
 */
final class Matroska {

  private static final long START = 0x1a45dfa3L;
  private static final int DOC_TYPE = 0x4282;

  private Matroska() {}

  static boolean isWebm(Head head) {
    return docType(head).equals("webm");
  }

  /** WebM is Matroska with fewer codecs, and a header without a type means Matroska. */
  static boolean isMatroska(Head head) {
    String type = docType(head);
    return type.equals("matroska") || type.equals("webm");
  }

  private static String docType(Head head) {
    if (head.big32(0) != START) {
      return "";
    }
    int width = width(head.at(4));
    long end = 4 + width + size(head, 4);
    int at = 4 + width;
    while (width > 0 && at < Math.min(end, head.length())) {
      int idWidth = width(head.at(at));
      int sizeWidth = width(head.at(at + idWidth));
      long size = size(head, at + idWidth);
      int data = at + idWidth + sizeWidth;
      if (idWidth == 0 || sizeWidth == 0 || size > head.length()) {
        return "";
      }
      if (idWidth == 2 && (head.at(at) << 8 | head.at(at + 1)) == DOC_TYPE) {
        return head.latin(data, (int) size).replace("\0", "");
      }
      at = data + (int) size;
    }
    return width > 0 && end <= head.length() ? "matroska" : "";
  }

  /** Returns of how many bytes a number consists, by its first, or 0 when it is none. */
  private static int width(int first) {
    return first <= 0 ? 0 : Integer.numberOfLeadingZeros(first) - 23;
  }

  private static long size(Head head, int at) {
    int width = width(head.at(at));
    long size = head.at(at) & (0xff >> width);
    for (int i = 1; i < width; i++) {
      size = size << 8 | Math.max(0, head.at(at + i));
    }
    return size;
  }
}
