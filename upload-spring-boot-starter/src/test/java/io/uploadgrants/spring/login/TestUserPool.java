package io.uploadgrants.spring.login;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.function.UnaryOperator;

/** A user pool that signs tokens and serves its keys; it is closed with the JVM. */
public final class TestUserPool {

  public static final String ID = "eu-west-1_AbCdEf123";
  public static final String ISSUER = "https://cognito-idp.eu-west-1.amazonaws.com/" + ID;
  public static final String CLIENT = "client1";

  /** Made once: that takes a second. */
  private static final RSAKey KEY = generated();

  private final HttpServer server;

  private TestUserPool(HttpServer server) {
    this.server = server;
  }

  private static RSAKey generated() {
    try {
      return new RSAKeyGenerator(2048).keyID("k1").generate();
    } catch (JOSEException broken) {
      throw new IllegalStateException(broken);
    }
  }

  public static TestUserPool start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      byte[] keys = new JWKSet(KEY.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
      server.createContext(
          "/jwks.json",
          exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
          });
      server.start();
      return new TestUserPool(server);
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  public RSAKey key() {
    return KEY;
  }

  public String jwkSetUri() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks.json";
  }

  public String accessToken(String subject) {
    return token(subject, claims -> claims);
  }

  public String idToken(String subject) {
    return token(
        subject,
        claims ->
            claims
                .claim("token_use", "id")
                .claim("client_id", null)
                .audience(CLIENT)
                .claim("cognito:username", "name-of-" + subject));
  }

  /** Returns an access token with other claims. */
  public String token(String subject, UnaryOperator<JWTClaimsSet.Builder> change) {
    return sign(KEY, subject, change);
  }

  @SuppressWarnings("JavaUtilDate") // Nimbus' type
  public static String sign(
      RSAKey key, String subject, UnaryOperator<JWTClaimsSet.Builder> change) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .subject(subject)
            .claim("token_use", "access")
            .claim("client_id", CLIENT)
            .claim("username", "name-of-" + subject)
            .expirationTime(Date.from(Instant.now().plusSeconds(600)));
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(),
              change.apply(claims).build());
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
