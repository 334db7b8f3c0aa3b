package io.uploadgrants.token;

import io.uploadgrants.ErrorCode;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.UploadTickets;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.Map;

/**
 * Tickets as encrypted JSON Web Tokens: nothing in them can be read or changed without the secret.
 * Direct encryption by AES-256-GCM; {@code kid} says with which secret. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7516">RFC 7516, JSON Web Encryption</a>
 */
public final class EncryptedTickets implements UploadTickets {

  private static final String TYPE = "upload-ticket+jwt";

  private final DirectEncryption first;

  /** By the header that goes with each. */
  private final Map<String, DirectEncryption> all = new HashMap<>();

  private EncryptedTickets(Map<String, DerivedKey> keys) {
    this.first = new DirectEncryption(keys.values().iterator().next(), TYPE);
    for (DerivedKey key : keys.values()) {
      DirectEncryption each = new DirectEncryption(key, TYPE);
      all.put(each.header(), each);
    }
  }

  /**
   * Returns what makes and reads tickets.
   *
   * @param secrets the application's secrets
   * @return the tickets
   */
  public static EncryptedTickets of(TokenSecrets secrets) {
    return new EncryptedTickets(secrets.keys("upload-grants ticket"));
  }

  @Override
  public String seal(TicketClaims claims) {
    return first.encrypt(TicketJson.write(claims));
  }

  @Override
  public TicketClaims open(String ticket) {
    CompactToken token = CompactToken.of(ticket, DirectEncryption.PARTS);
    if (token == null) {
      throw invalid();
    }
    DirectEncryption key = all.get(token.header());
    byte[] json = key == null ? null : key.decrypt(token);
    if (json == null) {
      throw invalid();
    }
    try {
      return TicketJson.read(json);
    } catch (UploadRefusedException | IllegalArgumentException | DateTimeException newer) {
      // Of a release that knows more kinds or checksums.
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
