package io.uploadgrants.content;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files of older Office programs: a compound file that, if its directory is in the head, is no
 * installer and no other program's.
 *
 * @param streams the names of this program's main stream
 * @see <a href="https://learn.microsoft.com/openspecs/windows_protocols/ms-cfb">MS-CFB</a>
 */
record OleRule(List<String> streams) implements Rule {

  static final List<String> WORD = List.of("WordDocument");
  static final List<String> EXCEL = List.of("Workbook", "Book");
  static final List<String> POWER_POINT = List.of("PowerPoint Document");

  private static final List<List<String>> PROGRAMS = List.of(WORD, EXCEL, POWER_POINT);
  private static final List<Signature> HEADER = Signature.read("D0CF11E0 A1B11AE1");
  private static final int HEADER_LENGTH = 512;
  private static final int ENTRY = 128;

  static final String INSTALLER = "application/x-msi";
  private static final String INSTALLER_ID = "\u0084\20\f\0\0\0\0\0\u00c0\0\0\0\0\0\0F";

  @Override
  public @Nullable Difference difference(Head head) {
    if (!SignatureTable.matches(HEADER, head) || head.length() < HEADER_LENGTH) {
      return Difference.OTHER;
    }
    if (isInstaller(head)) {
      return Difference.is(INSTALLER);
    }
    for (long at = directory(head); at + ENTRY <= head.length(); at += ENTRY) {
      String name = name(head, (int) at);
      if (!streams.contains(name) && PROGRAMS.stream().anyMatch(each -> each.contains(name))) {
        return Difference.OTHER;
      }
    }
    return null;
  }

  /** Returns whether this is a package of Windows Installer, by its directory's first entry. */
  static boolean isInstaller(Head head) {
    return SignatureTable.matches(HEADER, head)
        && directory(head) <= head.length()
        && head.has((int) directory(head) + 80, INSTALLER_ID);
  }

  /** Returns where the directory is, in sectors of 512 or 4,096 bytes behind the header. */
  private static long directory(Head head) {
    return head.little32(48) + 1 << (head.little16(30) == 12 ? 12 : 9);
  }

  private static String name(Head head, int entry) {
    int length = Math.min(Math.max(0, head.little16(entry + 64) - 2), 62);
    return new String(head.bytes(), entry, length, StandardCharsets.UTF_16LE);
  }
}
