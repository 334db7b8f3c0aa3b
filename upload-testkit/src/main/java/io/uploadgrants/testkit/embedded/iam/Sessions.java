package io.uploadgrants.testkit.embedded.iam;

import io.uploadgrants.testkit.policy.SessionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that a server issued. Expired ones stay, so that it can say that they are, until
 * there are many: a server may run for weeks.
 */
public final class Sessions {

  private static final String KEY_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private static final int MANY = 10_000;

  /** Three bytes give four characters of Base64: 40 in all. */
  private static final int SECRET_BYTES = 30;

  /** Not a multiple of three, so that a token ends in '=' as AWS's do, which tries encodings. */
  private static final int TOKEN_BYTES = 181;

  private final RandomGenerator random;
  private final Map<String, Session> byAccessKey = new ConcurrentHashMap<>();
  private int many = MANY;

  /** Takes the source of keys; best a {@code SecureRandom}. */
  public Sessions(RandomGenerator random) {
    this.random = random;
  }

  /**
   * Makes a session.
   *
   * @param now the server's time; its fraction of a second is dropped
   * @param life how long the session lives
   * @param policies what must all allow a request; none for no limit
   * @param context IAM's condition keys; {@code aws:TokenIssueTime} is added
   */
  // Synchronized: not every source of randomness is thread-safe.
  public synchronized Session issue(
      Instant now, Duration life, List<SessionPolicy> policies, Map<String, List<String>> context) {
    if (byAccessKey.size() >= many) {
      byAccessKey.values().removeIf(each -> each.isExpired(now));
      // Twice what is alive, so that issuing doesn't search them all each time.
      many = Math.max(MANY, 2 * byAccessKey.size());
    }
    Instant issuedAt = now.truncatedTo(ChronoUnit.SECONDS);
    Map<String, List<String>> all = new LinkedHashMap<>(context);
    all.put("aws:TokenIssueTime", List.of(issuedAt.toString()));
    Session session;
    do {
      session =
          new Session(
              "ASIA" + id(),
              text(SECRET_BYTES),
              text(TOKEN_BYTES),
              issuedAt,
              issuedAt.plus(life),
              policies,
              all);
    } while (byAccessKey.putIfAbsent(session.accessKeyId(), session) != null);
    return session;
  }

  /** Returns the session of an access key, maybe an expired one; null when none is known. */
  public @Nullable Session find(String accessKeyId) {
    return byAccessKey.get(accessKeyId);
  }

  private String id() {
    StringBuilder id = new StringBuilder(16);
    for (int i = 0; i < 16; i++) {
      id.append(KEY_CHARACTERS.charAt(random.nextInt(KEY_CHARACTERS.length())));
    }
    return id.toString();
  }

  private String text(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
