package io.uploadgrants.token;

import com.nimbusds.jwt.JWTClaimsSet;
import io.uploadgrants.GrantKind;
import io.uploadgrants.TicketClaims;
import java.text.ParseException;
import java.util.Date;

/** A ticket's claims in JSON: the registered names of RFC 7519 where there are any. */
final class TicketJson {

  private static final String GRANT_EXPIRES = "grantExp";

  private TicketJson() {}

  static JWTClaimsSet write(TicketClaims claims) {
    JWTClaimsSet.Builder json =
        new JWTClaimsSet.Builder()
            .jwtID(claims.id())
            .issueTime(Date.from(claims.issuedAt()))
            .expirationTime(Date.from(claims.expiresAt()))
            .claim(GRANT_EXPIRES, claims.grantExpiresAt().getEpochSecond())
            .claim(UploadClaims.PROFILE, claims.profile())
            .claim("kind", claims.kind().id())
            .claim(UploadClaims.BUCKET, claims.bucket())
            .claim(UploadClaims.KEY, claims.key())
            .claim("minSize", claims.minSize())
            .claim("content", claims.content());
    UploadClaims.put(json, UploadClaims.SUBJECT, claims.subject());
    UploadClaims.put(json, UploadClaims.SIZE, claims.size());
    UploadClaims.put(json, "maxSize", claims.maxSize());
    UploadClaims.put(json, UploadClaims.CONTENT_TYPE, claims.contentType());
    UploadClaims.put(json, claims.checksum());
    return json.build();
  }

  /** Reads what {@link #write} wrote; nobody else can have written it. */
  static TicketClaims read(JWTClaimsSet json) throws ParseException {
    return new TicketClaims(
        UploadClaims.text(json, UploadClaims.ID),
        UploadClaims.text(json, UploadClaims.PROFILE),
        json.getStringClaim(UploadClaims.SUBJECT),
        GrantKind.ofId(UploadClaims.text(json, "kind")),
        UploadClaims.text(json, UploadClaims.BUCKET),
        UploadClaims.text(json, UploadClaims.KEY),
        json.getLongClaim(UploadClaims.SIZE),
        UploadClaims.number(json, "minSize"),
        json.getLongClaim("maxSize"),
        json.getStringClaim(UploadClaims.CONTENT_TYPE),
        UploadClaims.checksum(json),
        Boolean.TRUE.equals(json.getBooleanClaim("content")),
        UploadClaims.time(json, "iat"),
        UploadClaims.time(json, GRANT_EXPIRES),
        UploadClaims.time(json, "exp"));
  }
}
