package io.uploadgrants.testkit.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.uploadgrants.ErrorCode;
import io.uploadgrants.UploadException;
import io.uploadgrants.UploadRefusedException;
import io.uploadgrants.cognito.Authentication.SignedIn;
import io.uploadgrants.cognito.TokenUse;
import io.uploadgrants.cognito.UserPoolTokens;
import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Moto's tokens. All of its pools have one key, so that only the issuer tells them apart; tokens of
 * other keys are made here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Needs(Equipment.MOTO)
class MotoTokenTests {

  private RSAKey own;
  private MotoPool moto;
  private SignedIn signedIn;
  private UserPoolTokens tokens;
  private UserPoolTokens idTokens;

  @BeforeAll
  void start() throws JOSEException {
    own = new RSAKeyGenerator(2048).keyID("dummy").generate();
    moto = MotoPool.create();
    signedIn = moto.signIn();
    tokens = moto.tokens().build();
    idTokens = moto.tokens().tokenUse(TokenUse.ID).build();
  }

  private void assertRefused(String token) {
    assertRefusedBy(tokens, token);
  }

  private static void assertRefusedBy(UserPoolTokens tokens, String token) {
    assertThatThrownBy(() -> tokens.verify(token))
        .isExactlyInstanceOf(UploadRefusedException.class)
        .hasNoCause()
        .hasMessageStartingWith("The token isn't a valid ")
        .extracting(reason -> ((UploadException) reason).code())
        .isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
  }

  @Test
  void tokensAreAcceptedForTheirUse() {
    assertThat(tokens.verify(signedIn.accessToken()).username()).isEqualTo(signedIn.username());
    assertThat(idTokens.verify(signedIn.idToken()).subject())
        .isEqualTo(tokens.verify(signedIn.accessToken()).subject());
    assertRefused(signedIn.idToken());
    assertRefusedBy(idTokens, signedIn.accessToken());
    assertRefused(String.valueOf(signedIn.refreshToken()));
  }

  @Test
  void theUsersGroupsAreTold() {
    moto.cognito().createGroup(request -> request.userPoolId(moto.id()).groupName("editors"));
    String username = moto.enrol();
    moto.cognito()
        .adminAddUserToGroup(
            request -> request.userPoolId(moto.id()).username(username).groupName("editors"));

    SignedIn editor = MotoPool.signedIn(moto.pool().authenticate(username, MotoPool.PASSWORD));

    assertThat(tokens.verify(editor.accessToken()).groups()).containsExactly("editors");
  }

  @Test
  void anExpiredTokenIsRefused() {
    Instant expiry = tokens.verify(signedIn.accessToken()).expiresAt();

    moto.tokens().clock(() -> expiry.plusSeconds(59)).build().verify(signedIn.accessToken());
    assertRefusedBy(
        moto.tokens().clock(() -> expiry.plusSeconds(61)).build(), signedIn.accessToken());
  }

  @Test
  void aTokenOfAnotherPoolIsRefused() {
    MotoPool other = MotoPool.create();
    SignedIn stranger = other.signIn();

    other.tokens().build().verify(stranger.accessToken());
    assertRefused(stranger.accessToken());
    assertRefusedBy(
        UserPoolTokens.of(moto.id(), other.app().clientId()).jwksUri(moto.jwks()).build(),
        stranger.accessToken());
  }

  @Test
  void aTokenOfAnotherClientIsRefused() {
    SignedIn elsewhere =
        MotoPool.signedIn(moto.otherClient().authenticate(moto.enrol(), MotoPool.PASSWORD));

    assertRefused(elsewhere.accessToken());
    assertRefusedBy(idTokens, elsewhere.idToken());
  }

  @Test
  void anUnsignedTokenIsRefused() throws Exception {
    String[] parts = signedIn.accessToken().split("\\.", -1);
    String none =
        Base64URL.encode("{\"alg\":\"none\",\"typ\":\"JWT\",\"kid\":\"dummy\"}").toString();

    assertRefused(new PlainJWT(claims()).serialize());
    assertRefused(none + "." + parts[1] + ".");
    assertRefused(none + "." + parts[1] + "." + parts[2]);
  }

  @Test
  void anHmacWithThePublicKeyIsRefused() throws Exception {
    RSAKey key = (RSAKey) JWKSet.load(moto.jwks().toURL()).getKeys().get(0);
    for (byte[] secret :
        List.of(
            key.toRSAPublicKey().getEncoded(),
            key.getModulus().decode(),
            key.getModulus().toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII))) {
      SignedJWT token = new SignedJWT(header(JWSAlgorithm.HS256, "dummy"), claims());
      token.sign(new MACSigner(secret));
      assertRefused(token.serialize());
    }
  }

  @Test
  void anAlteredTokenIsRefused() throws Exception {
    String[] parts = signedIn.accessToken().split("\\.", -1);
    for (JWTClaimsSet altered :
        List.of(
            new JWTClaimsSet.Builder(claims()).claim("username", "admin").build(),
            new JWTClaimsSet.Builder(claims()).subject("another").build(),
            new JWTClaimsSet.Builder(claims()).claim("exp", 9_999_999_999L).build())) {
      assertRefused(parts[0] + "." + Base64URL.encode(altered.toString()) + "." + parts[2]);
    }
    byte[] signature = new Base64URL(parts[2]).decode();
    for (int i = 0; i < signature.length; i += 15) {
      byte[] altered = signature.clone();
      altered[i] ^= 1;
      assertRefused(parts[0] + "." + parts[1] + "." + Base64URL.encode(altered));
    }
  }

  @Test
  void aTokenOfAKeyThatIsNotThePoolsIsRefused() throws Exception {
    for (String kid : List.of("dummy", "unknown")) {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(header(JWSAlgorithm.RS256, kid)).jwk(own.toPublicJWK()).build(),
              claims());
      token.sign(new RSASSASigner(own));
      assertRefused(token.serialize());
    }
  }

  /** Through a relay that counts, and that can be gone. */
  @Test
  void manyUnknownKeysMakeFewRequestsAndAnOutageMakesNoRefusal() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    AtomicLong seconds = new AtomicLong();
    HttpServer relay =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    relay.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          try (InputStream keys = moto.jwks().toURL().openStream()) {
            byte[] body = keys.readAllBytes();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    relay.start();
    Instant start = Instant.now();
    UserPoolTokens relayed =
        moto.tokens()
            .jwksUri(URI.create("http://127.0.0.1:" + relay.getAddress().getPort() + "/"))
            .clock(() -> start.plusSeconds(seconds.get()))
            .build();

    relayed.verify(signedIn.accessToken());
    for (int i = 0; i < 100; i++) {
      SignedJWT token = new SignedJWT(header(JWSAlgorithm.RS256, "unknown-" + i), claims());
      token.sign(new RSASSASigner(own));
      assertRefusedBy(relayed, token.serialize());
    }
    assertThat(requests).hasValue(2);
    relay.stop(0);
    for (int i = 0; i < 5; i++) {
      seconds.addAndGet(310);
      relayed.verify(signedIn.accessToken());
    }
    assertThat(requests).hasValue(2);
  }

  private JWTClaimsSet claims() throws java.text.ParseException {
    return SignedJWT.parse(signedIn.accessToken()).getJWTClaimsSet();
  }

  private static JWSHeader header(JWSAlgorithm algorithm, String kid) {
    return new JWSHeader.Builder(algorithm).keyID(kid).build();
  }
}
