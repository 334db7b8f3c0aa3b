package io.uploadgrants.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.uploadgrants.Checksum;
import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.CompletedUpload;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.GrantKind;
import io.uploadgrants.PartPlan;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadRefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody reads a ticket, changes one, or makes one. */
class EncryptedTicketsTests {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final String SECRET = "5nQ0r7zPzYw1cK8mE3uB6hX2vJ9tA4sD";
  private static final String OTHER = "Zt6Rk1pW8yLq3sXv7nBd2mHc9fGj4eTa";

  private final EncryptedTickets tickets = EncryptedTickets.of(TokenSecrets.of(SECRET));

  private static TicketClaims claims(
      @Nullable String subject, String key, @Nullable Long size, @Nullable Checksum checksum) {
    return new TicketClaims(
        "c2l4dGVlbiBieXRlcyEh",
        "avatar",
        subject,
        GrantKind.PRESIGNED_PUT,
        "photos",
        key,
        size,
        1,
        size == null ? null : 5L << 20,
        size == null ? null : "image/png",
        checksum,
        size == null,
        NOW,
        NOW.plusSeconds(300),
        NOW.plusSeconds(86_400),
        size == null ? null : new PartPlan("2~x/+=", Math.min(size, PartPlan.MAX_SIZE), 5L << 30),
        null);
  }

  private static TicketClaims claims() {
    return claims("alice", "avatars/alice/me.png", 48_213L, null);
  }

  static Stream<TicketClaims> everything() {
    return Stream.of(
        claims(),
        claims(null, "a", null, null),
        claims(
            "o'brien \"x\" \\ ../é😀\u202e",
            "報".repeat(300),
            Long.MAX_VALUE,
            Checksum.of(ChecksumAlgorithm.SHA256, new byte[1])),
        claims("s".repeat(1_024), "k".repeat(1_024), 0L, null));
  }

  @ParameterizedTest
  @MethodSource("everything")
  void aTicketTellsWhatWasPutIntoIt(TicketClaims claims) {
    assertThat(tickets.open(tickets.seal(claims))).isEqualTo(claims);
  }

  @Test
  void aTicketNeedsNoEscapeInAUrlAndTellsNothing() {
    String ticket = tickets.seal(claims());
    String readable =
        Stream.of(ticket.split("\\.", -1))
            .map(part -> new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8))
            .reduce("", String::concat);

    assertThat(ticket).matches("[A-Za-z0-9._-]+");
    assertThat(readable)
        .contains("\"alg\":\"dir\"", "\"enc\":\"A256GCM\"", "\"typ\":\"upload-ticket+jwt\"")
        .doesNotContain("alice", "avatar", "photos", "png");
  }

  /** Nodes know each other's tickets by it, so it must not change with a library's version. */
  @Test
  void theHeaderOfATicketIsAlwaysTheSame() {
    String ticket = tickets.seal(claims());
    byte[] header = Base64.getUrlDecoder().decode(ticket.substring(0, ticket.indexOf('.')));

    assertThat(new String(header, StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"kid\":\"%s\",\"typ\":\"upload-ticket+jwt\",\"enc\":\"A256GCM\",\"alg\":\"dir\"}"
                .formatted(
                    TokenSecrets.of(SECRET)
                        .keys("upload-grants ticket")
                        .keySet()
                        .iterator()
                        .next()));
  }

  @Test
  void theSameClaimsNeverMakeTheSameTicket() {
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      assertThat(made.add(tickets.seal(claims()))).isTrue();
    }
  }

  /** What encrypts them is no thread's but one. */
  @Test
  void ticketsOfManyThreadsAtOnceCanAllBeRead() {
    List<String> sealed =
        IntStream.range(0, 20_000).parallel().mapToObj(i -> tickets.seal(claims())).toList();

    assertThat(sealed).doesNotHaveDuplicates().hasSize(20_000);
    assertThat(sealed).allSatisfy(ticket -> assertThat(tickets.open(ticket)).isEqualTo(claims()));
  }

  private void refused(String ticket) {
    assertThatThrownBy(() -> tickets.open(ticket))
        .isInstanceOfSatisfying(
            UploadRefusedException.class,
            reason -> {
              assertThat(reason.code()).isEqualTo(ErrorCode.INVALID_TICKET);
              assertThat(reason.getMessage())
                  .isEqualTo(
                      "The ticket isn't one of this application, or its secret is no longer known; ask for a new grant.");
            });
  }

  @Test
  void everyChangedCharacterIsRefused() {
    String ticket = tickets.seal(claims());
    String alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \u0000é";
    Random random = new Random(7);
    for (int i = 0; i < ticket.length(); i++) {
      char now = ticket.charAt(i);
      // Every other character where unused bits of Base64 could hide one, and one elsewhere.
      boolean last = i + 1 == ticket.length() || ticket.charAt(i + 1) == '.';
      for (int c = last ? 0 : random.nextInt(alphabet.length()); c < alphabet.length(); c++) {
        if (alphabet.charAt(c) != now) {
          refused(ticket.substring(0, i) + alphabet.charAt(c) + ticket.substring(i + 1));
          if (!last) {
            break;
          }
        }
      }
    }
  }

  @Test
  void everyTruncationAndEveryAdditionIsRefused() {
    String ticket = tickets.seal(claims());
    for (int i = 0; i < ticket.length(); i++) {
      refused(ticket.substring(0, i));
      refused(ticket.substring(i + 1));
    }
    for (String more : new String[] {".", "=", "A", " ", "\n", "." + ticket}) {
      refused(ticket + more);
      refused(more + ticket);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "....", "a.b.c", "a.b.c.d.e", "{}", "null", "eyJhbGciOiJub25lIn0.e30."})
  void whatIsNoTicketIsRefused(String text) {
    refused(text);
  }

  @Test
  void aTextOfAnyLengthIsRefusedUnread() {
    refused("A".repeat(1 << 20));
    refused(".".repeat(1 << 20));
    refused(tickets.seal(claims("s".repeat(80_000), "k", 1L, null)));
  }

  @Test
  void aReceiptIsNoTicketAndATicketNoReceipt() {
    Receipts receipts = Receipts.of(TokenSecrets.of(SECRET), Duration.ofHours(1), () -> NOW);
    String receipt =
        receipts.issue(
            new CompletedUpload(
                "id", "avatar", "alice", "photos", "k", 5, "image/png", "\"e\"", null, null, NOW));

    refused(receipt);
    assertThatThrownBy(() -> receipts.verify(tickets.seal(claims()), "alice"))
        .isInstanceOf(UploadRefusedException.class);
  }

  @Test
  void secretsAreReplacedWithoutABreak() {
    EncryptedTickets before = EncryptedTickets.of(TokenSecrets.of(SECRET));
    EncryptedTickets during = EncryptedTickets.of(TokenSecrets.of(OTHER, SECRET));
    EncryptedTickets after = EncryptedTickets.of(TokenSecrets.of(OTHER));

    assertThat(during.open(before.seal(claims()))).isEqualTo(claims());
    assertThat(after.open(during.seal(claims()))).isEqualTo(claims());
    assertThatThrownBy(() -> before.open(after.seal(claims())))
        .isInstanceOf(UploadRefusedException.class);
    assertThatThrownBy(() -> after.open(before.seal(claims())))
        .isInstanceOf(UploadRefusedException.class);
  }

  /** As by somebody who knows the key, so that only the header is wrong. */
  private static String sealed(UnaryOperator<JWEHeader.Builder> header, JWTClaimsSet claims)
      throws Exception {
    DerivedKey key =
        TokenSecrets.of(SECRET).keys("upload-grants ticket").values().iterator().next();
    JWEHeader.Builder usual =
        new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
            .type(new JOSEObjectType("upload-ticket+jwt"))
            .keyID(key.id());
    EncryptedJWT token = new EncryptedJWT(header.apply(usual).build(), claims);
    token.encrypt(new DirectEncrypter(key.key()));
    return token.serialize();
  }

  @Test
  void onlyTheHeaderOfATicketIsTaken() throws Exception {
    JWTClaimsSet right =
        JWTClaimsSet.parse(new String(TicketJson.write(claims()), StandardCharsets.UTF_8));

    assertThat(tickets.open(sealed(header -> header, right))).isEqualTo(claims());
    refused(sealed(header -> header.type(JOSEObjectType.JWT), right));
    refused(sealed(header -> header.type(null), right));
    refused(sealed(header -> header.keyID(null), right));
    refused(sealed(header -> header.keyID("other"), right));
    refused(sealed(header -> header.compressionAlgorithm(CompressionAlgorithm.DEF), right));
    refused(sealed(header -> header, new JWTClaimsSet.Builder().build()));
    refused(new PlainJWT(right).serialize());
  }

  @Test
  void nothingOfATicketOrASecretIsShown() {
    assertThat(TokenSecrets.of(SECRET, OTHER).toString()).isEqualTo("TokenSecrets[2]");
    assertThat(claims().toString()).doesNotContain("alice", "me.png");
    assertThat(TokenSecrets.of(SECRET).keys("any").toString()).doesNotContain(SECRET);
  }
}
