package io.uploadgrants.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.Base64URL;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.UploadRefusedException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody makes who has the public keys, a receipt, and every library. */
@ParameterizedClass
@ValueSource(strings = {"secp256r1", "Ed25519"})
class ReceiptForgeryTests {

  private static final JOSEObjectType TYPE = new JOSEObjectType("upload-receipt+jwt");
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private final String name;
  private final KeyPair pair;
  private final KeyPair another;
  private final Receipts receipts;
  private final String genuine;
  private String kid = "";

  ReceiptForgeryTests(String name) {
    this.name = name;
    this.pair = TestKeys.pair(name);
    // An earlier pair of the other algorithm is known too, so that there is something to confuse.
    this.another = TestKeys.pair(isEc() ? "Ed25519" : "secp256r1");
    this.receipts =
        Receipts.of(ReceiptKeys.of(pair, another.getPublic()), Duration.ofHours(1), () -> NOW);
    this.genuine = receipts.issue(TestKeys.upload("alice"));
  }

  private boolean isEc() {
    return name.equals("secp256r1");
  }

  @BeforeEach
  void theGenuineOneIsTaken() throws Exception {
    kid = JWSObject.parse(genuine).getHeader().getKeyID();
    assertThat(receipts.verify(genuine, "alice")).isEqualTo(TestKeys.upload("alice"));
  }

  private void refused(String receipt) {
    assertThatThrownBy(() -> receipts.verify(receipt, "alice"))
        .isInstanceOfSatisfying(
            UploadRefusedException.class,
            reason -> assertThat(reason.code()).isEqualTo(ErrorCode.INVALID_RECEIPT));
  }

  private String part(int index) {
    return genuine.split("\\.", -1)[index];
  }

  private String signed(JWSHeader header, JWSSigner signer) throws Exception {
    JWSObject token = new JWSObject(header, new Payload(Base64URL.from(part(1))));
    token.sign(signer);
    return token.serialize();
  }

  private JWSHeader.Builder header(JWSAlgorithm algorithm) {
    return new JWSHeader.Builder(algorithm).type(TYPE).keyID(kid);
  }

  private JWSAlgorithm algorithm(boolean ec) {
    return ec ? JWSAlgorithm.ES256 : JWSAlgorithm.EdDSA;
  }

  private static JWSSigner signer(KeyPair pair) throws Exception {
    if (pair.getPublic() instanceof ECPublicKey key) {
      return new ECDSASigner(
          new ECKey.Builder(Curve.P_256, key).privateKey(pair.getPrivate()).build(), Set.of());
    }
    byte[] signing = pair.getPrivate().getEncoded();
    byte[] key = pair.getPublic().getEncoded();
    return new Ed25519Signer(
        new OctetKeyPair.Builder(Curve.Ed25519, last32(key)).d(last32(signing)).build());
  }

  private static Base64URL last32(byte[] encoded) {
    return Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
  }

  /** So that what follows is refused for its header alone. */
  @Test
  void theSameHeaderByAnotherLibraryIsTaken() throws Exception {
    // Of ECDSA's two signatures it may be the other one.
    for (int i = 0; i < 50; i++) {
      String receipt = signed(header(algorithm(isEc())).build(), signer(pair));
      if (!isEc() || isLow(receipt)) {
        assertThat(receipts.verify(receipt, "alice")).isEqualTo(TestKeys.upload("alice"));
        return;
      }
    }
    throw new AssertionError("50 times the greater s");
  }

  private boolean isLow(String receipt) {
    byte[] signature = Base64URL.from(receipt.substring(receipt.lastIndexOf('.') + 1)).decode();
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
    return s.shiftLeft(1).compareTo(order()) < 0;
  }

  private BigInteger order() {
    return pair.getPublic() instanceof ECPublicKey key
        ? key.getParams().getOrder()
        : BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
  }

  @Test
  void thePublicKeyIsNoSecret() throws Exception {
    JWK published = JWKSet.parse(receipts.jwks()).getKeys().get(0);
    for (byte[] secret :
        List.of(
            pair.getPublic().getEncoded(),
            TestKeys.pem(pair.getPublic()).getBytes(StandardCharsets.US_ASCII),
            published.toJSONString().getBytes(StandardCharsets.US_ASCII),
            Arrays.copyOfRange(
                pair.getPublic().getEncoded(),
                pair.getPublic().getEncoded().length - 32,
                pair.getPublic().getEncoded().length))) {
      MACSigner signer = new MACSigner(secret);
      refused(signed(header(JWSAlgorithm.HS256).build(), signer));
      String content = part(0) + "." + part(1);
      byte[] bytes = content.getBytes(StandardCharsets.US_ASCII);
      refused(content + "." + signer.sign(new JWSHeader(JWSAlgorithm.HS256), bytes));
    }
  }

  @Test
  void noAlgorithmIsNone() {
    for (String json :
        List.of(
            "{\"alg\":\"none\"}",
            "{\"kid\":\"" + kid + "\",\"typ\":\"upload-receipt+jwt\",\"alg\":\"none\"}",
            "{\"kid\":\"" + kid + "\",\"typ\":\"upload-receipt+jwt\",\"alg\":\"None\"}",
            "{\"kid\":\"" + kid + "\",\"typ\":\"upload-receipt+jwt\"}")) {
      refused(Base64URL.encode(json) + "." + part(1) + ".");
      refused(Base64URL.encode(json) + "." + part(1) + "." + part(2));
    }
    refused(part(0) + "." + part(1) + ".");
  }

  /** By keys that are both ours: the one under the other's id. */
  @Test
  void aKeySignsUnderItsOwnIdAndAlgorithmAlone() throws Exception {
    JWSSigner others = signer(another);
    refused(signed(header(algorithm(!isEc())).build(), others));
    String content = part(0) + "." + part(1);
    byte[] bytes = content.getBytes(StandardCharsets.US_ASCII);
    refused(content + "." + others.sign(new JWSHeader(algorithm(!isEc())), bytes));
    refused(signed(header(algorithm(isEc())).keyID(null).build(), signer(pair)));
    refused(signed(header(algorithm(isEc())).keyID("").build(), signer(pair)));
    refused(signed(header(algorithm(isEc())).type(JOSEObjectType.JWT).build(), signer(pair)));
    refused(signed(header(algorithm(isEc())).type(null).build(), signer(pair)));
  }

  @Test
  void aKeyThatTheReceiptBringsIsNoKey() throws Exception {
    ECKey own = new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
    JWSSigner signer = new ECDSASigner(own);
    JWSHeader.Builder header = header(JWSAlgorithm.ES256);
    refused(signed(header.build(), signer));
    refused(signed(header.jwk(own.toPublicJWK()).build(), signer));
    refused(
        signed(
            header(JWSAlgorithm.ES256).jwkURL(URI.create("https://evil.example/jwks")).build(),
            signer));
    refused(
        signed(
            header(JWSAlgorithm.ES256)
                .x509CertURL(URI.create("https://evil.example/x5u"))
                .x509CertChain(List.of(Base64.encode(own.toECPublicKey().getEncoded())))
                .build(),
            signer));
  }

  /** Signed by the right key: it isn't what our key signs. */
  @Test
  void anExtendedHeaderIsRefused() throws Exception {
    JWSSigner signer = signer(pair);
    for (JWSHeader header :
        List.of(
            header(algorithm(isEc())).criticalParams(Set.of("exp")).build(),
            header(algorithm(isEc()))
                .criticalParams(Set.of("b64"))
                .base64URLEncodePayload(true)
                .build(),
            header(algorithm(isEc())).customParam("x", 1).build(),
            header(algorithm(isEc())).jwkURL(URI.create("https://evil.example/jwks")).build())) {
      refused(signed(header, signer));
    }
  }

  @Test
  void aTicketIsNoReceiptAndAReceiptIsNoTicket() {
    EncryptedTickets tickets =
        EncryptedTickets.of(TokenSecrets.of("5nQ0r7zPzYw1cK8mE3uB6hX2vJ9tA4sD"));
    refused(tickets.seal(TestKeys.ticket()));
    assertThatThrownBy(() -> tickets.open(genuine))
        .isInstanceOfSatisfying(
            UploadRefusedException.class,
            reason -> assertThat(reason.code()).isEqualTo(ErrorCode.INVALID_TICKET));
  }

  @Test
  void aReceiptOfASecretIsNoneOfAPairAndBack() {
    TokenSecrets secrets = TokenSecrets.of("5nQ0r7zPzYw1cK8mE3uB6hX2vJ9tA4sD");
    Receipts bySecret = Receipts.of(secrets, Duration.ofHours(1), () -> NOW);
    refused(bySecret.issue(TestKeys.upload("alice")));
    assertThatThrownBy(() -> bySecret.verify(genuine, "alice"))
        .isInstanceOf(UploadRefusedException.class);
  }

  private void refusedWith(byte[] signature) {
    refused(part(0) + "." + part(1) + "." + Base64URL.encode(signature));
  }

  private byte[] signature() {
    return Base64URL.from(part(2)).decode();
  }

  /** CVE-2022-21449: with both 0, a broken library takes any content. */
  @Test
  void emptyNumbersAreNoSignature() {
    byte[] order = bytes(order());
    byte[][] numbers = {new byte[32], order, bytes(order().add(BigInteger.ONE)), filled(0xff)};
    for (byte[] first : numbers) {
      for (byte[] second : numbers) {
        refusedWith(joined(first, second));
      }
      refusedWith(joined(first, Arrays.copyOfRange(signature(), 32, 64)));
      refusedWith(joined(Arrays.copyOf(signature(), 32), first));
    }
    byte[] neutral = new byte[64];
    neutral[0] = 1;
    refusedWith(neutral);
  }

  @Test
  void aSignatureHasOneForm() {
    byte[] signature = signature();
    assertThat(signature).hasSize(64);
    byte[] s = Arrays.copyOfRange(signature, 32, 64);
    byte[] r = Arrays.copyOf(signature, 32);
    for (BigInteger other : others(s)) {
      refusedWith(joined(r, bytes(other)));
    }
    refusedWith(Arrays.copyOf(signature, 65));
    refusedWith(Arrays.copyOf(signature, 63));
    refusedWith(joined(new byte[1], signature));
    refusedWith(der(r, s));
    for (char last : unusedBits(genuine.charAt(genuine.length() - 1))) {
      refused(genuine.substring(0, genuine.length() - 1) + last);
    }
    refused(genuine + "=");
    refused(genuine + "==");
    refused(genuine + ".");
    refused(genuine + "\n");
    refused(" " + genuine);
    refused(genuine.substring(0, genuine.length() - 2) + "%" + "3D");
  }

  /** The last character of 64 bytes has two bits of them, and four that mean nothing. */
  private static char[] unusedBits(char last) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int first = alphabet.indexOf(last) & ~15;
    return alphabet.substring(first, first + 16).replace(String.valueOf(last), "").toCharArray();
  }

  /** Other numbers that are the same to the curve: n - s, and s + n where that fits. */
  private List<BigInteger> others(byte[] s) {
    if (isEc()) {
      BigInteger number = new BigInteger(1, s);
      return List.of(order().subtract(number));
    }
    return List.of(new BigInteger(1, reversed(s)).add(order()));
  }

  private byte[] bytes(BigInteger number) {
    byte[] given = number.toByteArray();
    byte[] bytes = new byte[32];
    for (int i = 0; i < Math.min(32, given.length); i++) {
      bytes[31 - i] = given[given.length - 1 - i];
    }
    return isEc() ? bytes : reversed(bytes);
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  private static byte[] filled(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] der(byte[] r, byte[] s) {
    byte[] first = new BigInteger(1, r).toByteArray();
    byte[] second = new BigInteger(1, s).toByteArray();
    byte[] numbers =
        joined(
            joined(new byte[] {2, (byte) first.length}, first),
            joined(new byte[] {2, (byte) second.length}, second));
    return joined(new byte[] {0x30, (byte) numbers.length}, numbers);
  }

  @Test
  void everyChangedCharacterIsRefused() {
    for (int i = 0; i < genuine.length(); i++) {
      char other = genuine.charAt(i) == 'B' ? 'w' : 'B';
      refused(genuine.substring(0, i) + other + genuine.substring(i + 1));
      refused(genuine.substring(0, i));
    }
  }
}
