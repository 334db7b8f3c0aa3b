package io.uploadgrants.sigv4;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** The key of one day, and the texts that go with it. Immutable. */
public final class SigningKey {

  private final AwsCredentialsIdentity credentials;
  private final long day;
  private final String date;
  private final byte[] scope;
  private final String credential;
  private final @Nullable String sessionToken;
  private final byte[] query;
  private final byte[] tokenQuery;
  private final Hmac hmac;

  private SigningKey(AwsCredentialsIdentity credentials, long day, String region, String service) {
    this.credentials = credentials;
    this.day = day;
    this.date = DateTimeFormatter.BASIC_ISO_DATE.format(LocalDate.ofEpochDay(day));
    String scopeText = date + "/" + region + "/" + service + "/aws4_request";
    this.scope = Ascii.bytes(scopeText);
    this.credential = credentials.accessKeyId() + "/" + scopeText;
    this.sessionToken =
        credentials instanceof AwsSessionCredentialsIdentity session
            ? session.sessionToken()
            : null;
    this.query =
        Ascii.bytes(
            "X-Amz-Algorithm="
                + SigV4Signer.ALGORITHM
                + "&X-Amz-Credential="
                + PercentEncoder.encode(credential)
                + "&X-Amz-Date=");
    this.tokenQuery =
        Ascii.bytes(
            sessionToken == null
                ? ""
                : "&X-Amz-Security-Token=" + PercentEncoder.encode(sessionToken));
    byte[] secret = ("AWS4" + credentials.secretAccessKey()).getBytes(StandardCharsets.UTF_8);
    byte[] dated = hmac(secret, date);
    byte[] regional = hmac(dated, region);
    byte[] serving = hmac(regional, service);
    this.hmac = new Hmac(hmac(serving, "aws4_request"));
  }

  static SigningKey derive(
      AwsCredentialsIdentity credentials, long day, String region, String service) {
    return new SigningKey(credentials, day, region, service);
  }

  private static byte[] hmac(byte[] key, String text) {
    byte[] data = Ascii.bytes(text);
    return new Hmac(key).sign(data, data.length);
  }

  boolean isFor(AwsCredentialsIdentity other, long otherDay) {
    return day == otherDay && (credentials == other || credentials.equals(other));
  }

  byte[] sign(byte[] data, int length) {
    return hmac.sign(data, length);
  }

  byte[] scope() {
    return scope;
  }

  byte[] query() {
    return query;
  }

  byte[] tokenQuery() {
    return tokenQuery;
  }

  int tokenLength() {
    return tokenQuery.length;
  }

  /**
   * Returns the value of {@code X-Amz-Credential}.
   *
   * @return access key id, day, region and service
   */
  public String credential() {
    return credential;
  }

  /**
   * Returns the session token that goes with the signature.
   *
   * @return the token, or {@code null} for long-lived credentials
   */
  public @Nullable String sessionToken() {
    return sessionToken;
  }

  /**
   * Returns the value of {@code X-Amz-Date}.
   *
   * @param time a time on this key's day
   * @return for instance {@code 20261124T120000Z}
   */
  public String timestamp(Instant time) {
    Ascii text = new Ascii(16);
    appendTimestamp(text, time);
    return text.toString();
  }

  void appendTimestamp(Ascii text, Instant time) {
    int second = (int) (time.getEpochSecond() - day * 86_400L);
    text.append(date).append('T');
    text.appendTwo(second / 3_600).appendTwo(second / 60 % 60).appendTwo(second % 60).append('Z');
  }

  /** Returns the day, but neither the key nor the token. */
  @Override
  public String toString() {
    return "SigningKey[date=" + date + "]";
  }
}
