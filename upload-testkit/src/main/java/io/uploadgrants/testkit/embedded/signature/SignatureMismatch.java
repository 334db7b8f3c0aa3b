package io.uploadgrants.testkit.embedded.signature;

import io.uploadgrants.testkit.embedded.request.Form;
import io.uploadgrants.testkit.embedded.request.S3Error;
import io.uploadgrants.testkit.embedded.request.S3Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import org.gaul.s3proxy.auth.AwsSignature;
import org.gaul.s3proxy.auth.AwsSignature.SignatureDetail;
import org.gaul.s3proxy.auth.S3AuthorizationHeader;

/**
 * Explains a signature that isn't that of its request, as S3 does: by the texts that were to be
 * signed, in which a client finds the header that differs. They are the client's own request, and
 * nobody can sign with them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html">Troubleshoot
 *     signed requests</a>
 */
public final class SignatureMismatch {

  private static final String TEXT =
      "The request signature we calculated does not match the signature you provided. Check your"
          + " key and signing method.";
  private static final HexFormat BYTES = HexFormat.ofDelimiter(" ");

  private SignatureMismatch() {}

  /** Of a form the policy is signed, as it was sent. */
  public static S3Error of(Form form) {
    String id = form.value("x-amz-credential").split("/", 2)[0];
    return error(TEXT, id, form.value("policy"), form.value("x-amz-signature"));
  }

  /**
   * Of a request its canonical form is signed.
   *
   * @param text what S3Proxy says of it
   */
  public static S3Error of(S3Request request, String text) throws IOException {
    String header = request.getHeader("Authorization");
    S3AuthorizationHeader signed =
        new S3AuthorizationHeader(header == null ? ofQuery(request) : header);
    SignatureDetail detail = detail(request, signed, header == null);
    String canonical = String.valueOf(detail.canonicalRequest());
    return error(text, signed.getIdentity(), detail.stringToSign(), signed.getSignature())
        .with("CanonicalRequest", canonical)
        .with("CanonicalRequestBytes", bytes(canonical));
  }

  private static S3Error error(String text, String id, String toSign, String provided) {
    return new S3Error(403, "SignatureDoesNotMatch", text)
        .with("AWSAccessKeyId", id)
        .with("StringToSign", toSign)
        .with("SignatureProvided", provided)
        .with("StringToSignBytes", bytes(toSign));
  }

  private static SignatureDetail detail(
      S3Request request, S3AuthorizationHeader signed, boolean byQuery) throws IOException {
    try {
      // The texts are the same for every key, and the signature that comes with them isn't used.
      return AwsSignature.createAuthorizationSignatureV4(
          request,
          signed,
          new byte[0],
          request.getRequestURI(),
          "any",
          byQuery,
          null,
          request.getHeader("x-amz-content-sha256"));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static String ofQuery(S3Request request) {
    return "%s Credential=%s, SignedHeaders=%s, Signature=%s"
        .formatted(
            Signing.ALGORITHM,
            request.getParameter("X-Amz-Credential"),
            request.getParameter("X-Amz-SignedHeaders"),
            request.getParameter("X-Amz-Signature"));
  }

  private static String bytes(String text) {
    return BYTES.formatHex(text.getBytes(StandardCharsets.UTF_8));
  }
}
