package io.uploadgrants.testkit.embedded.signature;

import io.uploadgrants.testkit.embedded.request.Form;
import io.uploadgrants.testkit.embedded.request.FormPolicy;
import io.uploadgrants.testkit.embedded.request.S3Error;
import io.uploadgrants.testkit.embedded.request.S3Request;
import io.uploadgrants.testkit.embedded.signature.Signing.How;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Refuses what is too old, or from the future, by the server's clock. */
public final class Times {

  private static final Duration SKEW = Duration.ofMinutes(15);
  private static final Pattern EXPIRES = Pattern.compile("\\d{1,6}");
  private static final long MAX_EXPIRES = Duration.ofDays(7).toSeconds();
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final InstantSource clock;

  public Times(InstantSource clock) {
    this.clock = clock;
  }

  public void check(S3Request request, Signing signing, @Nullable Form form) {
    if (form != null) {
      checkForm(form.value("policy"));
    } else if (signing.how() == How.QUERY) {
      checkQuery(request, signing);
    } else {
      checkHeader(signing);
    }
  }

  private void checkQuery(S3Request request, Signing signing) {
    Instant date = date(signing.date());
    String text = String.valueOf(request.getParameter("X-Amz-Expires"));
    if (date == null) {
      throw Signing.malformedQuery(
          "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
    }
    if (!DATE.format(date).startsWith(signing.day())) {
      throw Signing.malformedQuery("Invalid credential date; it isn't the day of X-Amz-Date.");
    }
    if (!EXPIRES.matcher(text).matches() || Long.parseLong(text) > MAX_EXPIRES) {
      throw Signing.malformedQuery(
          "X-Amz-Expires must be a number of seconds, and less than a week (604800).");
    }
    Instant now = clock.instant();
    if (date.isAfter(now.plus(SKEW))) {
      throw S3Error.accessDenied("Request is not valid yet").with("ServerTime", now);
    }
    Instant expiry = date.plusSeconds(Long.parseLong(text));
    if (!now.isBefore(expiry)) {
      throw S3Error.accessDenied("Request has expired")
          .with("X-Amz-Expires", text)
          .with("Expires", expiry)
          .with("ServerTime", now);
    }
  }

  private void checkHeader(Signing signing) {
    Instant date = date(signing.date());
    if (date == null) {
      throw S3Error.accessDenied("AWS authentication requires a valid Date or x-amz-date header");
    }
    if (!DATE.format(date).startsWith(signing.day())) {
      throw new S3Error(
          400,
          "AuthorizationHeaderMalformed",
          "The day in Credential isn't the day of the x-amz-date header.");
    }
    Instant now = clock.instant();
    if (Duration.between(date, now).abs().compareTo(SKEW) > 0) {
      throw new S3Error(
              403,
              "RequestTimeTooSkewed",
              "The difference between the request time and the current time is too large: a test"
                  + " has moved the server's clock. Sign by EmbeddedS3.clock();"
                  + " UploadServer.client() does.")
          .with("RequestTime", date)
          .with("ServerTime", now)
          .with("MaxAllowedSkewMilliseconds", SKEW.toMillis());
    }
  }

  private void checkForm(String policy) {
    Instant expiration = FormPolicy.read(policy).expiration();
    // What has no expiration is no policy, which S3Proxy says.
    if (expiration != null && !clock.instant().isBefore(expiration)) {
      throw S3Error.accessDenied("Invalid according to Policy: Policy expired.");
    }
  }

  /** Reads a date as it is signed; null when it is none. */
  public static @Nullable Instant date(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return Instant.from(DATE.parse(text));
    } catch (DateTimeException other) {
      return rfc1123(text);
    }
  }

  private static @Nullable Instant rfc1123(String text) {
    try {
      return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
    } catch (DateTimeException none) {
      return null;
    }
  }

  /** The value of the answer's {@code Date}, by which SDKs correct their clocks. */
  public String header() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
  }
}
