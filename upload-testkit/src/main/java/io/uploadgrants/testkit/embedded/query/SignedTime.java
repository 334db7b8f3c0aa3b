package io.uploadgrants.testkit.embedded.query;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;

/**
 * When a request was signed, as it says.
 *
 * @param text for instance {@code 20261124T120000Z}
 * @param instant the same
 */
record SignedTime(String text, Instant instant) {

  private static final Duration SKEW = Duration.ofMinutes(15);
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withResolverStyle(ResolverStyle.STRICT);

  static SignedTime parse(List<String> headers) {
    String text = headers.size() == 1 ? headers.get(0) : "";
    try {
      return new SignedTime(text, LocalDateTime.parse(text, FORMAT).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException malformed) {
      throw SignedHeader.incomplete(
          "The X-Amz-Date header is missing, there twice, or not a time as 20261124T120000Z. A"
              + " signature names its time. Let an AWS SDK sign.");
    }
  }

  /** Checks that the signing key is the day's. */
  void checkDate(String date) {
    if (!text.startsWith(date + "T")) {
      throw SignatureCheck.mismatch(
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from"
              + " HTTP: '%s' != '%s', from '%s'.".formatted(date, text.substring(0, 8), text));
    }
  }

  /** Checks that the time is within a quarter of an hour of the server's. */
  void check(Instant now) {
    if (instant.isBefore(now.minus(SKEW))) {
      throw SignatureCheck.mismatch(
          "Signature expired: %s is now earlier than %s (%s - 15 min.)"
              .formatted(text, format(now.minus(SKEW)), format(now)));
    }
    if (instant.isAfter(now.plus(SKEW))) {
      throw SignatureCheck.mismatch(
          "Signature not yet current: %s is still later than %s (%s + 15 min.)"
              .formatted(text, format(now.plus(SKEW)), format(now)));
    }
  }

  private static String format(Instant time) {
    return FORMAT.format(time.atOffset(ZoneOffset.UTC));
  }
}
