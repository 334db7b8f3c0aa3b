package io.uploadgrants.testkit.policy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A moment as policies write it: a day or a time with its offset in ISO 8601, or seconds since
 * 1970.
 *
 * @see <a href="https://www.w3.org/TR/NOTE-datetime">Date and Time Formats</a>
 */
final class DateText {

  // Four digits could also be a year; such a moment of 1970 is nobody's
  private static final Pattern SECONDS = Pattern.compile("-?[0-9]{1,3}|-?[0-9]{5,12}");

  private DateText() {}

  static Optional<Instant> read(String text) {
    try {
      if (SECONDS.matcher(text).matches()) {
        return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
      }
      return Optional.of(
          text.contains("T")
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeException notOne) {
      return Optional.empty();
    }
  }
}
