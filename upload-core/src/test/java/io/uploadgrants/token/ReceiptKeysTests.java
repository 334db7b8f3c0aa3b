package io.uploadgrants.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadRefusedException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who has the public key verifies, by whatever library; who hasn't the private key can't sign. */
class ReceiptKeysTests {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private static Receipts receipts(ReceiptKeys keys) {
    return Receipts.of(keys, Duration.ofHours(1), () -> NOW);
  }

  private static JWSVerifier verifier(JWK key) throws Exception {
    return key.getKeyType().getValue().equals("EC")
        ? new ECDSAVerifier(key.toECKey())
        : new Ed25519Verifier(key.toOctetKeyPair());
  }

  @ParameterizedTest
  @CsvSource({"secp256r1, ES256", "Ed25519, EdDSA"})
  void nimbusVerifiesAReceiptByThePublishedKey(String pair, String algorithm) throws Exception {
    Receipts receipts = receipts(ReceiptKeys.of(TestKeys.pair(pair)));
    for (int i = 0; i < 200; i++) {
      String receipt = receipts.issue(TestKeys.upload("alice" + i));
      SignedJWT token = SignedJWT.parse(receipt);
      JWSHeader header = token.getHeader();
      JWK key = JWKSet.parse(receipts.jwks()).getKeyByKeyId(header.getKeyID());

      assertThat(token.verify(verifier(key))).isTrue();
      assertThat(header.getAlgorithm().getName()).isEqualTo(algorithm);
      assertThat(header.getType().getType()).isEqualTo("upload-receipt+jwt");
      assertThat(header.toJSONObject()).containsOnlyKeys("alg", "typ", "kid");
      assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo("alice" + i);
      assertThat(receipts.verify(receipt, "alice" + i)).isEqualTo(TestKeys.upload("alice" + i));
    }
  }

  /** RFC 8037, appendix A: key, signature and thumbprint. */
  @Test
  void ed25519IsAsTheStandardHasIt() throws Exception {
    KeyFactory factory = KeyFactory.getInstance("Ed25519");
    PrivateKey signing =
        factory.generatePrivate(
            new PKCS8EncodedKeySpec(
                hex(
                    "302e020100300506032b657004220420"
                        + "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")));
    PublicKey key =
        factory.generatePublic(
            new X509EncodedKeySpec(
                hex(
                    "302a300506032b6570032100"
                        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")));
    byte[] content =
        "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"
            .getBytes(StandardCharsets.US_ASCII);

    assertThat(CompactToken.encoded(new Ed25519(signing, key).sign(content)))
        .isEqualTo(
            "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");
    JWK published =
        JWKSet.parse(receipts(ReceiptKeys.of(new KeyPair(key, signing))).jwks()).getKeys().get(0);
    assertThat(published.toOctetKeyPair().getX())
        .hasToString("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    assertThat(published.getKeyID()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp256r1", "Ed25519"})
  void publicMembersAloneArePublished(String name) {
    String jwks = receipts(ReceiptKeys.of(TestKeys.pair(name))).jwks();
    JsonNode key = JsonMapper.shared().readTree(jwks).path("keys").path(0);

    assertThat(key.propertyNames())
        .containsExactlyInAnyOrderElementsOf(
            name.equals("Ed25519")
                ? List.of("kty", "crv", "x", "use", "alg", "kid")
                : List.of("kty", "crv", "x", "y", "use", "alg", "kid"));
    assertThat(key.path("use").stringValue()).isEqualTo("sig");
  }

  @Test
  void aSecretIsNeverPublished() {
    TokenSecrets secrets = TokenSecrets.of("5nQ0r7zPzYw1cK8mE3uB6hX2vJ9tA4sD");

    assertThat(Receipts.of(secrets, Duration.ofHours(1), () -> NOW).jwks())
        .isEqualTo("{\"keys\":[]}");
  }

  @Test
  void aPairIsReplacedWithoutABreak() throws Exception {
    KeyPair old = TestKeys.pair("secp256r1");
    KeyPair next = TestKeys.pair("Ed25519");
    String older = receipts(ReceiptKeys.of(old)).issue(TestKeys.upload("alice"));
    Receipts both = receipts(ReceiptKeys.of(next, old.getPublic(), next.getPublic()));

    assertThat(both.verify(older, "alice")).isEqualTo(TestKeys.upload("alice"));
    String newer = both.issue(TestKeys.upload("alice"));
    List<JWK> published = JWKSet.parse(both.jwks()).getKeys();
    assertThat(published).hasSize(2);
    assertThat(published.get(0).getKeyID())
        .isEqualTo(SignedJWT.parse(newer).getHeader().getKeyID());
    Receipts nextAlone = receipts(ReceiptKeys.of(next));
    assertThat(nextAlone.verify(newer, "alice")).isEqualTo(TestKeys.upload("alice"));
    assertThatThrownBy(() -> nextAlone.verify(older, "alice"))
        .isInstanceOf(UploadRefusedException.class)
        .hasMessageContaining("its key is no longer known");
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp256r1", "Ed25519"})
  void keysAreReadFromPem(String name) {
    KeyPair pair = TestKeys.pair(name);
    String signing = TestKeys.pem(pair.getPrivate());
    String key = TestKeys.pem(pair.getPublic());
    String receipt = receipts(ReceiptKeys.of(pair)).issue(TestKeys.upload("alice"));

    for (String form :
        List.of(key, key.replace("\n", "\r\n"), key.replace("\r\n", " "), " " + key)) {
      ReceiptKeys read =
          ReceiptKeys.ofPem(signing, form, TestKeys.pem(TestKeys.pair(name).getPublic()));
      assertThat(receipts(read).verify(receipt, "alice")).isEqualTo(TestKeys.upload("alice"));
      assertThat(read).hasToString("ReceiptKeys[2]");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v",
        "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n-----END EC PRIVATE KEY-----",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMHcCAQEE\n-----END ENCRYPTED PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nMHc=CAQEE\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nMHcCAQEE",
        "-----BEGIN PRIVATE KEY-----\nMHcCAQEE\n-----END PRIVATE KEY-----"
      })
  void whatIsNoPrivateKeyIsRefusedWithoutAWordOfIt(String pem) {
    String key = TestKeys.pem(TestKeys.pair("Ed25519").getPublic());

    assertThatThrownBy(() -> ReceiptKeys.ofPem(pem, key))
        .isInstanceOfSatisfying(
            UploadConfigurationException.class,
            failed -> assertThat(failed.setting()).isEqualTo("receipts.private-key"))
        .hasMessageContaining("openssl genpkey")
        .hasMessageNotContainingAny("MHc", "MC4")
        .hasNoCause();
  }

  /** Good keys all, so that nothing but their form is wrong. */
  @Test
  void aTextHasOneKeyUnderItsOwnLabel() {
    KeyPair pair = TestKeys.pair("Ed25519");
    String signing = TestKeys.pem(pair.getPrivate());
    String key = TestKeys.pem(pair.getPublic());

    for (String wrong :
        List.of(
            signing + signing,
            signing + key,
            key + signing,
            "key:\n" + signing,
            signing + "key",
            signing.replace("PRIVATE", "EC PRIVATE"),
            signing.replace("PRIVATE", "ENCRYPTED PRIVATE"))) {
      assertThatThrownBy(() -> ReceiptKeys.ofPem(wrong, key))
          .hasMessageContaining("no PKCS #8 key in PEM");
    }
    for (String wrong : List.of(key + key, key + signing, key.replace("PUBLIC", "RSA PUBLIC"))) {
      assertThatThrownBy(() -> ReceiptKeys.ofPem(signing, wrong))
          .hasMessageContaining("no key in PEM");
    }
  }

  @Test
  void aPrivateKeyIsNoPublicKey() {
    String signing = TestKeys.pem(TestKeys.pair("Ed25519").getPrivate());

    assertThatThrownBy(() -> ReceiptKeys.ofPem(signing, signing))
        .isInstanceOfSatisfying(
            UploadConfigurationException.class,
            failed -> assertThat(failed.setting()).isEqualTo("receipts.public-key"))
        .hasMessageContaining("openssl pkey -pubout");
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp384r1", "secp521r1", "Ed448", "RSA"})
  void keysOfAnotherStrengthAreRefused(String name) {
    KeyPair weak = TestKeys.pair(name);
    KeyPair good = TestKeys.pair("Ed25519");

    assertThatThrownBy(() -> ReceiptKeys.of(weak)).hasMessageContaining("neither on P-256 nor");
    assertThatThrownBy(() -> ReceiptKeys.of(good, weak.getPublic()))
        .hasMessageContaining("neither on P-256 nor");
    assertThatThrownBy(
            () ->
                ReceiptKeys.ofPem(TestKeys.pem(weak.getPrivate()), TestKeys.pem(weak.getPublic())))
        .hasMessageContaining("neither on P-256 nor");
  }

  @ParameterizedTest
  @CsvSource({
    "secp256r1, secp256r1",
    "Ed25519, Ed25519",
    "secp256r1, Ed25519",
    "Ed25519, secp256r1",
    "secp384r1, secp256r1",
    "RSA, secp256r1",
    "RSA, Ed25519"
  })
  void twoHalvesOfDifferentPairsAreRefused(String signing, String key) {
    KeyPair mixed =
        new KeyPair(TestKeys.pair(key).getPublic(), TestKeys.pair(signing).getPrivate());

    assertThatThrownBy(() -> ReceiptKeys.of(mixed))
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContaining("isn't that of the private key");
  }

  /** A key that isn't on its curve verifies nothing. */
  @Test
  void anEarlierKeyBesideItsCurveIsNotTakenForAHalf() throws Exception {
    ECPublicKey key = (ECPublicKey) TestKeys.pair("secp256r1").getPublic();
    ECPoint beside =
        new ECPoint(key.getW().getAffineX(), key.getW().getAffineY().add(BigInteger.ONE));
    PublicKey broken =
        KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(beside, key.getParams()));

    assertThatThrownBy(() -> ReceiptKeys.of(TestKeys.pair("Ed25519"), broken))
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContaining("neither on P-256 nor");
  }

  /** For these keys anybody signs: all zeros, as of a key that was never filled in, are one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
      })
  void aKeyOfSmallOrderIsRefused(String point) throws Exception {
    PublicKey small =
        KeyFactory.getInstance("Ed25519")
            .generatePublic(new X509EncodedKeySpec(hex("302a300506032b6570032100" + point)));

    assertThatThrownBy(() -> ReceiptKeys.of(TestKeys.pair("Ed25519"), small))
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContaining("neither on P-256 nor");
  }
}
