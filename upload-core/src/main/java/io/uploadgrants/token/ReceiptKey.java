package io.uploadgrants.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A key of receipts. All that it signs has one header, which nobody reads: a receipt with another
 * algorithm, a key of its own or an extension has another header, and so no key.
 *
 * @param header the first part of each receipt
 * @param method how it signs
 * @param published what others verify by, or {@code null} when nobody else may
 */
record ReceiptKey(String header, SignatureMethod method, @Nullable JWK published) {

  private static final JOSEObjectType TYPE = new JOSEObjectType("upload-receipt+jwt");

  static ReceiptKey of(DerivedKey key) {
    Hs256 method = new Hs256(key.key());
    return new ReceiptKey(header(method, key.id()), method, null);
  }

  static ReceiptKey of(SignatureMethod method, JWK published) {
    return new ReceiptKey(header(method, published.getKeyID()), method, published);
  }

  private static String header(SignatureMethod method, String id) {
    return new JWSHeader.Builder(method.algorithm())
        .type(TYPE)
        .keyID(id)
        .build()
        .toBase64URL()
        .toString();
  }

  /** Returns a receipt with these claims. */
  String sign(byte[] claims) {
    String content = header + "." + CompactToken.encoded(claims);
    try {
      byte[] signature = method.sign(content.getBytes(StandardCharsets.US_ASCII));
      return content + "." + CompactToken.encoded(signature);
    } catch (JOSEException e) {
      throw new IllegalStateException("Signing failed with a key that has signed before", e);
    }
  }

  boolean verifies(CompactToken receipt) {
    return method.verify(receipt.signed().getBytes(StandardCharsets.US_ASCII), receipt.part(2));
  }

  /** Returns the header alone. */
  @Override
  public String toString() {
    return "ReceiptKey[" + header + "]";
  }
}
