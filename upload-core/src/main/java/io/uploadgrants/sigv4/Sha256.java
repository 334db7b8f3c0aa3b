package io.uploadgrants.sigv4;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/** SHA-256 of the JDK. Clones of a digest are cheaper than look-ups, and need no lock. */
final class Sha256 {

  private static final MessageDigest EMPTY = empty();

  private Sha256() {}

  static byte[] hash(byte[] data, int length) {
    return hash(EMPTY, data, length);
  }

  /** Hashes what a digest was fed, followed by more; the digest itself stays as it is. */
  static byte[] hash(MessageDigest start, byte[] data, int length) {
    MessageDigest digest = copy(start);
    digest.update(data, 0, length);
    return digest.digest();
  }

  /** Returns a digest that was fed some bytes. */
  static MessageDigest fed(byte[] data) {
    MessageDigest digest = copy(EMPTY);
    digest.update(data);
    return digest;
  }

  private static MessageDigest copy(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("The security provider's SHA-256 can't be cloned", e);
    }
  }

  private static MessageDigest empty() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform must have SHA-256", e);
    }
  }
}
