package io.uploadgrants.token;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEDecrypter;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.KeyLengthException;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jwt.EncryptedJWT;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadTickets;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;

/**
 * Tickets as encrypted JSON Web Tokens: nothing in them can be read or changed without the secret.
 * Direct encryption by AES-256-GCM; {@code kid} says with which secret. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7516">RFC 7516, JSON Web Encryption</a>
 */
public final class EncryptedTickets implements UploadTickets {

  private static final JOSEObjectType TYPE = new JOSEObjectType("upload-ticket+jwt");
  private static final int PARTS = 5;

  private final JWEHeader header;
  private final JWEEncrypter encrypter;

  /** By the header that goes with each. */
  private final Map<String, JWEDecrypter> decrypters = new HashMap<>();

  private EncryptedTickets(Map<String, DerivedKey> keys) throws KeyLengthException {
    DerivedKey first = keys.values().iterator().next();
    this.header = header(first);
    this.encrypter = new DirectEncrypter(first.key());
    for (DerivedKey key : keys.values()) {
      decrypters.put(header(key).toBase64URL().toString(), new DirectDecrypter(key.key()));
    }
  }

  private static JWEHeader header(DerivedKey key) {
    return new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
        .type(TYPE)
        .keyID(key.id())
        .build();
  }

  /**
   * Returns what makes and reads tickets.
   *
   * @param secrets the application's secrets
   * @return the tickets
   */
  public static EncryptedTickets of(TokenSecrets secrets) {
    try {
      return new EncryptedTickets(secrets.keys("upload-grants ticket"));
    } catch (KeyLengthException e) {
      throw new IllegalStateException("Keys are derived with 256 bits", e);
    }
  }

  @Override
  public String seal(TicketClaims claims) {
    EncryptedJWT token = new EncryptedJWT(header, TicketJson.write(claims));
    try {
      token.encrypt(encrypter);
    } catch (JOSEException e) {
      throw new IllegalStateException("AES-GCM failed with a key of its own", e);
    }
    return token.serialize();
  }

  @Override
  public TicketClaims open(String ticket) {
    JWEDecrypter decrypter = decrypters.get(CompactToken.header(ticket, PARTS));
    if (decrypter == null) {
      throw invalid();
    }
    try {
      EncryptedJWT token = EncryptedJWT.parse(ticket);
      token.decrypt(decrypter);
      return TicketJson.read(token.getJWTClaimsSet());
    } catch (UploadRefusedException | IllegalArgumentException newer) {
      // Of a release that knows more kinds or checksums.
      throw invalid();
    } catch (ParseException | JOSEException changed) {
      throw invalid();
    }
  }

  /** The same for every fault, so that nobody learns which. */
  private static UploadRefusedException invalid() {
    return new UploadRefusedException(
        ErrorCode.INVALID_TICKET,
        "The ticket isn't one of this application, or its secret is no longer known; ask for a new grant.",
        null,
        null);
  }
}
