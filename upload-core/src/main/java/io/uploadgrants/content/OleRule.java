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
  private static final String INSTALLER = "84100c0000000000c000000000000046";
  private static final int ENTRY = 128;

  @Override
  public @Nullable Difference difference(Head head) {
    if (!SignatureTable.matches(HEADER, head) || head.length() < 512) {
      return Difference.OTHER;
    }
    int shift = head.little16(30);
    long directory = head.little32(48) + 1 << (shift == 12 ? 12 : 9);
    for (long at = directory; at + ENTRY <= head.length(); at += ENTRY) {
      if (isInstaller(head, (int) at)) {
        return Difference.is("application/x-msi");
      }
      String name = name(head, (int) at);
      if (!streams.contains(name) && PROGRAMS.stream().anyMatch(each -> each.contains(name))) {
        return Difference.OTHER;
      }
    }
    return null;
  }

  private static String name(Head head, int entry) {
    int length = Math.min(Math.max(0, head.little16(entry + 64) - 2), 62);
    return new String(head.bytes(), entry, length, StandardCharsets.UTF_16LE);
  }

  private static boolean isInstaller(Head head, int entry) {
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < 16; i++) {
      id.append(Character.forDigit(head.at(entry + 80 + i) >> 4, 16));
      id.append(Character.forDigit(head.at(entry + 80 + i) & 15, 16));
    }
    return id.toString().equals(INSTALLER);
  }
}
