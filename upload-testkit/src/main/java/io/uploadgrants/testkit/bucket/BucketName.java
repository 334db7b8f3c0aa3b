package io.uploadgrants.testkit.bucket;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bucket's name that says whose it is: {@code upload-test-<host>-<pid>-<start>-<random>}, the
 * start in milliseconds and base 36, the whole of at most 59 characters.
 */
public record BucketName(Owner owner, String random) {

  private static final Pattern SHAPE =
      Pattern.compile("upload-test-([0-9a-z]{10})-([0-9]{1,10})-([0-9a-z]{1,8})-([0-9a-z]{16})");

  /** As many as sixteen digits of base 36 hold. */
  private static final int BITS = 82;

  private static final int LENGTH = 16;

  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * Returns a name that no bucket has: in us-east-1, making a bucket that one already has succeeds
   * silently, and it would be removed in the end.
   */
  public static BucketName fresh() {
    String digits = new BigInteger(BITS, RANDOM).toString(36);
    return new BucketName(Owner.current(), "0".repeat(LENGTH - digits.length()) + digits);
  }

  /** Returns what a name says, if it is one of ours. */
  public static Optional<BucketName> parse(String name) {
    Matcher parts = SHAPE.matcher(name);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new BucketName(
              new Owner(
                  parts.group(1),
                  Long.parseLong(parts.group(2)),
                  Instant.ofEpochMilli(Long.parseLong(parts.group(3), 36))),
              parts.group(4)));
    } catch (DateTimeException notOurs) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "upload-test-%s-%d-%s-%s"
        .formatted(
            owner.host(), owner.pid(), Long.toString(owner.started().toEpochMilli(), 36), random);
  }
}
