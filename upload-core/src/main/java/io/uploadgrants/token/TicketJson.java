package io.uploadgrants.token;

import io.uploadgrants.Destination;
import io.uploadgrants.GrantKind;
import io.uploadgrants.PartPlan;
import io.uploadgrants.TicketClaims;
import org.jspecify.annotations.Nullable;

/** A ticket's claims in JSON. */
final class TicketJson {

  private static final String GRANT_EXPIRES = "grantExp";
  private static final String UPLOAD_ID = "uploadId";
  private static final String PARTED_SIZE = "partedSize";
  private static final String PART_SIZE = "partSize";
  private static final String PART_COUNT = "partCount";
  private static final String MOVE_TO = "moveTo";
  private static final String FILE_NAME = "fileName";
  private static final String METADATA = "metadata";
  private static final String TAGS = "tags";

  private TicketJson() {}

  static byte[] write(TicketClaims ticket) {
    ClaimsWriter claims =
        new ClaimsWriter()
            .put(UploadClaims.ID, ticket.id())
            .put(UploadClaims.PROFILE, ticket.profile())
            .put(UploadClaims.SUBJECT, ticket.subject())
            .put("kind", ticket.kind().id())
            .put(UploadClaims.BUCKET, ticket.bucket())
            .put(UploadClaims.KEY, ticket.key())
            .put(UploadClaims.SIZE, ticket.size())
            .put("minSize", ticket.minSize())
            .put("maxSize", ticket.maxSize())
            .put(UploadClaims.CONTENT_TYPE, ticket.contentType())
            .put("content", ticket.content())
            .put(UploadClaims.ISSUED, ticket.issuedAt())
            .put(GRANT_EXPIRES, ticket.grantExpiresAt())
            .put(UploadClaims.EXPIRES, ticket.expiresAt());
    UploadClaims.put(claims, ticket.checksum());
    PartPlan parts = ticket.parts();
    if (parts != null) {
      claims
          .put(UPLOAD_ID, parts.uploadId())
          .put(PARTED_SIZE, parts.size())
          .put(PART_SIZE, parts.partSize());
      if (parts.isOpen()) {
        claims.put(PART_COUNT, (long) parts.count());
      }
    }
    Destination destination = ticket.destination();
    if (destination != null) {
      claims
          .put(MOVE_TO, destination.key())
          .put(FILE_NAME, destination.fileName())
          .put(METADATA, destination.metadata())
          .put(TAGS, destination.tags());
    }
    return claims.toJson();
  }

  /**
   * Reads what {@link #write} wrote; nobody else can have written it.
   *
   * @throws IllegalArgumentException when a claim is missing or has another type
   */
  static TicketClaims read(byte[] json) {
    Claims claims = new Claims(json);
    return new TicketClaims(
        claims.text(UploadClaims.ID),
        claims.text(UploadClaims.PROFILE),
        claims.textOrNull(UploadClaims.SUBJECT),
        GrantKind.ofId(claims.text("kind")),
        claims.text(UploadClaims.BUCKET),
        claims.text(UploadClaims.KEY),
        claims.numberOrNull(UploadClaims.SIZE),
        claims.number("minSize"),
        claims.numberOrNull("maxSize"),
        claims.textOrNull(UploadClaims.CONTENT_TYPE),
        UploadClaims.checksum(claims),
        claims.flag("content"),
        claims.time(UploadClaims.ISSUED),
        claims.time(GRANT_EXPIRES),
        claims.time(UploadClaims.EXPIRES),
        parts(claims),
        destination(claims));
  }

  private static @Nullable Destination destination(Claims claims) {
    String key = claims.textOrNull(MOVE_TO);
    return key == null
        ? null
        : new Destination(
            key, claims.textOrNull(FILE_NAME), claims.texts(METADATA), claims.texts(TAGS));
  }

  private static @Nullable PartPlan parts(Claims claims) {
    String uploadId = claims.textOrNull(UPLOAD_ID);
    if (uploadId == null) {
      return null;
    }
    long partSize = claims.number(PART_SIZE);
    Long size = claims.numberOrNull(PARTED_SIZE);
    return size == null
        ? new PartPlan(uploadId, null, partSize, Math.toIntExact(claims.number(PART_COUNT)))
        : new PartPlan(uploadId, size, partSize);
  }
}
