package io.uploadgrants.testkit.embedded.signature;

import io.uploadgrants.testkit.embedded.request.S3Error;
import io.uploadgrants.testkit.embedded.request.S3Request;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a request says that it is signed. Whether the signature is right, S3Proxy says afterwards;
 * what is read here is of so strict a shape that both read the same.
 *
 * @param how where the signature stands
 * @param accessKeyId whose it is
 * @param day the first eight digits of the date, in the credential
 * @param date when it was signed, as it was sent; null when it wasn't
 * @param signedHeaders the headers that are part of it, in lower case
 * @param token the session token, or null
 */
public record Signing(
    How how,
    String accessKeyId,
    String day,
    @Nullable String date,
    Set<String> signedHeaders,
    @Nullable String token) {

  /** The places of a signature, with their names in IAM's {@code s3:authType}. */
  public enum How {
    HEADER("REST-HEADER"),
    QUERY("REST-QUERY-STRING"),
    FORM("POST");

    private final String id;

    How(String id) {
      this.id = id;
    }

    public String id() {
      return id;
    }
  }

  public static final String ALGORITHM = "AWS4-HMAC-SHA256";

  static final Pattern CREDENTIAL =
      Pattern.compile("([^/,=\\s]+)/(\\d{8})/([^/,=\\s]+)/s3/aws4_request");
  private static final Pattern HEADERS = Pattern.compile("[^,=\\s]+");
  static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          ALGORITHM + " +Credential=([^,\\s]+), *SignedHeaders=([^,\\s]+), *Signature=([^,\\s]+)");

  static final Set<String> QUERY_PARAMETERS =
      Set.of(
          "X-Amz-Algorithm",
          "X-Amz-Credential",
          "X-Amz-Date",
          "X-Amz-Expires",
          "X-Amz-SignedHeaders",
          "X-Amz-Signature");

  /** Reads what a header or the query says; null when the request is anonymous. */
  public static @Nullable Signing of(S3Request request) {
    String header = request.getHeader("Authorization");
    boolean byQuery = request.query().keySet().stream().anyMatch(QUERY_PARAMETERS::contains);
    if (request.query().containsKey("AWSAccessKeyId")
        || header != null && header.startsWith("AWS ")) {
      throw versionTwo();
    }
    if (header != null) {
      if (byQuery) {
        throw S3Error.invalidArgument(
            "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature"
                + " query string parameter or the Authorization header should be specified");
      }
      return ofHeader(request, header);
    }
    return byQuery ? ofQuery(request) : null;
  }

  private static Signing ofHeader(S3Request request, String header) {
    if (!header.startsWith("AWS4-HMAC")) {
      throw S3Error.invalidArgument("Unsupported Authorization Type");
    }
    Matcher authorization = AUTHORIZATION.matcher(header);
    if (!authorization.matches()) {
      throw malformedHeader();
    }
    Matcher credential = CREDENTIAL.matcher(authorization.group(1));
    if (!credential.matches()
        || !HEADERS.matcher(authorization.group(2)).matches()
        || !SIGNATURE.matcher(authorization.group(3)).matches()) {
      throw malformedHeader();
    }
    String date = request.getHeader("x-amz-date");
    return new Signing(
        How.HEADER,
        credential.group(1),
        credential.group(2),
        date != null ? date : request.getHeader("Date"),
        names(authorization.group(2)),
        request.getHeader("x-amz-security-token"));
  }

  private static Signing ofQuery(S3Request request) {
    if (!request.query().keySet().containsAll(QUERY_PARAMETERS)) {
      throw malformedQuery(
          "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential,"
              + " X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.");
    }
    Matcher credential = CREDENTIAL.matcher(first(request, "X-Amz-Credential"));
    if (!first(request, "X-Amz-Algorithm").equals(ALGORITHM)) {
      throw malformedQuery("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"");
    }
    if (!credential.matches()
        || !HEADERS.matcher(first(request, "X-Amz-SignedHeaders")).matches()
        || !SIGNATURE.matcher(first(request, "X-Amz-Signature")).matches()) {
      throw malformedQuery(
          "X-Amz-Credential is <key>/<date>/<region>/s3/aws4_request, X-Amz-SignedHeaders a list"
              + " with semicolons, X-Amz-Signature 64 hexadecimal digits.");
    }
    String token = request.getParameter("X-Amz-Security-Token");
    return new Signing(
        How.QUERY,
        credential.group(1),
        credential.group(2),
        first(request, "X-Amz-Date"),
        names(first(request, "X-Amz-SignedHeaders")),
        token != null ? token : request.getHeader("x-amz-security-token"));
  }

  private static String first(S3Request request, String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value;
  }

  private static Set<String> names(String list) {
    return Arrays.stream(list.split(";", -1))
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  static S3Error versionTwo() {
    return new S3Error(
        400,
        "InvalidRequest",
        "The authorization mechanism you have provided is not supported. Please use"
            + " AWS4-HMAC-SHA256.");
  }

  private static S3Error malformedHeader() {
    return new S3Error(
        400,
        "AuthorizationHeaderMalformed",
        "The Authorization header is AWS4-HMAC-SHA256"
            + " Credential=<key>/<date>/<region>/s3/aws4_request, SignedHeaders=<list with"
            + " semicolons>, Signature=<64 hexadecimal digits>, in this order.");
  }

  static S3Error malformedQuery(String message) {
    return new S3Error(400, "AuthorizationQueryParametersError", message);
  }
}
