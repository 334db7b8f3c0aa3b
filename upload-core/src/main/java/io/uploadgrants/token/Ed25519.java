package io.uploadgrants.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import org.jspecify.annotations.Nullable;

/**
 * EdDSA on Ed25519 by the JDK, as Nimbus's needs another library.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8037#section-3.1">RFC 8037, EdDSA</a>
 */
final class Ed25519 implements SignatureMethod {

  private static final String NAME = "Ed25519";
  private static final int BYTES = 64;

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
