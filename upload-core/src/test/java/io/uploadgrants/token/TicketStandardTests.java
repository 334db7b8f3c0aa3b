package io.uploadgrants.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import io.uploadgrants.Checksum;
import io.uploadgrants.ChecksumAlgorithm;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.GrantKind;
import io.uploadgrants.PartPlan;
import io.uploadgrants.TicketClaims;
import io.uploadgrants.UploadRefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tickets are JSON Web Tokens as others read and write them; Nimbus is the judge. */
class TicketStandardTests {

  private static final TokenSecrets SECRETS = TokenSecrets.of("5nQ0r7zPzYw1cK8mE3uB6hX2vJ9tA4sD");
  private static final DerivedKey KEY =
      SECRETS.keys("upload-grants ticket").values().iterator().next();

  private final EncryptedTickets tickets = EncryptedTickets.of(SECRETS);
  private final Random random = new Random(20_261_129);

  /** Any text of whole characters, of every plane, and what JSON escapes more often than chance. */
  private String text(int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most); i >= 0; i--) {
      int c =
          switch (random.nextInt(4)) {
            case 0 -> "\"\\/<>&='\u0000\u001f\u007f\u2028\u202e\ufeff".charAt(random.nextInt(14));
            case 1 -> random.nextInt(0x80);
            case 2 -> random.nextInt(0xd800);
            default -> 0xe000 + random.nextInt(Character.MAX_CODE_POINT + 1 - 0xe000);
          };
      text.appendCodePoint(c);
    }
    return text.toString();
  }

  private @Nullable String maybe(int most) {
    return random.nextInt(4) == 0 ? null : text(most);
  }

  private @Nullable Long number() {
    return random.nextInt(4) == 0 ? null : random.nextLong() >>> random.nextInt(1, 63);
  }

  private Instant time() {
    return Instant.ofEpochSecond(random.nextLong(1L << 33));
  }

  private TicketClaims claims() {
    ChecksumAlgorithm[] checksums = ChecksumAlgorithm.values();
    ChecksumAlgorithm checksum = checksums[random.nextInt(checksums.length)];
    return new TicketClaims(
        text(30),
        text(30),
        maybe(200),
        GrantKind.values()[random.nextInt(GrantKind.values().length)],
        text(63),
        text(200),
        number(),
        random.nextLong() >>> 1,
        number(),
        maybe(50),
        random.nextBoolean() ? null : Checksum.of(checksum, new byte[] {(byte) random.nextInt()}),
        random.nextBoolean(),
        time(),
        time(),
        time(),
        random.nextBoolean() ? null : plan(),
        null);
  }

  private PartPlan plan() {
    return random.nextBoolean()
        ? new PartPlan(text(200), random.nextLong(PartPlan.MAX_SIZE), PartPlan.MAX_PART_SIZE)
        : PartPlan.open(text(200), random.nextLong(PartPlan.MAX_SIZE), PartPlan.MAX_PART_SIZE);
  }

  private static JWEHeader header() {
    return new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
        .type(new JOSEObjectType("upload-ticket+jwt"))
        .keyID(KEY.id())
        .build();
  }

  private static void put(JWTClaimsSet.Builder json, String name, @Nullable Object value) {
    if (value != null) {
      json.claim(name, value);
    }
  }

  /** Written a second time, by a library that escapes and orders as it likes. */
  private static JWTClaimsSet byNimbus(TicketClaims claims) {
    JWTClaimsSet.Builder json =
        new JWTClaimsSet.Builder()
            .jwtID(claims.id())
            .issueTime(Date.from(claims.issuedAt()))
            .expirationTime(Date.from(claims.expiresAt()))
            .claim("grantExp", claims.grantExpiresAt().getEpochSecond())
            .claim("profile", claims.profile())
            .claim("kind", claims.kind().id())
            .claim("bucket", claims.bucket())
            .claim("key", claims.key())
            .claim("minSize", claims.minSize())
            .claim("content", claims.content());
    put(json, "sub", claims.subject());
    put(json, "size", claims.size());
    put(json, "maxSize", claims.maxSize());
    put(json, "contentType", claims.contentType());
    Checksum checksum = claims.checksum();
    if (checksum != null) {
      json.claim("checksumAlgorithm", checksum.algorithm().name())
          .claim("checksum", checksum.value());
    }
    PartPlan parts = claims.parts();
    if (parts != null) {
      json.claim("uploadId", parts.uploadId()).claim("partSize", parts.partSize());
      if (parts.isOpen()) {
        json.claim("partCount", (long) parts.count());
      } else {
        json.claim("partedSize", parts.size());
      }
    }
    return json.build();
  }

  @Test
  void nimbusReadsOurTicketsAndWeReadNimbuss() throws Exception {
    for (int i = 0; i < 2_000; i++) {
      TicketClaims claims = claims();
      EncryptedJWT ours = EncryptedJWT.parse(tickets.seal(claims));
      ours.decrypt(new DirectDecrypter(KEY.key()));
      EncryptedJWT theirs = new EncryptedJWT(header(), byNimbus(claims));
      theirs.encrypt(new DirectEncrypter(KEY.key()));

      assertThat(ours.getHeader().toJSONObject()).isEqualTo(header().toJSONObject());
      assertThat(ours.getJWTClaimsSet()).isEqualTo(byNimbus(claims));
      assertThat(tickets.open(theirs.serialize())).isEqualTo(claims);
    }
  }

  /** In UTF-8 both would be a question mark, and one subject the other. */
  @Test
  void halfOfASurrogatePairStaysWhatItIs() throws Exception {
    TicketClaims claims = claims();
    for (String half : new String[] {"\ud800", "\udbff", "\udc00", "x\udfff", "\udc00\ud800"}) {
      TicketClaims halved =
          new TicketClaims(
              claims.id(),
              claims.profile(),
              half,
              claims.kind(),
              claims.bucket(),
              half,
              null,
              0,
              null,
              half,
              null,
              false,
              claims.issuedAt(),
              claims.grantExpiresAt(),
              claims.expiresAt(),
              null,
              null);
      String sealed = tickets.seal(halved);
      EncryptedJWT byNimbus = EncryptedJWT.parse(sealed);
      byNimbus.decrypt(new DirectDecrypter(KEY.key()));

      assertThat(tickets.open(sealed)).isEqualTo(halved);
      assertThat(byNimbus.getJWTClaimsSet().getSubject()).isEqualTo(half);
    }
  }

  private void refused(String ticket) {
    assertThatThrownBy(() -> tickets.open(ticket))
        .isInstanceOfSatisfying(
            UploadRefusedException.class,
            reason -> assertThat(reason.code()).isEqualTo(ErrorCode.INVALID_TICKET));
  }

  private static String encoded(byte[] part) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(part);
  }

  private static String with(String[] parts, int index, byte[] bytes) {
    String[] changed = parts.clone();
    changed[index] = encoded(bytes);
    return String.join(".", changed);
  }

  @Test
  void everyChangedBitAndEveryOtherLengthOfAPartIsRefused() {
    String[] parts = tickets.seal(claims()).split("\\.", -1);
    for (int part = 0; part < parts.length; part++) {
      byte[] bytes = Base64.getUrlDecoder().decode(parts[part]);
      for (int bit = 0; bit < bytes.length * 8; bit++) {
        byte[] changed = bytes.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        refused(with(parts, part, changed));
      }
      for (int length = 0; length < bytes.length + 20; length++) {
        if (length != bytes.length) {
          refused(with(parts, part, Arrays.copyOf(bytes, length)));
        }
      }
    }
  }

  /** As by somebody who has the key: what is encrypted is still read with care. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{}{}",
        "\"x\"",
        "{\"jti\":1}",
        "{\"jti\":\"a\",\"jti\":\"b\"}",
        "{\"iat\":99999999999999999999}",
        "\u0000"
      })
  void whatIsNoClaimsIsRefused(String json) throws Exception {
    refused(encrypted(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"kind\":\"newer\"",
        "\"iat\":9223372036854775807",
        "\"checksumAlgorithm\":\"NEWER\",\"checksum\":\"AA==\"",
        "\"checksumAlgorithm\":\"CRC32\",\"checksum\":\"AA==\"",
        "\"minSize\":\"1\"",
        "\"exp\":null",
        "\"size\":\"5\"",
        "\"maxSize\":\"100\"",
        "\"maxSize\":100.0",
        "\"maxSize\":{\"bytes\":100}",
        "\"content\":\"true\"",
        "\"content\":1",
        "\"content\":null",
        "\"sub\":[\"alice\"]",
        "\"sub\":7",
        "\"contentType\":true",
        "\"checksumAlgorithm\":32"
      })
  void aClaimThatCantBeReadIsRefusedAndNotLeftOut(String claim) throws Exception {
    String json =
        new String(
            TicketJson.write(tickets.open(sealedWith("\"newer\":{\"a\":[1]}"))),
            StandardCharsets.UTF_8);

    assertThat(json).contains("\"kind\"");
    refused(sealedWith(claim));
  }

  @Test
  void aClaimTwiceAndWhatFollowsTheClaimsAreRefused() throws Exception {
    String whole = json(claim -> true, "\"newer\":1");

    assertThat(tickets.open(encrypted(whole)).profile()).isEqualTo("avatar");
    refused(sealed(claim -> true, "\"profile\":\"other\""));
    refused(encrypted(whole + "{}"));
    refused(encrypted(whole + "x"));
    refused(encrypted(whole.substring(0, whole.length() - 1)));
  }

  @Test
  void aTicketThatDoesntSayWhetherContentIsCheckedIsRefused() throws Exception {
    String without = "\"content\"";

    refused(sealed(claim -> !claim.startsWith(without), "\"newer\":1"));
    assertThat(tickets.open(sealed(claim -> true, "\"newer\":1")).content()).isFalse();
  }

  /** The claims of a ticket, one of which is replaced or added. */
  private static String sealedWith(String claim) throws Exception {
    String name = claim.substring(0, claim.indexOf(':'));
    return sealed(usual -> !usual.startsWith(name + ":"), claim);
  }

  private static String sealed(Predicate<String> kept, String claim) throws Exception {
    return encrypted(json(kept, claim));
  }

  private static String json(Predicate<String> kept, String claim) {
    StringBuilder json = new StringBuilder("{").append(claim);
    for (String usual :
        new String[] {
          "\"jti\":\"id\"",
          "\"profile\":\"avatar\"",
          "\"kind\":\"presigned-put\"",
          "\"bucket\":\"photos\"",
          "\"key\":\"k\"",
          "\"minSize\":1",
          "\"content\":false",
          "\"iat\":1",
          "\"grantExp\":2",
          "\"exp\":3"
        }) {
      if (kept.test(usual)) {
        json.append(',').append(usual);
      }
    }
    return json.append('}').toString();
  }

  private static String encrypted(String json) throws Exception {
    JWEObject token = new JWEObject(header(), new Payload(json.getBytes(StandardCharsets.UTF_8)));
    token.encrypt(new DirectEncrypter(KEY.key()));
    return token.serialize();
  }
}
