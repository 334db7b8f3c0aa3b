package io.uploadgrants;

/**
 * CRC-64/NVME, which the JDK hasn't, a byte at a time.
 *
 * @see <a href="https://reveng.sourceforge.io/crc-catalogue/all.htm#crc.cat.crc-64-nvme">The
 *     catalogue of CRCs</a>
 */
final class Crc64Nvme {

  /** The catalogue's polynomial with its bits in reverse order. */
  private static final long POLYNOMIAL = 0x9a6c9329ac4bc9b5L;

  private static final long[] TABLE = table();

  private Crc64Nvme() {}

  private static long[] table() {
    long[] table = new long[256];
    for (int value = 0; value < table.length; value++) {
      long crc = value;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        crc = (crc & 1) == 1 ? crc >>> 1 ^ POLYNOMIAL : crc >>> 1;
      }
      table[value] = crc;
    }
    return table;
  }

  static long of(byte[] bytes) {
    long crc = -1;
    for (byte b : bytes) {
      crc = TABLE[(int) (crc ^ b) & 0xff] ^ crc >>> Byte.SIZE;
    }
    return ~crc;
  }
}
