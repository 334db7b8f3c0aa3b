package io.uploadgrants.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * ECDSA on P-256 with SHA-256. A signature {@code (r, s)} is as good as {@code (r, n - s)}, which
 * anybody can make of it; here only the smaller {@code s} is.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7518#section-3.4">RFC 7518, ECDSA</a>
 */
final class Es256 implements SignatureMethod {

  private static final JWSHeader HEADER = new JWSHeader(JWSAlgorithm.ES256);
  private static final int BYTES = 32;

  private final @Nullable ECDSASigner signer;
  private final ECDSAVerifier verifier;
  private final BigInteger order;

  /**
   * Takes a pair of keys.
   *
   * @param signing the private key, or {@code null} to verify alone
   * @throws JOSEException when the keys aren't of P-256
   */
  Es256(@Nullable PrivateKey signing, ECPublicKey key) throws JOSEException {
    this.signer = signing == null ? null : signer(signing);
    this.verifier = new ECDSAVerifier(key);
    this.order = key.getParams().getOrder();
  }

  private static ECDSASigner signer(PrivateKey key) throws JOSEException {
    try {
      return new ECDSASigner(key, Curve.P_256);
    } catch (IllegalArgumentException another) {
      throw new JOSEException("The private key isn't one of an elliptic curve", another);
    }
  }

  @Override
  public JWSAlgorithm algorithm() {
    return JWSAlgorithm.ES256;
  }

  @Override
  public byte[] sign(byte[] content) throws JOSEException {
    if (signer == null) {
      throw new JOSEException("There is no private key");
    }
    byte[] signature = signer.sign(HEADER, content).decode();
    BigInteger s = s(signature);
    return isLow(s) ? signature : withS(signature, order.subtract(s));
  }

  @Override
  public boolean verify(byte[] content, byte[] signature) {
    try {
      return signature.length == 2 * BYTES
          && isLow(s(signature))
          && verifier.verify(HEADER, content, Base64URL.encode(signature));
    } catch (JOSEException noSignature) {
      return false;
    }
  }

  private boolean isLow(BigInteger s) {
    return s.shiftLeft(1).compareTo(order) < 0;
  }

  private static BigInteger s(byte[] signature) {
    return new BigInteger(1, Arrays.copyOfRange(signature, BYTES, 2 * BYTES));
  }

  private static byte[] withS(byte[] signature, BigInteger s) {
    byte[] changed = Arrays.copyOf(signature, BYTES + BYTES);
    byte[] bytes = s.toByteArray();
    Arrays.fill(changed, BYTES, changed.length, (byte) 0);
    // Below half of the order the highest bit is 0, so there is no byte for a sign.
    System.arraycopy(bytes, 0, changed, changed.length - bytes.length, bytes.length);
    return changed;
  }
}
