package io.uploadgrants.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.uploadgrants.CompletedUpload;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.GrantKind;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.token.EncryptedTickets;
import io.uploadgrants.token.Receipts;
import io.uploadgrants.token.TokenSecrets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of tokens is refused by ours, and some of it taken by every weaker reader. */
class AlteredTokenTests {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final String SECRET = "5nQ0r7zPzYw1cK8mE3uB6hX2vJ9tA4sD";
  private static final String OTHER = "Zt6Rk1pW8yLq3sXv7nBd2mHc9fGj4eTa";

  private static Receipts receipts(String secret) {
    return Receipts.of(TokenSecrets.of(secret), Duration.ofHours(1), () -> NOW);
  }

  private static String receipt(String secret, String key) {
    return receipts(secret)
        .issue(
            new CompletedUpload(
                "id", "avatar", "alice", "photos", key, 5, "image/png", "\"e\"", null, null, NOW));
  }

  private static String ticket(String secret, String key) {
    return EncryptedTickets.of(TokenSecrets.of(secret))
        .seal(
            new TicketClaims(
                "id",
                "avatar",
                "alice",
                GrantKind.PRESIGNED_PUT,
                "photos",
                key,
                5L,
                1,
                5L,
                "image/png",
                null,
                false,
                NOW,
                NOW.plusSeconds(300),
                NOW.plusSeconds(86_400),
                null,
                null));
  }

  @Test
  void noAlterationOfATicketIsTaken() {
    EncryptedTickets tickets = EncryptedTickets.of(TokenSecrets.of(SECRET));
    String ticket = ticket(SECRET, "k");
    assertThat(tickets.open(ticket).key()).isEqualTo("k");

    List<AlteredToken> altered =
        AlteredToken.of(ticket, receipt(SECRET, "k"), ticket(OTHER, "k")).toList();

    assertThat(altered).hasSizeGreaterThan(150);
    assertThat(altered)
        .allSatisfy(each -> refused(ErrorCode.INVALID_TICKET, () -> tickets.open(each.value())));
  }

  @Test
  void noAlterationOfAReceiptIsTaken() {
    String receipt = receipt(SECRET, "k");
    assertThat(receipts(SECRET).verify(receipt, "alice").key()).isEqualTo("k");

    List<AlteredToken> altered =
        AlteredToken.of(receipt, ticket(SECRET, "k"), receipt(OTHER, "k")).toList();

    assertThat(altered).hasSizeGreaterThan(150);
    assertThat(altered)
        .allSatisfy(
            each ->
                refused(
                    ErrorCode.INVALID_RECEIPT,
                    () -> receipts(SECRET).verify(each.value(), "alice")));
  }

  private static void refused(ErrorCode code, Runnable reading) {
    assertThatThrownBy(reading::run)
        .isInstanceOfSatisfying(
            UploadRefusedException.class, reason -> assertThat(reason.code()).isEqualTo(code));
  }

  @Test
  void everyAlterationHasANameOfItsOwnAndIsNotTheTokenItself() {
    String receipt = receipt(SECRET, "k");
    List<AlteredToken> altered =
        AlteredToken.of(receipt, ticket(SECRET, "k"), receipt(SECRET, "l")).toList();

    assertThat(altered).extracting(AlteredToken::name).doesNotHaveDuplicates();
    assertThat(altered)
        .extracting(AlteredToken::value)
        .doesNotHaveDuplicates()
        .doesNotContain(receipt);
    assertThat(altered).noneMatch(each -> each.toString().contains(each.value()));
  }

  @Test
  void aPartIsFlippedFromItsFirstByteToItsLast() {
    String signature = receipt(SECRET, "k").split("\\.")[2];
    int last = Base64.getUrlDecoder().decode(signature).length - 1;

    assertThat(AlteredToken.of(receipt(SECRET, "k")))
        .extracting(AlteredToken::name)
        .contains("part 0, byte 0 flipped", "part 1, byte 0 flipped", "part 2, byte 0 flipped")
        .contains("part 2, byte " + last + " flipped");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a.b.c", "e30.e30", "W10.e30.e30", "…..."})
  void whatIsNoTokenIsNotAltered(String text) {
    assertThatThrownBy(() -> AlteredToken.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no JSON Web Token");
  }

  /** The faults of readers, one each, and alterations by which it is found. */
  enum Fault {
    NONE,
    SIGNATURE_NOT_COMPARED("part 1, byte 0 flipped", "part 2, byte 0 flipped", "part 2 emptied"),
    SIGNATURE_MAY_BE_SHORTER("3 characters cut off", "part 2 emptied"),
    HEADER_NOT_SIGNED(
        "part 0, byte 0 flipped", "header, typ JWT", "header, no typ", "header, crit"),
    PAYLOAD_NOT_SIGNED("part 1, byte 0 flipped", "part 1, byte 1 flipped"),
    ALG_NONE_TAKEN(
        "header, alg none", "alg none and nothing signed", "unsecured, {\"alg\":\"none\"}"),
    LENIENT_BASE64("part 2, padded", "part 2, unused bits", "part 2, line break"),
    BLANKS_TRIMMED("' ' added", "'\\n' added", "' ' before"),
    MORE_PARTS_TAKEN("'.' added", "'.AAAA' added"),
    TYPE_NOT_COMPARED("other 1 in its place");

    private final List<String> foundBy;

    Fault(String... foundBy) {
      this.foundBy = List.of(foundBy);
    }
  }

  private static final String TYPE = "{\"typ\":\"upload-receipt+jwt\",\"alg\":\"HS256\"}";
  private static final String OTHER_TYPE = "{\"typ\":\"upload-ticket+jwt\",\"alg\":\"HS256\"}";

  private static String signed(String header, String payload) {
    String text = encoded(header) + "." + encoded(payload);
    return text + "." + encoded(hmac(text));
  }

  private static String encoded(String text) {
    return encoded(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] hmac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] decoded(String part, boolean lenient) {
    byte[] bytes = Base64.getMimeDecoder().decode(part.replace('-', '+').replace('_', '/'));
    if (!lenient && !encoded(bytes).equals(part)) {
      throw new IllegalArgumentException("Another text of the same bytes");
    }
    return bytes;
  }

  private static boolean isTaken(String token, Fault fault) {
    String text = fault == Fault.BLANKS_TRIMMED ? token.strip() : token;
    String[] parts = text.split("\\.", -1);
    if (parts.length != 3 && (fault != Fault.MORE_PARTS_TAKEN || parts.length < 3)) {
      return false;
    }
    boolean lenient = fault == Fault.LENIENT_BASE64;
    try {
      byte[] header = decoded(parts[0], lenient);
      byte[] payload = decoded(parts[1], lenient);
      byte[] signature = decoded(parts[2], lenient);
      String json = new String(header, StandardCharsets.UTF_8);
      if (fault == Fault.ALG_NONE_TAKEN && json.contains("\"none\"")) {
        return true;
      }
      if (fault == Fault.HEADER_NOT_SIGNED) {
        json = TYPE;
      }
      boolean type =
          json.equals(TYPE) || fault == Fault.TYPE_NOT_COMPARED && json.equals(OTHER_TYPE);
      String paid =
          fault == Fault.PAYLOAD_NOT_SIGNED ? "{}" : new String(payload, StandardCharsets.UTF_8);
      byte[] expected = hmac(encoded(json) + "." + encoded(paid));
      return type
          && switch (fault) {
            case SIGNATURE_NOT_COMPARED -> true;
            case SIGNATURE_MAY_BE_SHORTER ->
                Arrays.equals(Arrays.copyOf(expected, Math.min(32, signature.length)), signature);
            default -> Arrays.equals(expected, signature);
          };
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyFaultOfAReaderIsFound(Fault fault) {
    String token = signed(TYPE, "{}");
    assertThat(isTaken(token, fault)).isTrue();
    List<String> found =
        AlteredToken.of(token, signed(OTHER_TYPE, "{}"))
            .filter(altered -> isTaken(altered.value(), fault))
            .map(AlteredToken::name)
            .toList();

    assertThat(found).containsAll(fault.foundBy);
    assertThat(found.isEmpty()).isEqualTo(fault == Fault.NONE);
  }
}
