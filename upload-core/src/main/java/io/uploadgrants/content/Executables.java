package io.uploadgrants.content;

import org.jspecify.annotations.Nullable;

/** Files that an operating system, a shell or a browser runs or installs, by how they begin. */
final class Executables {

  /** A type, and behind it how its files begin. */
  private static final SignatureTable TYPES =
      SignatureTable.read(
          """
          application/x-msdownload = 'MZ'
          application/x-elf = 7F 'ELF'
          application/x-mach-binary = FEEDFACE | FEEDFACF | CEFAEDFE | CFFAEDFE
          application/java-vm = CAFEBABE
          application/x-sh = '#!'
          application/x-dex = 'dex' 0A
          application/wasm = 00 'asm'
          application/x-ms-shortcut = 4C000000 01140200
          application/x-chrome-extension = 'Cr24'
          """);

  private Executables() {}

  /** Returns the type of the executable that these bytes begin, or {@code null}. */
  static @Nullable String begins(Head head) {
    return TYPES.find(head);
  }
}
