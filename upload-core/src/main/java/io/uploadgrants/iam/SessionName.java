package io.uploadgrants.iam;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a subject's sessions, in STS's alphabet. Two subjects never have the same.
 *
 * <p>A subject of 2 to {@code length} ASCII letters, digits and {@code _ + , . @ -} is its own
 * name; any other is written as {@code =} and the SHA-256 of its UTF-16 in Base64url; guests share
 * the name {@code =guest}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole:
 *     RoleSessionName, SourceIdentity</a>
 */
public final class SessionName {

  /** The maximum length of {@code RoleSessionName} and {@code SourceIdentity}. */
  public static final int MAX_LENGTH = 64;

  /** The maximum length of a federated user's name. */
  public static final int MAX_FEDERATED_LENGTH = 32;

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_+,.@-]{2,}");
  private static final String GUEST = "=guest";
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private SessionName() {}

  /**
   * Returns the name of a subject's sessions.
   *
   * @param subject the subject, or {@code null} for guests
   * @return 2 to 64 characters of {@code [\w+=,.@-]}
   */
  public static String of(@Nullable String subject) {
    return name(subject, MAX_LENGTH);
  }

  /**
   * Returns the name of a subject as a federated user.
   *
   * @param subject the subject, or {@code null} for guests
   * @return 2 to 32 characters of {@code [\w+=,.@-]}; 186 bits of the hash where there is one
   */
  public static String ofFederatedUser(@Nullable String subject) {
    return name(subject, MAX_FEDERATED_LENGTH);
  }

  private static String name(@Nullable String subject, int max) {
    if (subject == null) {
      return GUEST;
    }
    if (subject.length() <= max && PLAIN.matcher(subject).matches()) {
      return subject;
    }
    String hashed = "=" + BASE64.encodeToString(sha256(subject));
    return hashed.length() <= max ? hashed : hashed.substring(0, max);
  }

  private static byte[] sha256(String text) {
    try {
      // Its own characters, since UTF-8 has one form for every half of a surrogate pair.
      ByteBuffer characters = ByteBuffer.allocate(2 * text.length());
      text.chars().forEach(c -> characters.putChar((char) c));
      return MessageDigest.getInstance("SHA-256").digest(characters.array());
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every Java platform must have SHA-256", missing);
    }
  }
}
