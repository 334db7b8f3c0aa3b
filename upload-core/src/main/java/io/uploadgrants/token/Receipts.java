package io.uploadgrants.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import io.uploadgrants.CompletedUpload;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadRefusedException;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
    ClaimsWriter claims =
        new ClaimsWriter()
            .put(UploadClaims.ID, upload.id())
            .put(UploadClaims.PROFILE, upload.profile())
            .put(UploadClaims.SUBJECT, upload.subject())
            .put(UploadClaims.BUCKET, upload.bucket())
            .put(UploadClaims.KEY, upload.key())
            .put(UploadClaims.SIZE, upload.size())
            .put(UploadClaims.CONTENT_TYPE, upload.contentType())
            .put("etag", upload.etag())
            .put("versionId", upload.versionId())
            .put("storedAt", upload.storedAt())
            .put(UploadClaims.ISSUED, now)
            .put(UploadClaims.EXPIRES, now.plus(validity));
    UploadClaims.put(claims, upload.checksum());
    JWSObject token = new JWSObject(header, new Payload(claims.toJson()));
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
    CompactToken token = CompactToken.of(receipt, PARTS);
    if (token == null) {
      throw invalid();
    }
    JWSVerifier verifier = verifiers.get(token.header());
    if (verifier == null) {
      throw invalid();
    }
    try {
      if (!JWSObject.parse(receipt).verify(verifier)) {
        throw invalid();
      }
    } catch (ParseException | JOSEException changed) {
      throw invalid();
    }
    return read(token.part(1));
  }

  private CompletedUpload read(byte[] json) {
    Instant expires;
    CompletedUpload upload;
    try {
      Claims claims = new Claims(json);
      expires = claims.time(UploadClaims.EXPIRES);
      upload = upload(claims);
    } catch (UploadRefusedException | IllegalArgumentException | DateTimeException newer) {
      // Of a release that knows more checksums.
      throw invalid();
    }
    if (!expires.isAfter(clock.instant())) {
      throw invalid("The receipt has expired; complete the upload again, or upload anew.");
    }
    return upload;
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
        claims.text("etag"),
        claims.textOrNull("versionId"),
        UploadClaims.checksum(claims),
        claims.time("storedAt"));
  }

  private static UploadRefusedException invalid() {
    return invalid(
        "The receipt isn't one of this application, or its secret is no longer known; complete the upload again.");
  }

  private static UploadRefusedException invalid(String text) {
    return new UploadRefusedException(ErrorCode.INVALID_RECEIPT, text, null, null);
  }
}
