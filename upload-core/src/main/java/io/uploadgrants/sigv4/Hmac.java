package io.uploadgrants.sigv4;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * HMAC-SHA-256 with one key, which is hashed once and not for each message as {@code
 * javax.crypto.Mac} does. Immutable.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2104">RFC 2104</a>
 */
final class Hmac {

  private static final int BLOCK = 64;

  private final MessageDigest inner;
  private final MessageDigest outer;

  Hmac(byte[] key) {
    byte[] block = Arrays.copyOf(key.length > BLOCK ? Sha256.hash(key, key.length) : key, BLOCK);
    this.inner = Sha256.fed(xor(block, 0x36));
    this.outer = Sha256.fed(xor(block, 0x5c));
  }

  byte[] sign(byte[] data, int length) {
    byte[] hash = Sha256.hash(inner, data, length);
    return Sha256.hash(outer, hash, hash.length);
  }

  private static byte[] xor(byte[] block, int pad) {
    byte[] padded = new byte[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      padded[i] = (byte) (block[i] ^ pad);
    }
    return padded;
  }
}
