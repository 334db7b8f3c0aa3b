package io.uploadgrants.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.util.Base64URL;
import javax.crypto.SecretKey;

/** HMAC-SHA-256: whoever verifies can sign. */
final class Hs256 implements SignatureMethod {

  private static final JWSHeader HEADER = new JWSHeader(JWSAlgorithm.HS256);

  private final MACSigner signer;
  private final MACVerifier verifier;

  Hs256(SecretKey key) {
    try {
      this.signer = new MACSigner(key);
      this.verifier = new MACVerifier(key);
    } catch (JOSEException e) {
      throw new IllegalStateException("Keys are derived with 256 bits", e);
    }
  }

  @Override
  public JWSAlgorithm algorithm() {
    return JWSAlgorithm.HS256;
  }

  @Override
  public byte[] sign(byte[] content) throws JOSEException {
    return signer.sign(HEADER, content).decode();
  }

  @Override
  public boolean verify(byte[] content, byte[] signature) {
    try {
      return verifier.verify(HEADER, content, Base64URL.encode(signature));
    } catch (JOSEException e) {
      throw new IllegalStateException("HMAC failed with a key of its own", e);
    }
  }
}
