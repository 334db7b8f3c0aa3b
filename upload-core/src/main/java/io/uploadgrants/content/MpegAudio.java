package io.uploadgrants.content;

/** MPEG audio (MP3, MP2) and AAC: frames, each with its length, perhaps with an ID3 tag before. */
final class MpegAudio {

  /** In kbit/s, by MPEG's version 1 or later, layer II or III, and the header's four bits. */
  private static final int[][] BIT_RATES = {
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
    {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
    {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
  };

  private static final int[] SAMPLE_RATES = {44_100, 48_000, 32_000};

  private MpegAudio() {}

  static boolean isMp3(Head head) {
    return hasTag(head) || startsTwoFrames(head, mp3Frame(head, 0), true);
  }

  static boolean isAac(Head head) {
    return hasTag(head) || head.has(0, "ADIF") || startsTwoFrames(head, aacFrame(head, 0), false);
  }

  /** A tag says its length in four bytes of seven bits. */
  private static boolean hasTag(Head head) {
    boolean version = head.has(0, "ID3") && head.at(3) >= 2 && head.at(3) <= 4;
    boolean length = true;
    for (int i = 6; i < 10; i++) {
      length &= head.at(i) >= 0 && head.at(i) < 0x80;
    }
    return version && length && head.size() > 10;
  }

  private static boolean startsTwoFrames(Head head, int length, boolean mp3) {
    if (length <= 0) {
      return false;
    }
    boolean seen = length + 7 <= head.length();
    return !seen
        ? length <= head.size()
        : (mp3 ? mp3Frame(head, length) : aacFrame(head, length)) > 0;
  }

  /** Layer I is long gone, and would let UTF-16's byte order mark begin a frame. */
  private static int mp3Frame(Head head, int at) {
    long header = head.big32(at);
    int version = (int) (header >> 19) & 3;
    int layer = (int) (header >> 17) & 3;
    int rate = (int) (header >> 12) & 15;
    int samples = (int) (header >> 10) & 3;
    boolean sound = header >>> 21 == 0x7ff && version != 1 && (layer == 1 || layer == 2);
    if (!sound || rate == 0 || rate == 15 || samples == 3) {
      return 0;
    }
    int kilobits = BIT_RATES[version == 3 ? (layer == 2 ? 0 : 1) : 2][rate];
    int hertz = SAMPLE_RATES[samples] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
    int slots = layer == 1 && version != 3 ? 72_000 : 144_000;
    return slots * kilobits / hertz + ((int) (header >> 9) & 1);
  }

  private static int aacFrame(Head head, int at) {
    boolean sound = head.at(at) == 0xff && (head.at(at + 1) & 0xf6) == 0xf0 && head.at(at + 5) >= 0;
    int samples = head.at(at + 2) >> 2 & 15;
    int length = (head.at(at + 3) & 3) << 11 | head.at(at + 4) << 3 | head.at(at + 5) >> 5;
    return sound && samples < 13 && length >= 7 ? length : 0;
  }
}
