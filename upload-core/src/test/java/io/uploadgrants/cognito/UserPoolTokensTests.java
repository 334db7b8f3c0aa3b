package io.uploadgrants.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.PlainJWT;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.iam.UserPoolId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens signed by keys of these tests, and every forgery that has a name. */
class UserPoolTokensTests {

  private static final Signer SIGNER = Signer.rsa("key-1");
  private static final Signer OTHER = Signer.other("key-1");
  @AutoClose private static final JwksServer JWKS = new JwksServer(SIGNER);
  @AutoClose private static final JwksServer ATTACKERS = new JwksServer(OTHER);

  private final AtomicReference<Instant> now = new AtomicReference<>(TestTokens.NOW);
  private final UserPoolTokens tokens = builder().build();
  private final UserPoolTokens idTokens = builder().tokenUse(TokenUse.ID).build();

  private UserPoolTokens.Builder builder() {
    return UserPoolTokens.of(CognitoStub.POOL, CognitoStub.CLIENT)
        .jwksUri(JWKS.uri())
        .clock(now::get);
  }

  @Test
  void anAccessTokenSaysWhoIsAsking() {
    UserPoolToken token = tokens.verify(SIGNER.sign(TestTokens.access().build()));

    assertThat(token)
        .isEqualTo(
            new UserPoolToken(
                TestTokens.SUBJECT,
                "alice",
                List.of("editors", "admins"),
                TokenUse.ACCESS,
                CognitoStub.CLIENT,
                TestTokens.NOW.plusSeconds(3_540)));
  }

  @Test
  void anIdTokenIsAcceptedWhereItIsAskedFor() {
    String id = SIGNER.sign(TestTokens.id().claim("cognito:groups", null).build());

    UserPoolToken token = idTokens.verify(id);

    assertThat(token.tokenUse()).isEqualTo(TokenUse.ID);
    assertThat(token.username()).isEqualTo("alice");
    assertThat(token.groups()).isEmpty();
    assertThat(token.clientId()).isEqualTo(CognitoStub.CLIENT);
    assertRefused(id);
  }

  @Test
  void anAccessTokenInPlaceOfAnIdTokenIsRefused() {
    assertRefusedBy(idTokens, SIGNER.sign(TestTokens.access().build()), "ID token");
    // Even if it has all that the other would have.
    assertRefusedBy(
        idTokens, SIGNER.sign(TestTokens.id().claim("token_use", "access").build()), "ID token");
    assertRefused(
        SIGNER.sign(
            TestTokens.access().audience(CognitoStub.CLIENT).claim("token_use", "id").build()));
  }

  @Test
  void theTokensOfEachNamedClientAreAccepted() {
    UserPoolTokens two = builder().clientId("second").build();

    for (String client : List.of(CognitoStub.CLIENT, "second")) {
      String token = SIGNER.sign(TestTokens.access().claim("client_id", client).build());
      assertThat(two.verify(token).clientId()).isEqualTo(client);
    }
    assertRefusedBy(
        two, SIGNER.sign(TestTokens.access().claim("client_id", "third").build()), "access token");
    assertRefused(SIGNER.sign(TestTokens.access().claim("client_id", "second").build()));
    assertRefusedBy(idTokens, SIGNER.sign(TestTokens.id().audience("second").build()), "ID token");
    assertRefusedBy(
        idTokens,
        SIGNER.sign(TestTokens.id().audience(List.of(CognitoStub.CLIENT, "second")).build()),
        "ID token");
  }

  @Test
  void theClocksMayDifferByAMinute() {
    String token = SIGNER.sign(TestTokens.access().build());
    Instant expiry = TestTokens.NOW.plusSeconds(3_540);

    now.set(expiry.plusSeconds(59));
    tokens.verify(token);
    now.set(expiry.plusSeconds(60));
    assertRefused(token);
    now.set(TestTokens.NOW.plusSeconds(360_000));
    assertRefused(token);
  }

  @Test
  void aTokenThatIsNotValidYetIsRefused() {
    Instant later = TestTokens.NOW.plusSeconds(61);

    assertRefused(SIGNER.sign(TestTokens.access().notBeforeTime(TestTokens.at(later)).build()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Another12",
        "https://cognito-idp.us-east-1.amazonaws.com/eu-west-1_AbCdEf123",
        "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123/",
        "http://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123",
        "https://evil.example/eu-west-1_AbCdEf123"
      })
  void aTokenOfAnotherIssuerIsRefused(String issuer) {
    assertRefused(SIGNER.sign(TestTokens.access().issuer(issuer).build()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"iss", "sub", "exp", "token_use", "client_id", "username"})
  void aTokenWithoutOneOfTheClaimsIsRefused(String claim) {
    assertRefused(SIGNER.sign(TestTokens.access().claim(claim, null).build()));
  }

  @ParameterizedTest
  @CsvSource({
    "sub, ' '",
    "username, ''",
    "token_use, Access",
    "client_id, 1H57KF5CPQ17M0EML12EXAMPLE",
    "cognito:groups, admins"
  })
  void aClaimOfAnotherValueIsRefused(String claim, String value) {
    assertRefused(SIGNER.sign(TestTokens.access().claim(claim, value).build()));
  }

  @Test
  void claimsOfAnotherTypeAreRefused() {
    for (String claim : List.of("token_use", "client_id", "username", "cognito:groups")) {
      assertRefused(SIGNER.sign(TestTokens.access().claim(claim, 7).build()));
      assertRefused(
          SIGNER.sign(TestTokens.access().claim(claim, List.of(7, CognitoStub.CLIENT)).build()));
    }
    assertRefused(SIGNER.sign(TestTokens.access().subject("s".repeat(1_025)).build()));
  }

  @Test
  void aTokenThatIsNotSignedIsRefused() {
    String plain = new PlainJWT(TestTokens.access().build()).serialize();
    String signed = SIGNER.sign(TestTokens.access().build());
    String none = Base64URL.encode("{\"alg\":\"none\",\"kid\":\"key-1\"}").toString();

    assertRefused(plain);
    assertRefused(plain + signed.substring(signed.lastIndexOf('.') + 1));
    assertRefused(none + signed.substring(signed.indexOf('.')));
    assertRefused(none.replace("=", "") + "." + signed.split("\\.", -1)[1] + ".AA");
    for (String spelling : List.of("None", "NONE", "nOnE")) {
      assertRefused(
          Base64URL.encode("{\"alg\":\"" + spelling + "\"}")
              + signed.substring(signed.indexOf('.')));
    }
    assertRefused(signed.substring(0, signed.lastIndexOf('.') + 1));
    assertRefused(signed.substring(0, signed.lastIndexOf('.')));
  }

  /** The public key as an HMAC secret, in each form in which a careless library would take it. */
  @Test
  void anHmacWithThePublicKeyIsRefused() throws JOSEException {
    byte[] der = SIGNER.key().toRSAPublicKey().getEncoded();
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    String pem = "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----";
    for (byte[] secret :
        List.of(
            der,
            pem.getBytes(StandardCharsets.US_ASCII),
            (pem + "\n").getBytes(StandardCharsets.US_ASCII),
            SIGNER.key().getModulus().decode(),
            SIGNER.key().getModulus().toString().getBytes(StandardCharsets.US_ASCII),
            SIGNER.key().toPublicJWK().toJSONString().getBytes(StandardCharsets.US_ASCII))) {
      for (JWSAlgorithm hmac : List.of(JWSAlgorithm.HS256, JWSAlgorithm.HS512)) {
        assertRefused(
            Signer.sign(
                new JWSHeader.Builder(hmac).keyID("key-1").build(),
                TestTokens.access().build(),
                new MACSigner(secret)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS384", "RS512", "PS256", "PS384", "PS512"})
  void anotherAlgorithmOfTheSameKeyIsRefused(String algorithm) {
    JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.parse(algorithm)).keyID("key-1").build();

    assertRefused(SIGNER.sign(header, TestTokens.access().build()));
  }

  @Test
  void anAlteredTokenIsRefused() {
    String[] parts = SIGNER.sign(TestTokens.access().build()).split("\\.", -1);
    String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);

    for (String altered :
        List.of(
            payload.replace("alice", "admin"),
            payload.replace(TestTokens.SUBJECT, "another"),
            payload.replace("\"exp\":1", "\"exp\":2"),
            payload + " ")) {
      assertThat(altered).isNotEqualTo(payload);
      assertRefused(parts[0] + "." + Base64URL.encode(altered) + "." + parts[2]);
    }
    byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
    for (int bit = 0; bit < signature.length * 8; bit += 97) {
      byte[] altered = signature.clone();
      altered[bit / 8] ^= (byte) (1 << bit % 8);
      assertRefused(parts[0] + "." + parts[1] + "." + Base64URL.encode(altered));
    }
    for (byte[] other :
        List.of(
            new byte[signature.length],
            Arrays.copyOf(signature, signature.length - 1),
            Arrays.copyOf(signature, signature.length + 1))) {
      assertRefused(parts[0] + "." + parts[1] + "." + Base64URL.encode(other));
    }
  }

  @Test
  void anotherKeyOfTheSameNameIsRefused() {
    assertRefused(OTHER.sign(TestTokens.access().build()));
  }

  /** And the key that the header brings or points to isn't even fetched. */
  @Test
  void aKeyThatTheTokenBringsIsIgnored() throws JOSEException {
    for (String kid : new String[] {"key-1", "key-9", null, "../../etc/passwd", "' OR 1=1 --"}) {
      JWSHeader.Builder header =
          new JWSHeader.Builder(JWSAlgorithm.RS256)
              .keyID(kid)
              .jwk(OTHER.key().toPublicJWK())
              .jwkURL(ATTACKERS.uri())
              .x509CertURL(ATTACKERS.uri());
      assertRefused(OTHER.sign(header.build(), TestTokens.access().build()));
    }
    JWSHeader kidIsUri =
        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(ATTACKERS.uri().toString()).build();
    assertRefused(OTHER.sign(kidIsUri, TestTokens.access().build()));
    assertThat(ATTACKERS.requests()).isZero();

    JWSHeader ours =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .keyID("key-1")
            .jwk(OTHER.key().toPublicJWK())
            .jwkURL(ATTACKERS.uri())
            .build();
    assertThat(tokens.verify(SIGNER.sign(ours, TestTokens.access().build())).username())
        .isEqualTo("alice");
    assertThat(ATTACKERS.requests()).isZero();
  }

  @Test
  void anExtensionThatMustBeUnderstoodIsRefused() throws JOSEException {
    JWSHeader critical =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .keyID("key-1")
            .criticalParams(Set.of("exp"))
            .customParam("exp", 1)
            .build();
    String token =
        Signer.sign(
            critical,
            TestTokens.access().build(),
            new RSASSASigner(SIGNER.key().toRSAPrivateKey()));

    assertRefused(token);
  }

  @Test
  void anotherTypeOfTokenIsRefused() {
    JWSHeader logout =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .keyID("key-1")
            .type(new JOSEObjectType("logout+jwt"))
            .build();

    assertRefused(SIGNER.sign(logout, TestTokens.access().build()));
  }

  @Test
  void anEncryptedTokenIsRefused() throws JOSEException {
    EncryptedJWT token =
        new EncryptedJWT(
            new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM)
                .keyID("key-1")
                .build(),
            TestTokens.access().build());
    token.encrypt(new RSAEncrypter(SIGNER.key().toRSAPublicKey()));

    assertRefused(token.serialize());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "a",
        "a.b.c",
        "a.b.c.d",
        "....",
        "e30.e30.e30",
        "bnVsbA.bnVsbA.bnVsbA",
        "W10.W10.W10",
        "Bearer a.b.c",
        "a.b.c\n",
        "\u0000",
        "ä.ö.ü",
        "{\"payload\":\"\"}"
      })
  void whatIsNoTokenIsRefused(String text) {
    assertRefused(text);
  }

  @Test
  void spaceOrPaddingAroundATokenIsRefused() {
    String token = SIGNER.sign(TestTokens.access().build());

    tokens.verify(token);
    for (String other : List.of(" " + token, token + " ", token + "\n", token + "=", token + ".")) {
      assertRefused(other);
    }
  }

  @Test
  void aTokenOfAMegabyteIsRefusedUnread() {
    String signed = SIGNER.sign(TestTokens.access().claim("filler", "f".repeat(20_000)).build());

    assertRefused("a".repeat(1 << 20));
    assertRefused("a.".repeat(1 << 19));
    assertRefused(signed);
  }

  @Test
  void deepOrBrokenJsonInAllPartsIsRefused() {
    String deep = Base64URL.encode("{\"a\":" + "[".repeat(5_000)).toString();
    String[] parts = SIGNER.sign(TestTokens.access().build()).split("\\.", -1);

    assertRefused(deep + "." + parts[1] + "." + parts[2]);
    assertRefused(parts[0] + "." + deep + "." + parts[2]);
    for (String json :
        List.of("null", "[]", "7", "\"a\"", "{}", "", " ", "{\"exp\":null}", "{\"exp\":\"x\"}")) {
      String part = Base64URL.encode(json + " ").toString();
      assertRefused(part + "." + parts[1] + "." + parts[2]);
      assertRefused(parts[0] + "." + part + "." + parts[2]);
      assertRefused(signedPayload(part));
    }
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      byte[] noise = new byte[random.nextInt(60)];
      random.nextBytes(noise);
      String header =
          switch (random.nextInt(3)) {
            case 0 -> parts[0];
            case 1 ->
                Base64URL.encode("{\"alg\":\"RS256\",\"kid\":" + random.nextInt() + "}").toString();
            default -> Base64URL.encode(noise).toString();
          };
      assertRefused(header + "." + Base64URL.encode(noise) + "." + parts[2]);
    }
  }

  /** Signs what isn't a set of claims. */
  private static String signedPayload(String payload) {
    JWSObject signed =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("key-1").build(),
            new Payload(new Base64URL(payload)));
    try {
      signed.sign(new RSASSASigner(SIGNER.key()));
    } catch (JOSEException failed) {
      throw new IllegalStateException(failed);
    }
    return signed.serialize();
  }

  private void assertRefused(String token) {
    assertRefusedBy(tokens, token, "access token");
  }

  /** All refusals are the same, and none repeats the token. */
  private static void assertRefusedBy(UserPoolTokens tokens, String token, String use) {
    assertThatThrownBy(() -> tokens.verify(token))
        .isExactlyInstanceOf(UploadRefusedException.class)
        .hasNoCause()
        .hasMessage(
            "The token isn't a valid %s of this application's user pool, or has expired; sign in or refresh, and send the new %s."
                .formatted(use, use))
        .extracting(reason -> ((UploadRefusedException) reason).code())
        .isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://cognito-idp.eu-west-1.amazonaws.com/x",
        "http://127.0.0.1.evil.example/x",
        "http://localhost.evil.example/x",
        "http://10.0.0.1/x",
        "file:///etc/passwd",
        "ftp://localhost/x",
        "jar:file:/x!/y",
        "//localhost/x",
        "keys"
      })
  void keysThatCouldBeAlteredOnTheWayAreRefused(String uri) {
    assertThatThrownBy(() -> builder().jwksUri(URI.create(uri)))
        .isInstanceOf(UploadConfigurationException.class)
        .hasMessageContaining("https");
  }

  @Test
  void keysOverHttpsOrFromThisHostAreTaken() {
    for (String uri :
        List.of("https://keys.example/x", "http://localhost:1/x", "http://[::1]:1/x")) {
      builder().jwksUri(URI.create(uri)).build();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "eu-west-1_A, https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_A",
    "us-gov-west-1_A, https://cognito-idp.us-gov-west-1.amazonaws.com/us-gov-west-1_A",
    "cn-north-1_A, https://cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_A"
  })
  void theIssuerIsThatOfThePoolsPartition(String pool, String issuer) {
    assertThat(UserPoolId.of(pool).issuer()).isEqualTo(issuer);
  }

  @Test
  void whatATokenSaysIsNotInItsText() {
    UserPoolToken token = tokens.verify(SIGNER.sign(TestTokens.access().build()));

    assertThat(token.toString())
        .isEqualTo(
            "UserPoolToken[tokenUse=ACCESS, clientId=%s, expiresAt=2026-11-24T11:14:30Z]"
                .formatted(CognitoStub.CLIENT));
  }
}
