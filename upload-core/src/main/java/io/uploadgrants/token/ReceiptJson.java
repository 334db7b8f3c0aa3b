package io.uploadgrants.token;

import io.uploadgrants.CompletedUpload;
import java.time.Instant;

/** A receipt's claims in JSON. */
final class ReceiptJson {

  private static final String ETAG = "etag";
  private static final String VERSION = "versionId";
  private static final String STORED = "storedAt";

  private ReceiptJson() {}

  static byte[] write(CompletedUpload upload, Instant issued, Instant expires) {
    ClaimsWriter claims =
        new ClaimsWriter()
            .put(UploadClaims.ID, upload.id())
            .put(UploadClaims.PROFILE, upload.profile())
            .put(UploadClaims.SUBJECT, upload.subject())
            .put(UploadClaims.BUCKET, upload.bucket())
            .put(UploadClaims.KEY, upload.key())
            .put(UploadClaims.SIZE, upload.size())
            .put(UploadClaims.CONTENT_TYPE, upload.contentType())
            .put(ETAG, upload.etag())
            .put(VERSION, upload.versionId())
            .put(STORED, upload.storedAt())
            .put(UploadClaims.ISSUED, issued)
            .put(UploadClaims.EXPIRES, expires);
    UploadClaims.put(claims, upload.checksum());
    return claims.toJson();
  }

  /** What a receipt says, and until when. */
  record Read(CompletedUpload upload, Instant expires) {}

  /**
   * Reads what {@link #write} wrote; nobody else can have written it.
   *
   * @throws IllegalArgumentException when it isn't that
   */
  static Read read(byte[] json) {
    Claims claims = new Claims(json);
    return new Read(upload(claims), claims.time(UploadClaims.EXPIRES));
  }

  private static CompletedUpload upload(Claims claims) {
    return new CompletedUpload(
        claims.text(UploadClaims.ID),
        claims.text(UploadClaims.PROFILE),
        claims.textOrNull(UploadClaims.SUBJECT),
        claims.text(UploadClaims.BUCKET),
        claims.text(UploadClaims.KEY),
        claims.number(UploadClaims.SIZE),
        claims.text(UploadClaims.CONTENT_TYPE),
        claims.text(ETAG),
        claims.textOrNull(VERSION),
        UploadClaims.checksum(claims),
        claims.time(STORED));
  }
}
