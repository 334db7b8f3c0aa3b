package io.uploadgrants.sts;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a session is kept under. The tokens of its logins aren't kept.
 *
 * @param subject whose it is, or {@code null} for guests
 * @param digest a SHA-256 of all else that makes a session another one
 */
record SessionKey(@Nullable String subject, String digest) {

  /**
   * Identifies what is asked for.
   *
   * @param policy the policy for the request's own key, which stands for whatever else it is
   *     written for; empty where the source takes none
   */
  static SessionKey of(SessionRequest request, String policy) {
    MessageDigest digest = sha256();
    add(digest, request.profile());
    add(digest, request.key());
    add(digest, policy);
    add(digest, request.duration().toString());
    for (Map.Entry<String, String> login : new TreeMap<>(request.logins()).entrySet()) {
      add(digest, login.getKey());
      add(digest, login.getValue());
    }
    return new SessionKey(request.subject(), Base64.getEncoder().encodeToString(digest.digest()));
  }

  /** Adds a text behind its length, so that no two lists of texts are the same. */
  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every Java platform must have SHA-256", missing);
    }
  }

  /** Returns nothing of the subject. */
  @Override
  public String toString() {
    return "SessionKey[" + digest + "]";
  }
}
