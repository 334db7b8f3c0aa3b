package io.uploadgrants.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;

/** One way to sign, with one key. Thread-safe. */
interface SignatureMethod {

  JWSAlgorithm algorithm();

  /**
   * Signs as JSON Web Algorithms have it.
   *
   * @throws JOSEException when the key isn't one that can
   */
  byte[] sign(byte[] content) throws JOSEException;

  /** Returns whether the content was signed by the key; each content has one form of signature. */
  boolean verify(byte[] content, byte[] signature);
}
