package io.uploadgrants.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * EdDSA on Ed25519 by the JDK, as Nimbus's needs another library.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8037#section-3.1">RFC 8037, EdDSA</a>
 */
final class Ed25519 implements SignatureMethod {

  private static final String NAME = "Ed25519";
  private static final int BYTES = 64;

  private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  /** Of one of the two pairs of points that eight times themselves are neutral. */
  private static final BigInteger EIGHTH =
      new BigInteger("05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826", 16);

  private static final Set<BigInteger> OF_SMALL_ORDER =
      Set.of(
          BigInteger.ZERO,
          BigInteger.ONE,
          PRIME.subtract(BigInteger.ONE),
          EIGHTH,
          PRIME.subtract(EIGHTH));

  private final @Nullable PrivateKey signing;
  private final PublicKey key;

  /**
   * Takes a pair of keys.
   *
   * @param signing the private key, or {@code null} to verify alone
   */
  Ed25519(@Nullable PrivateKey signing, PublicKey key) {
    this.signing = signing;
    this.key = key;
  }

  /** Returns whether anybody can sign for the key, whose point has at most eight multiples. */
  static boolean isOfSmallOrder(EdECPublicKey key) {
    return OF_SMALL_ORDER.contains(key.getPoint().getY().mod(PRIME));
  }

  @Override
  public JWSAlgorithm algorithm() {
    return JWSAlgorithm.EdDSA;
  }

  @Override
  public byte[] sign(byte[] content) throws JOSEException {
    try {
      Signature signature = Signature.getInstance(NAME);
      signature.initSign(signing);
      signature.update(content);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new JOSEException("The private key isn't one of " + NAME, e);
    }
  }

  @Override
  public boolean verify(byte[] content, byte[] given) {
    try {
      Signature signature = Signature.getInstance(NAME);
      signature.initVerify(key);
      signature.update(content);
      return given.length == BYTES && signature.verify(given);
    } catch (GeneralSecurityException noSignature) {
      return false;
    }
  }
}
