package io.uploadgrants.token;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.uploadgrants.CompletedUpload;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.ledger.ReceiptLedger;
import io.uploadgrants.ledger.ReceiptLedgerException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Receipts of completed uploads: signed JSON Web Tokens that a client puts into its own form, and
 * from which the application learns what was uploaded and by whom. Nobody can make or change one
 * without the secret or the private key. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7515">RFC 7515, JSON Web Signature</a>
 */
public final class Receipts {

  private static final int PARTS = 3;
  private static final Duration LEAST = Duration.ofMinutes(1);
  private static final Duration MOST = Duration.ofDays(365);

  /**
   * An upload can be completed again for a week, each time with a receipt that expires later; and a
   * day, as clocks differ.
   */
  private static final Duration LATER_RECEIPTS = Duration.ofDays(8);

  private final ReceiptKey signing;

  /** By the header that goes with each, the one that signs first. */
  private final Map<String, ReceiptKey> keys = new LinkedHashMap<>();

  private final Duration validity;
  private final InstantSource clock;

  private Receipts(List<ReceiptKey> keys, Duration validity, InstantSource clock) {
    if (validity.compareTo(LEAST) < 0 || validity.compareTo(MOST) > 0) {
      throw new UploadConfigurationException(
          "receipts.valid-for",
          "Receipts are valid for %s; give one minute to 365 days.",
          validity);
    }
    this.signing = keys.get(0);
    keys.forEach(key -> this.keys.putIfAbsent(key.header(), key));
    this.validity = validity;
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * Returns receipts that only who knows the secret can verify: HS256, with a key that is derived
   * from it.
   *
   * @param secrets the application's secrets
   * @param validity how long a receipt is valid, one minute to a year
   * @param clock the time
   * @return the receipts
   * @throws UploadConfigurationException when the validity is outside its bounds
   */
  public static Receipts of(TokenSecrets secrets, Duration validity, InstantSource clock) {
    List<ReceiptKey> keys =
        secrets.keys("upload-grants receipt").values().stream().map(ReceiptKey::of).toList();
    return new Receipts(keys, validity, clock);
  }

  /**
   * Returns receipts that anybody can verify by the {@linkplain #jwks public keys}: ES256 or EdDSA.
   *
   * @param keys the pair that signs, and earlier public keys
   * @param validity how long a receipt is valid, one minute to a year
   * @param clock the time
   * @return the receipts
   * @throws UploadConfigurationException when the validity is outside its bounds
   */
  public static Receipts of(ReceiptKeys keys, Duration validity, InstantSource clock) {
    return new Receipts(keys.all(), validity, clock);
  }

  /**
   * Returns the keys by which others verify receipts, to be published as {@code
   * application/jwk-set+json}: the pair's that signs, and the earlier ones. Nothing in it is
   * secret.
   *
   * @return a JWK Set in JSON; without a key when receipts are signed by a secret
   * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-5">RFC 7517, JWK Set</a>
   */
  public String jwks() {
    List<JWK> published =
        keys.values().stream().map(ReceiptKey::published).filter(Objects::nonNull).toList();
    return new JWKSet(published).toString();
  }

  /**
   * Makes the receipt of an upload.
   *
   * @param upload what was accepted
   * @return the receipt's text
   */
  public String issue(CompletedUpload upload) {
    Instant now = clock.instant();
    return signing.sign(ReceiptJson.write(upload, now, now.plus(validity)));
  }

  /**
   * Verifies a receipt that a client has sent. The receipt can be verified again.
   *
   * @param receipt the receipt's text
   * @param subject who has sent it, or {@code null} for a guest; a guest's receipt belongs to
   *     whoever has it
   * @return what was uploaded
   * @throws UploadRefusedException {@code invalid-receipt} when it isn't one of this application,
   *     was changed, has expired, or is another subject's
   */
  public CompletedUpload verify(String receipt, @Nullable String subject) {
    return valid(receipt, subject).upload();
  }

  /**
   * Verifies a receipt that a client has sent, and uses it up: of all receipts of one upload, one
   * counts, once. A receipt that is refused isn't used up.
   *
   * @param receipt the receipt's text
   * @param subject who has sent it, or {@code null} for a guest
   * @param ledger what knows the used ones
   * @return what was uploaded
   * @throws UploadRefusedException {@code invalid-receipt} as {@link #verify} does, and when a
   *     receipt of the same upload was used before
   * @throws ReceiptLedgerException when the ledger fails
   */
  public CompletedUpload redeem(String receipt, @Nullable String subject, ReceiptLedger ledger) {
    ReceiptJson.Read valid = valid(receipt, subject);
    if (!ledger.redeem(valid.upload().id(), valid.expires().plus(LATER_RECEIPTS))) {
      throw invalid("The receipt was used before, and counts once; upload the file again.");
    }
    return valid.upload();
  }

  private ReceiptJson.Read valid(String receipt, @Nullable String subject) {
    ReceiptJson.Read read = read(signed(receipt));
    String owner = read.upload().subject();
    if (owner != null && !owner.equals(subject)) {
      throw invalid("The receipt is another subject's; complete an upload of your own.");
    }
    return read;
  }

  /** Returns the claims, in which nothing was looked at yet. */
  private byte[] signed(String receipt) {
    CompactToken token = CompactToken.of(receipt, PARTS);
    ReceiptKey key = token == null ? null : keys.get(token.header());
    if (token == null || key == null || !key.verifies(token)) {
      throw invalid();
    }
    return token.part(1);
  }

  private ReceiptJson.Read read(byte[] json) {
    ReceiptJson.Read read;
    try {
      read = ReceiptJson.read(json);
    } catch (UploadRefusedException | IllegalArgumentException | DateTimeException newer) {
      // Of a release that knows more checksums.
      throw invalid();
    }
    if (!read.expires().isAfter(clock.instant())) {
      throw invalid("The receipt has expired; complete the upload again, or upload anew.");
    }
    return read;
  }

  private static UploadRefusedException invalid() {
    return invalid(
        "The receipt isn't one of this application, or its key is no longer known; complete the upload again.");
  }

  private static UploadRefusedException invalid(String text) {
    return new UploadRefusedException(ErrorCode.INVALID_RECEIPT, text, null, null);
  }
}
