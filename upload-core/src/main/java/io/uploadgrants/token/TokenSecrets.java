package io.uploadgrants.token;

import io.uploadgrants.UploadConfigurationException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secrets of an application's tokens. Every node that shares them reads the others' tokens. The
 * first makes new ones; the others only read, so that a secret is replaced without a break: put the
 * new one first, and remove the old one when the last token made with it has expired.
 */
public final class TokenSecrets {

  private static final Logger LOG = LoggerFactory.getLogger(TokenSecrets.class);

  /** As much as the keys that are derived. */
  private static final int MIN_BYTES = 32;

  /** Fewer different bytes are a placeholder or a word said twice. */
  private static final int MIN_DIFFERENT = 8;

  private final List<byte[]> secrets;

  private TokenSecrets(List<byte[]> secrets) {
    this.secrets = secrets;
  }

  /**
   * Returns the application's secrets.
   *
   * @param secrets 32 bytes or more each in UTF-8, for instance of {@code openssl rand -base64 32};
   *     the first makes new tokens
   * @return the secrets
   * @throws UploadConfigurationException when there is none, or one is too short or too plain
   */
  public static TokenSecrets of(String... secrets) {
    List<byte[]> bytes = new ArrayList<>();
    for (String secret : secrets) {
      bytes.add(checked(secret.getBytes(StandardCharsets.UTF_8), bytes.size() + 1));
    }
    if (bytes.isEmpty()) {
      throw new UploadConfigurationException(
          "secret", "There is no secret for tickets; give one of 32 bytes or more.");
    }
    return new TokenSecrets(bytes);
  }

  /**
   * Returns a secret that only this process knows, and says so in the log: its tokens are refused
   * by other nodes and after a restart.
   *
   * @return a random secret
   */
  public static TokenSecrets random() {
    LOG.warn(
        "No secret for tickets is configured, so this process has made one for itself: uploads that it grants can't be completed on other nodes, or after a restart. Configure a secret of 32 bytes or more.");
    return random(new SecureRandom());
  }

  static TokenSecrets random(RandomGenerator random) {
    byte[] secret = new byte[MIN_BYTES];
    random.nextBytes(secret);
    return new TokenSecrets(List.of(secret));
  }

  private static byte[] checked(byte[] secret, int place) {
    if (secret.length < MIN_BYTES) {
      throw new UploadConfigurationException(
          "secret",
          "Secret %d for tickets has %d bytes; give %d or more, for instance of 'openssl rand -base64 32'.",
          place,
          secret.length,
          MIN_BYTES);
    }
    boolean[] seen = new boolean[256];
    int different = 0;
    for (byte b : secret) {
      if (!seen[b & 0xff]) {
        seen[b & 0xff] = true;
        different++;
      }
    }
    if (different < MIN_DIFFERENT) {
      throw new UploadConfigurationException(
          "secret",
          "Secret %d for tickets repeats %d different bytes, which can be guessed; give a random one, for instance of 'openssl rand -base64 32'.",
          place,
          different);
    }
    return secret;
  }

  /**
   * Derives a key of each secret for one purpose, so that what one kind of token knows is of no use
   * for another.
   *
   * @return the keys by their ids, the one for new tokens first
   */
  Map<String, DerivedKey> keys(String purpose) {
    Map<String, DerivedKey> keys = new LinkedHashMap<>();
    for (byte[] secret : secrets) {
      DerivedKey key = DerivedKey.of(secret, purpose);
      keys.putIfAbsent(key.id(), key);
    }
    return Collections.unmodifiableMap(keys);
  }

  /** Returns the number of secrets alone. */
  @Override
  public String toString() {
    return "TokenSecrets[" + secrets.size() + "]";
  }
}
