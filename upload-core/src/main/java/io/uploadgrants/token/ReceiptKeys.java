package io.uploadgrants.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import io.uploadgrants.UploadConfigurationException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys that sign receipts, so that others verify what they can't make. A pair on P-256 signs as
 * ES256, one of Ed25519 as EdDSA. The pair signs; public keys of earlier pairs verify what those
 * signed, so that a pair is replaced without a break: keep the old public key until the last
 * receipt signed with it has expired.
 *
 * <p>A key's {@code kid} is its thumbprint.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7638">RFC 7638, JWK thumbprint</a>
 */
public final class ReceiptKeys {

  private static final int ED25519_BYTES = 32;

  private final List<ReceiptKey> keys;

  private ReceiptKeys(List<ReceiptKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Returns keys of Java's own types, for instance of a key store.
   *
   * @param pair the pair that signs
   * @param earlier public keys of pairs that signed before
   * @return the keys
   * @throws UploadConfigurationException when a key is neither on P-256 nor of Ed25519, or the pair
   *     isn't one
   */
  public static ReceiptKeys of(KeyPair pair, PublicKey... earlier) {
    List<ReceiptKey> keys = new ArrayList<>();
    keys.add(signing(pair));
    for (PublicKey key : earlier) {
      keys.add(key(null, key));
    }
    return new ReceiptKeys(keys);
  }

  /**
   * Returns keys in PEM, as {@code openssl genpkey} and {@code openssl pkey -pubout} write them.
   *
   * @param privateKey the private key that signs: PKCS #8, not encrypted
   * @param publicKey its public key
   * @param earlier public keys of pairs that signed before
   * @return the keys
   * @throws UploadConfigurationException when a text is no such key, a key is neither on P-256 nor
   *     of Ed25519, or the first two aren't a pair
   */
  public static ReceiptKeys ofPem(String privateKey, String publicKey, String... earlier) {
    return of(
        new KeyPair(PemKeys.publicKey(publicKey), PemKeys.privateKey(privateKey)),
        Arrays.stream(earlier).map(PemKeys::publicKey).toArray(PublicKey[]::new));
  }

  private static ReceiptKey signing(KeyPair pair) {
    ReceiptKey key = key(pair.getPrivate(), pair.getPublic());
    byte[] text = "a pair?".getBytes(StandardCharsets.US_ASCII);
    try {
      if (key.method().verify(text, key.method().sign(text))) {
        return key;
      }
    } catch (JOSEException another) {
      // Of another algorithm or curve.
    }
    throw noPair();
  }

  private static UploadConfigurationException noPair() {
    return new UploadConfigurationException(
        PemKeys.PUBLIC_KEY,
        "The first public key for receipts isn't that of the private key; make it of the private key by 'openssl pkey -pubout'.");
  }

  private static ReceiptKey key(@Nullable PrivateKey signing, PublicKey key) {
    try {
      if (key instanceof EdECPublicKey edwards
          && edwards.getParams().getName().equals(Curve.Ed25519.getName())
          && !Ed25519.isOfSmallOrder(edwards)) {
        return ReceiptKey.of(new Ed25519(signing, key), published(key.getEncoded()));
      }
      if (key instanceof ECPublicKey ec
          && Curve.P_256.equals(Curve.forECParameterSpec(ec.getParams()))) {
        return ReceiptKey.of(new Es256(signing, ec), published(ec));
      }
    } catch (JOSEException another) {
      throw signing == null ? unsuitable(PemKeys.PUBLIC_KEY) : noPair();
    }
    throw unsuitable(PemKeys.PUBLIC_KEY);
  }

  private static JWK published(ECPublicKey key) throws JOSEException {
    return new ECKey.Builder(Curve.P_256, key)
        .keyUse(KeyUse.SIGNATURE)
        .algorithm(JWSAlgorithm.ES256)
        .keyIDFromThumbprint()
        .build();
  }

  /** The encoding ends with the key as RFC 8037 writes it. */
  private static JWK published(byte[] encoded) throws JOSEException {
    byte[] x = Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length);
    return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x))
        .keyUse(KeyUse.SIGNATURE)
        .algorithm(JWSAlgorithm.EdDSA)
        .keyIDFromThumbprint()
        .build();
  }

  static UploadConfigurationException unsuitable(String setting) {
    return new UploadConfigurationException(
        setting,
        "A key for receipts is neither on P-256 nor of Ed25519; make a pair by 'openssl genpkey -algorithm ed25519'.");
  }

  /** Returns the keys, the one that signs first. */
  List<ReceiptKey> all() {
    return keys;
  }

  /** Returns the number of keys alone. */
  @Override
  public String toString() {
    return "ReceiptKeys[" + keys.size() + "]";
  }
}
