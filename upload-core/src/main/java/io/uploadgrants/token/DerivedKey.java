package io.uploadgrants.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of 256 bits and its id, both derived from a secret by HKDF with SHA-256; neither tells
 * anything of the secret or of the other.
 *
 * @param id what tokens name in {@code kid}
 * @param key the key
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5869">RFC 5869</a>
 */
record DerivedKey(String id, SecretKey key) {

  private static final String HMAC = "HmacSHA256";
  private static final int HASH_BYTES = 32;
  private static final int ID_BYTES = 6;

  static DerivedKey of(byte[] secret, String purpose) {
    byte[] extracted = hmac(new byte[HASH_BYTES], secret);
    byte[] id = Arrays.copyOf(expand(extracted, purpose + " id"), ID_BYTES);
    return new DerivedKey(
        Base64.getUrlEncoder().withoutPadding().encodeToString(id),
        new SecretKeySpec(expand(extracted, purpose), "AES"));
  }

  /** The first block, which is all that 32 bytes take. */
  private static byte[] expand(byte[] extracted, String info) {
    byte[] text = info.getBytes(StandardCharsets.US_ASCII);
    byte[] block = Arrays.copyOf(text, text.length + 1);
    block[text.length] = 1;
    return hmac(extracted, block);
  }

  private static byte[] hmac(byte[] key, byte[] data) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + HMAC, e);
    }
  }

  /** Returns the id alone. */
  @Override
  public String toString() {
    return "DerivedKey[" + id + "]";
  }
}
