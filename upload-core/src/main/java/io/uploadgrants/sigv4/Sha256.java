package io.uploadgrants.sigv4;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * SHA-256 and HMAC-SHA-256 of the JDK. Clones of prototypes are cheaper than look-ups, and need no
 * lock.
 */
final class Sha256 {

  private static final MessageDigest PROTOTYPE = prototype();

  private Sha256() {}

  static byte[] hash(byte[] data, int length) {
    try {
      MessageDigest digest = (MessageDigest) PROTOTYPE.clone();
      digest.update(data, 0, length);
      return digest.digest();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("The security provider's SHA-256 can't be cloned", e);
    }
  }

  private static MessageDigest prototype() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform must have SHA-256", e);
    }
  }

  /** Returns a keyed prototype; only its clones are ever fed. */
  static Mac hmac(byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform must have HmacSHA256", e);
    }
  }

  static byte[] sign(Mac prototype, byte[] data, int length) {
    try {
      Mac mac = (Mac) prototype.clone();
      mac.update(data, 0, length);
      return mac.doFinal();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("The security provider's HmacSHA256 can't be cloned", e);
    }
  }
}
