package io.uploadgrants.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.uploadgrants.Checksum;
import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.CompletedUpload;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadRefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A receipt is what the application said, to the subject that it said it to, and for a time. */
class ReceiptsTests {

  private static final String SECRET = "5nQ0r7zPzYw1cK8mE3uB6hX2vJ9tA4sD";
  private static final String OTHER = "Zt6Rk1pW8yLq3sXv7nBd2mHc9fGj4eTa";

  private Instant now = Instant.parse("2026-11-24T12:00:00Z");
  private final Receipts receipts = receipts(SECRET);

  private Receipts receipts(String... secrets) {
    return Receipts.of(TokenSecrets.of(secrets), Duration.ofHours(1), () -> now);
  }

  private CompletedUpload upload(@Nullable String subject, @Nullable String versionId) {
    return new CompletedUpload(
        "c2l4dGVlbiBieXRlcyEh",
        "avatar",
        subject,
        "photos",
        "avatars/報 \"x\".png",
        48_213,
        "image/png",
        "\"d41d8cd98f00b204e9800998ecf8427e\"",
        versionId,
        versionId == null ? null : Checksum.of(ChecksumAlgorithm.CRC32C, new byte[1]),
        now);
  }

  private void refused(Receipts by, String receipt, @Nullable String subject) {
    assertThatThrownBy(() -> by.verify(receipt, subject))
        .isInstanceOfSatisfying(
            UploadRefusedException.class,
            reason -> assertThat(reason.code()).isEqualTo(ErrorCode.INVALID_RECEIPT));
  }

  @Test
  void aReceiptTellsWhatWasCompleted() {
    for (CompletedUpload upload :
        new CompletedUpload[] {upload("alice", null), upload("alice", "v1")}) {
      assertThat(receipts.verify(receipts.issue(upload), "alice")).isEqualTo(upload);
    }
  }

  @Test
  void aReceiptIsItsSubjectsAndAGuestsIsWhoeversHasIt() {
    String alices = receipts.issue(upload("alice", null));
    String guests = receipts.issue(upload(null, null));
    for (@Nullable String other : new @Nullable String[] {"mallory", "Alice", "", null}) {
      refused(receipts, alices, other);
      assertThat(receipts.verify(guests, other).subject()).isNull();
    }
  }

  @Test
  void aReceiptExpires() {
    String receipt = receipts.issue(upload("alice", null));

    now = now.plusSeconds(3_599);
    assertThat(receipts.verify(receipt, "alice").size()).isEqualTo(48_213);
    now = now.plusSeconds(1);
    refused(receipts, receipt, "alice");
  }

  @Test
  void everyChangedCharacterAndEveryTruncationIsRefused() {
    String receipt = receipts.issue(upload("alice", "v1"));
    for (int i = 0; i < receipt.length(); i++) {
      for (char other : new char[] {'A', 'B', 'w', '9', '-', '_', '.', '='}) {
        if (other != receipt.charAt(i)) {
          refused(receipts, receipt.substring(0, i) + other + receipt.substring(i + 1), "alice");
        }
      }
      refused(receipts, receipt.substring(0, i), "alice");
      refused(receipts, receipt.substring(i + 1), "alice");
    }
  }

  @Test
  void secretsAreReplacedWithoutABreak() {
    String receipt = receipts.issue(upload("alice", null));

    assertThat(receipts(OTHER, SECRET).verify(receipt, "alice")).isEqualTo(upload("alice", null));
    refused(receipts(OTHER), receipt, "alice");
  }

  private static DerivedKey key() {
    return TokenSecrets.of(SECRET).keys("upload-grants receipt").values().iterator().next();
  }

  /** Any library can: it takes HMAC-SHA-256 over two parts, and a comparison. */
  @Test
  void aReceiptIsSignedAsTheStandardHasIt() throws Exception {
    String[] parts = receipts.issue(upload("alice", null)).split("\\.", -1);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(key().key());
    byte[] signature = mac.doFinal((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));

    assertThat(Base64.getUrlDecoder().decode(parts[2])).isEqualTo(signature);
    assertThat(new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8))
        .contains("\"typ\":\"upload-receipt+jwt\"", "\"alg\":\"HS256\"");
    assertThat(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8))
        .contains("\"sub\":\"alice\"", "\"jti\":", "\"exp\":", "\"iat\":", "\"bucket\":\"photos\"");
  }

  /** As by somebody who knows the key of receipts, so that only the header is wrong. */
  @Test
  void onlyTheHeaderOfAReceiptIsTaken() throws Exception {
    JWTClaimsSet right = SignedJWT.parse(receipts.issue(upload("alice", null))).getJWTClaimsSet();
    JOSEObjectType type = new JOSEObjectType("upload-receipt+jwt");
    JWSHeader.Builder usual = new JWSHeader.Builder(JWSAlgorithm.HS256);

    assertThat(receipts.verify(signed(usual.type(type).keyID(key().id()), right), "alice").key())
        .isEqualTo(upload("alice", null).key());
    refused(receipts, signed(usual.type(JOSEObjectType.JWT), right), "alice");
    refused(receipts, signed(usual.type(type).keyID("other"), right), "alice");
    refused(
        receipts,
        signed(usual.keyID(key().id()), new JWTClaimsSet.Builder().subject("alice").build()),
        "alice");
  }

  private static String signed(JWSHeader.Builder header, JWTClaimsSet claims) throws Exception {
    SecretKey key = key().key();
    SignedJWT token = new SignedJWT(header.build(), claims);
    token.sign(new MACSigner(key));
    return token.serialize();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.b.c", "..", "eyJhbGciOiJub25lIn0.e30.", "{}"})
  void whatIsNoReceiptIsRefused(String text) {
    refused(receipts, text, "alice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT59S", "PT0S", "-PT1H", "P366D"})
  void aValidityHasBounds(Duration validity) {
    TokenSecrets secrets = TokenSecrets.of(SECRET);

    assertThatThrownBy(() -> Receipts.of(secrets, validity, () -> now))
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContaining("one minute to 365 days");
  }
}
