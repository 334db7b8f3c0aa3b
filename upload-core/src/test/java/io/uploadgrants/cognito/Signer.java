package io.uploadgrants.cognito;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

/** Signs tokens as a pool would. */
record Signer(RSAKey key) {

  /** Made once: that takes a second. */
  private static final RSAKey FIRST = generated();

  private static final RSAKey SECOND = generated();

  private static RSAKey generated() {
    try {
      return new RSAKeyGenerator(2048).generate();
    } catch (JOSEException failed) {
      throw new IllegalStateException(failed);
    }
  }

  static Signer rsa(String kid) {
    return new Signer(new RSAKey.Builder(FIRST).keyID(kid).build());
  }

  /** Returns one with another key, which may have the same name. */
  static Signer other(String kid) {
    return new Signer(new RSAKey.Builder(SECOND).keyID(kid).build());
  }

  String sign(JWTClaimsSet claims) {
    return sign(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
  }

  String sign(JWSHeader header, JWTClaimsSet claims) {
    try {
      return sign(header, claims, new RSASSASigner(key));
    } catch (JOSEException failed) {
      throw new IllegalStateException(failed);
    }
  }

  static String sign(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
    SignedJWT token = new SignedJWT(header, claims);
    try {
      token.sign(signer);
    } catch (JOSEException failed) {
      throw new IllegalStateException(failed);
    }
    return token.serialize();
  }
}
