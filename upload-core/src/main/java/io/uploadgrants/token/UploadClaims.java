package io.uploadgrants.token;

import io.uploadgrants.Checksum;
import io.uploadgrants.ChecksumAlgorithm;
import org.jspecify.annotations.Nullable;

/** The claims that tickets and receipts have in common: RFC 7519's names where there are any. */
final class UploadClaims {

  static final String ID = "jti";
  static final String SUBJECT = "sub";
  static final String ISSUED = "iat";
  static final String EXPIRES = "exp";
  static final String PROFILE = "profile";
  static final String BUCKET = "bucket";
  static final String KEY = "key";
  static final String SIZE = "size";
  static final String CONTENT_TYPE = "contentType";

  private static final String ALGORITHM = "checksumAlgorithm";
  private static final String CHECKSUM = "checksum";

  private UploadClaims() {}

  static void put(ClaimsWriter claims, @Nullable Checksum checksum) {
    if (checksum != null) {
      claims.put(ALGORITHM, checksum.algorithm().name()).put(CHECKSUM, checksum.value());
    }
  }

  static @Nullable Checksum checksum(Claims claims) {
    String algorithm = claims.textOrNull(ALGORITHM);
    return algorithm == null
        ? null
        : new Checksum(ChecksumAlgorithm.valueOf(algorithm), claims.text(CHECKSUM));
  }
}
