package io.uploadgrants.token;

import com.nimbusds.jwt.JWTClaimsSet;
import io.uploadgrants.Checksum;
import io.uploadgrants.ChecksumAlgorithm;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** The claims that tickets and receipts have in common. */
final class UploadClaims {

  static final String ID = "jti";
  static final String SUBJECT = "sub";
  static final String PROFILE = "profile";
  static final String BUCKET = "bucket";
  static final String KEY = "key";
  static final String SIZE = "size";
  static final String CONTENT_TYPE = "contentType";

  private static final String ALGORITHM = "checksumAlgorithm";
  private static final String CHECKSUM = "checksum";

  private UploadClaims() {}

  static void put(JWTClaimsSet.Builder json, String name, @Nullable Object value) {
    if (value != null) {
      json.claim(name, value);
    }
  }

  static void put(JWTClaimsSet.Builder json, @Nullable Checksum checksum) {
    if (checksum != null) {
      json.claim(ALGORITHM, checksum.algorithm().name()).claim(CHECKSUM, checksum.value());
    }
  }

  static @Nullable Checksum checksum(JWTClaimsSet json) throws ParseException {
    String algorithm = json.getStringClaim(ALGORITHM);
    return algorithm == null
        ? null
        : new Checksum(ChecksumAlgorithm.valueOf(algorithm), text(json, CHECKSUM));
  }

  /** Returns a number that is always there. */
  static long number(JWTClaimsSet json, String name) throws ParseException {
    Long value = json.getLongClaim(name);
    if (value == null) {
      throw new ParseException("There is no claim " + name, 0);
    }
    return value;
  }

  /** Returns a time in seconds that is always there. */
  static Instant time(JWTClaimsSet json, String name) throws ParseException {
    Object value = json.getClaim(name);
    return value instanceof Date date
        ? date.toInstant()
        : Instant.ofEpochSecond(number(json, name));
  }

  /** Returns a text that is always there. */
  static String text(JWTClaimsSet json, String name) throws ParseException {
    String value = json.getStringClaim(name);
    if (value == null) {
      throw new ParseException("There is no claim " + name, 0);
    }
    return value;
  }
}
