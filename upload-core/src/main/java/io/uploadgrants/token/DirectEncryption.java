package io.uploadgrants.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * JSON Web Encryption by one key, {@code dir} with {@code A256GCM}: header, no encrypted key,
 * initialization vector, ciphertext, tag. The header is the same for each token, and part of what
 * the tag authenticates.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7516#section-7.1">RFC 7516, compact
 *     serialization</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7518#section-5.3">RFC 7518, AES GCM</a>
 */
final class DirectEncryption {

  static final int PARTS = 5;

  private static final int IV_BYTES = 12;
  private static final int TAG_BYTES = 16;

  private final SecretKey key;
  private final String header;

  /** Random, because nodes that share a key can't share a counter. */
  private final SecureRandom random = new SecureRandom();

  /**
   * One for each thread: a new one makes the key's schedule again, which takes most of the time.
   */
  private final ThreadLocal<Cipher> sealing = ThreadLocal.withInitial(DirectEncryption::newCipher);

  DirectEncryption(DerivedKey key, String type) {
    this.key = key.key();
    // The order that nodes of earlier releases wrote and compare.
    String json =
        "{\"kid\":\""
            + key.id()
            + "\",\"typ\":\""
            + type
            + "\",\"enc\":\"A256GCM\",\"alg\":\"dir\"}";
    this.header = CompactToken.encoded(json.getBytes(StandardCharsets.US_ASCII));
  }

  /** Returns the first part of each token. */
  String header() {
    return header;
  }

  String encrypt(byte[] plain) {
    byte[] iv = new byte[IV_BYTES];
    random.nextBytes(iv);
    try {
      byte[] sealed = started(sealing.get(), Cipher.ENCRYPT_MODE, iv).doFinal(plain);
      int length = sealed.length - TAG_BYTES;
      return String.join(
          ".",
          header,
          "",
          CompactToken.encoded(iv),
          CompactToken.encoded(Arrays.copyOf(sealed, length)),
          CompactToken.encoded(Arrays.copyOfRange(sealed, length, sealed.length)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM failed with a key of its own", e);
    }
  }

  /** Returns what was encrypted, or {@code null} when the token was changed. */
  byte @Nullable [] decrypt(CompactToken token) {
    byte[] iv = token.part(2);
    byte[] encrypted = token.part(3);
    byte[] tag = token.part(4);
    // A shorter tag would be guessed sooner.
    if (token.part(1).length > 0 || iv.length != IV_BYTES || tag.length != TAG_BYTES) {
      return null;
    }
    byte[] sealed = Arrays.copyOf(encrypted, encrypted.length + TAG_BYTES);
    System.arraycopy(tag, 0, sealed, encrypted.length, TAG_BYTES);
    try {
      return started(newCipher(), Cipher.DECRYPT_MODE, iv).doFinal(sealed);
    } catch (AEADBadTagException changed) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM failed with a key of its own", e);
    }
  }

  private static Cipher newCipher() {
    try {
      return Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has AES-GCM", e);
    }
  }

  private Cipher started(Cipher cipher, int mode, byte[] iv) throws GeneralSecurityException {
    cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, iv));
    cipher.updateAAD(header.getBytes(StandardCharsets.US_ASCII));
    return cipher;
  }
}
