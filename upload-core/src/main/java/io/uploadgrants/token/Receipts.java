package io.uploadgrants.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.uploadgrants.CompletedUpload;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadRefusedException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Receipts of completed uploads: signed JSON Web Tokens that a client puts into its own form, and
 * from which the application learns what was uploaded and by whom. Nobody can make or change one
 * without the secret. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7515">RFC 7515, JSON Web Signature</a>
 */
public final class Receipts {

  private static final JOSEObjectType TYPE = new JOSEObjectType("upload-receipt+jwt");
  private static final int PARTS = 3;
  private static final Duration LEAST = Duration.ofMinutes(1);
  private static final Duration MOST = Duration.ofDays(365);

  private final JWSHeader header;
  private final JWSSigner signer;

  /** By the header that goes with each. */
  private final Map<String, JWSVerifier> verifiers = new HashMap<>();

  private final Duration validity;
  private final InstantSource clock;

  private Receipts(Map<String, DerivedKey> keys, Duration validity, InstantSource clock)
      throws JOSEException {
    DerivedKey first = keys.values().iterator().next();
    this.header = new JWSHeader.Builder(JWSAlgorithm.HS256).type(TYPE).keyID(first.id()).build();
    this.signer = new MACSigner(first.key());
    for (DerivedKey key : keys.values()) {
      verifiers.put(header(key).toBase64URL().toString(), new MACVerifier(key.key()));
    }
    this.validity = validity;
    this.clock = clock;
  }

  private static JWSHeader header(DerivedKey key) {
    return new JWSHeader.Builder(JWSAlgorithm.HS256).type(TYPE).keyID(key.id()).build();
  }

  /**
   * Returns what makes and verifies receipts.
   *
   * @param secrets the application's secrets
   * @param validity how long a receipt is valid, one minute to a year
   * @param clock the time
   * @return the receipts
   * @throws UploadConfigurationException when the validity is outside its bounds
   */
  public static Receipts of(TokenSecrets secrets, Duration validity, InstantSource clock) {
    Objects.requireNonNull(clock, "clock");
    if (validity.compareTo(LEAST) < 0 || validity.compareTo(MOST) > 0) {
      throw new UploadConfigurationException(
          "receipts.valid-for",
          "Receipts are valid for %s; give one minute to 365 days.",
          validity);
    }
    try {
      return new Receipts(secrets.keys("upload-grants receipt"), validity, clock);
    } catch (JOSEException e) {
      throw new IllegalStateException("Keys are derived with 256 bits", e);
    }
  }

  /**
   * Makes the receipt of an upload.
   *
   * @param upload what was accepted
   * @return the receipt's text
   */
  public String issue(CompletedUpload upload) {
    Instant now = clock.instant();
    JWTClaimsSet.Builder json =
        new JWTClaimsSet.Builder()
            .jwtID(upload.id())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(validity)))
            .claim(UploadClaims.PROFILE, upload.profile())
            .claim(UploadClaims.BUCKET, upload.bucket())
            .claim(UploadClaims.KEY, upload.key())
            .claim(UploadClaims.SIZE, upload.size())
            .claim(UploadClaims.CONTENT_TYPE, upload.contentType())
            .claim("etag", upload.etag())
            .claim("storedAt", upload.storedAt().getEpochSecond());
    UploadClaims.put(json, UploadClaims.SUBJECT, upload.subject());
    UploadClaims.put(json, "versionId", upload.versionId());
    UploadClaims.put(json, upload.checksum());
    SignedJWT token = new SignedJWT(header, json.build());
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("HMAC failed with a key of its own", e);
    }
    return token.serialize();
  }

  /**
   * Verifies a receipt that a client has sent.
   *
   * @param receipt the receipt's text
   * @param subject who has sent it, or {@code null} for a guest; a guest's receipt belongs to
   *     whoever has it
   * @return what was uploaded
   * @throws UploadRefusedException {@code invalid-receipt} when it isn't one of this application,
   *     was changed, has expired, or is another subject's
   */
  public CompletedUpload verify(String receipt, @Nullable String subject) {
    CompletedUpload upload = verified(receipt);
    if (upload.subject() != null && !upload.subject().equals(subject)) {
      throw invalid("The receipt is another subject's; complete an upload of your own.");
    }
    return upload;
  }

  private CompletedUpload verified(String receipt) {
    JWSVerifier verifier = verifiers.get(CompactToken.header(receipt, PARTS));
    if (verifier == null) {
      throw invalid();
    }
    try {
      SignedJWT token = SignedJWT.parse(receipt);
      if (!token.verify(verifier)) {
        throw invalid();
      }
      JWTClaimsSet json = token.getJWTClaimsSet();
      if (!UploadClaims.time(json, "exp").isAfter(clock.instant())) {
        throw invalid("The receipt has expired; complete the upload again, or upload anew.");
      }
      return read(json);
    } catch (ParseException | JOSEException changed) {
      throw invalid();
    }
  }

  private static CompletedUpload read(JWTClaimsSet json) throws ParseException {
    return new CompletedUpload(
        UploadClaims.text(json, UploadClaims.ID),
        UploadClaims.text(json, UploadClaims.PROFILE),
        json.getStringClaim(UploadClaims.SUBJECT),
        UploadClaims.text(json, UploadClaims.BUCKET),
        UploadClaims.text(json, UploadClaims.KEY),
        UploadClaims.number(json, UploadClaims.SIZE),
        UploadClaims.text(json, UploadClaims.CONTENT_TYPE),
        UploadClaims.text(json, "etag"),
        json.getStringClaim("versionId"),
        UploadClaims.checksum(json),
        UploadClaims.time(json, "storedAt"));
  }

  private static UploadRefusedException invalid() {
    return invalid(
        "The receipt isn't one of this application, or its secret is no longer known; complete the upload again.");
  }

  private static UploadRefusedException invalid(String text) {
    return new UploadRefusedException(ErrorCode.INVALID_RECEIPT, text, null, null);
  }
}
