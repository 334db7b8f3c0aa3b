package io.uploadgrants.testkit.embedded.query;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks the signature of a request that carries it in its {@code Authorization} header. It covers
 * method, path, query, signed headers and body.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 *     a signed AWS API request</a>
 */
public final class SignatureCheck {

  private final QueryRequest request;
  private final SignedHeader signed;
  private final SignedTime time;

  private SignatureCheck(QueryRequest request, SignedHeader signed, SignedTime time) {
    this.request = request;
    this.signed = signed;
    this.time = time;
  }

  /** Reads the signature, and checks what needs no key. */
  public static SignatureCheck of(QueryRequest request, String service, Instant now) {
    if (request.header("authorization").isEmpty()) {
      throw new QueryException(
          403, "MissingAuthenticationToken", "Request is missing Authentication Token. Sign it.");
    }
    SignedHeader signed =
        SignedHeader.parse(
            request.header("authorization").size() == 1
                ? request.header("authorization").get(0)
                : "");
    SignatureCheck check =
        new SignatureCheck(request, signed, SignedTime.parse(request.header("x-amz-date")));
    check.checkScope(service);
    check.checkNames();
    check.time.check(now);
    check.checkBody();
    return check;
  }

  public String accessKeyId() {
    return signed.accessKeyId();
  }

  /** Returns the session's token that the request carries; null for none, or for several. */
  public @Nullable String sessionToken() {
    List<String> tokens = request.header("x-amz-security-token");
    return tokens.size() == 1 ? tokens.get(0) : null;
  }

  public boolean hasSessionToken() {
    return !request.header("x-amz-security-token").isEmpty();
  }

  /** Compares in constant time. */
  public void checkSignature(String secretAccessKey) {
    byte[] key = ("AWS4" + secretAccessKey).getBytes(StandardCharsets.UTF_8);
    key = QueryHash.hmac(key, signed.date());
    key = QueryHash.hmac(key, signed.region());
    key = QueryHash.hmac(key, signed.service());
    key = QueryHash.hmac(key, "aws4_request");
    String toSign =
        String.join(
            "\n",
            SignedHeader.ALGORITHM,
            time.text(),
            signed.scope(),
            CanonicalRequest.of(request, signed.names()).hash());
    if (!MessageDigest.isEqual(
        QueryHash.hmac(key, toSign), HexFormat.of().parseHex(signed.signature()))) {
      throw mismatch(
          "The request signature we calculated does not match the signature you provided. Check"
              + " your AWS Secret Access Key and signing method.");
    }
  }

  private void checkScope(String service) {
    if (!signed.service().equals(service)) {
      throw mismatch("Credential should be scoped to correct service: '" + service + "'.");
    }
    time.checkDate(signed.date());
  }

  private void checkNames() {
    if (!signed.names().contains("host") || request.header("host").size() != 1) {
      throw mismatch("'Host' must be a 'SignedHeader' in the AWS Authorization.");
    }
    for (String name : signed.names()) {
      if (request.header(name).isEmpty()) {
        throw mismatch(
            "The signed header " + QueryException.quoted(name) + " isn't in the request.");
      }
    }
    for (String name : request.headers().keySet()) {
      if (name.startsWith("x-amz-") && !signed.names().contains(name)) {
        throw mismatch(
            "There were headers present in the request which were not signed: "
                + QueryException.quoted(name)
                + ". Sign each x-amz-* header, or leave it out.");
      }
    }
  }

  private void checkBody() {
    List<String> claimed = request.header("x-amz-content-sha256");
    if (!claimed.isEmpty() && !claimed.equals(List.of(CanonicalRequest.hash(request.body())))) {
      throw mismatch(
          "x-amz-content-sha256 isn't the SHA-256 of the body, in hexadecimal digits. The body of a"
              + " request to STS or IAM is signed. Let an AWS SDK sign.");
    }
  }

  static QueryException mismatch(String message) {
    return new QueryException(403, "SignatureDoesNotMatch", message);
  }
}
