package io.uploadgrants.content;

import java.util.Set;

/**
 * Files of the ISO base media format: films, sounds and pictures, told apart by the brands in their
 * first box.
 *
 * @see <a href="https://mp4ra.org/registered-types/brands">Registered brands</a>
 */
final class IsoMedia {

  private static final int LARGEST_FIRST_BOX = 1024;

  private static final Set<String> MP4 =
      Set.of(
          "isom", "iso2", "iso3", "iso4", "iso5", "iso6", "iso7", "iso8", "iso9", "mp41", "mp42",
          "mp71", "avc1", "av01", "hvc1", "hev1", "dash", "msdh", "msnv", "MSNV", "mmp4", "M4V ",
          "M4VH", "M4VP", "M4A ", "M4B ", "M4P ", "F4V ", "F4P ", "F4A ", "f4v ", "NDSC", "XAVC",
          "cmfc", "cmf2", "caqv", "3gp4", "3gp5", "3gp6");
  private static final Set<String> MOBILE =
      Set.of(
          "3gp1", "3gp2", "3gp3", "3gp4", "3gp5", "3gp6", "3gp7", "3gp8", "3gp9", "3ge6", "3ge7",
          "3ge9", "3gg6", "3gs7", "3gr6", "3g2a", "3g2b", "3g2c");
  private static final Set<String> HEIC =
      Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs");
  private static final Set<String> HEIF = Set.of("mif1", "mif2", "msf1", "miaf");
  private static final Set<String> AVIF = Set.of("avif", "avis");
  private static final Set<String> QUICKTIME = Set.of("qt  ");

  private static final Set<String> FIRST_BOXES =
      Set.of("moov", "mdat", "free", "skip", "wide", "pnot");

  private IsoMedia() {}

  static boolean isMp4(Head head) {
    return hasBrand(head, MP4) && !isPicture(head);
  }

  static boolean isMobile(Head head) {
    return hasBrand(head, MOBILE) && !isPicture(head);
  }

  /** Older films have no brands; they begin with one of these boxes. */
  static boolean isQuickTime(Head head) {
    boolean old = head.at(0) == 0 && FIRST_BOXES.contains(head.latin(4, 4)) && head.length() >= 16;
    return old || hasBrand(head, QUICKTIME);
  }

  static boolean isHeic(Head head) {
    return hasBrand(head, HEIC) && isPicture(head);
  }

  /** Every HEIC or AVIF picture is a HEIF file. */
  static boolean isHeif(Head head) {
    return isPicture(head);
  }

  static boolean isAvif(Head head) {
    return hasBrand(head, AVIF) && isPicture(head);
  }

  private static boolean isPicture(Head head) {
    String major = head.latin(8, 4);
    return boxLength(head) > 0
        && (HEIF.contains(major) || HEIC.contains(major) || AVIF.contains(major));
  }

  private static boolean hasBrand(Head head, Set<String> brands) {
    int end = boxLength(head);
    for (int i = 8; i + 4 <= end; i += i == 8 ? 8 : 4) {
      if (brands.contains(head.latin(i, 4))) {
        return true;
      }
    }
    return false;
  }

  /** A larger length than this could be text, such as the start of a comment. */
  private static int boxLength(Head head) {
    long length = head.big32(0);
    boolean sound = head.has(4, "ftyp") && length >= 16 && length <= LARGEST_FIRST_BOX;
    return sound && length <= head.length() ? (int) length : 0;
  }
}
