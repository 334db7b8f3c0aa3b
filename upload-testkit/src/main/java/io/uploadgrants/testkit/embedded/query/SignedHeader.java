package io.uploadgrants.testkit.embedded.query;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of an {@code Authorization} header.
 *
 * @param accessKeyId whose key signed
 * @param date the scope's date, for instance {@code 20261124}
 * @param region the scope's region
 * @param service the scope's service
 * @param names the names of the signed headers, in lower case and sorted
 * @param signature 64 hexadecimal digits
 */
record SignedHeader(
    String accessKeyId,
    String date,
    String region,
    String service,
    List<String> names,
    String signature) {

  static final String ALGORITHM = "AWS4-HMAC-SHA256";

  private static final Pattern HEADER =
      Pattern.compile(
          ALGORITHM
              + " +Credential=(\\w{1,128})/([0-9]{8})/([a-z0-9-]{1,64})/([a-z0-9-]{1,64})/aws4_request"
              + ", *SignedHeaders=([!#-+.^_`|~0-9a-z;-]{1,8000}), *Signature=([0-9a-f]{64})");

  static SignedHeader parse(String header) {
    Matcher matcher = HEADER.matcher(header);
    if (!matcher.matches()) {
      throw incomplete(
          "The Authorization header isn't one of Signature Version 4. It is "
              + ALGORITHM
              + " Credential=<access key id>/<date>/<region>/<service>/aws4_request,"
              + " SignedHeaders=<names>, Signature=<64 hexadecimal digits>. Let an AWS SDK sign.");
    }
    List<String> names = List.of(matcher.group(5).split(";", -1));
    if (!names.equals(names.stream().distinct().sorted().toList())) {
      throw incomplete(
          "The names of the signed headers aren't sorted, or one is there twice. Signature Version"
              + " 4 sorts them. Let an AWS SDK sign.");
    }
    return new SignedHeader(
        matcher.group(1),
        matcher.group(2),
        matcher.group(3),
        matcher.group(4),
        names,
        matcher.group(6));
  }

  static QueryException incomplete(String message) {
    return new QueryException(400, "IncompleteSignature", message);
  }

  String scope() {
    return date + '/' + region + '/' + service + "/aws4_request";
  }

  /** Returns nothing of the signature. */
  @Override
  public String toString() {
    return "SignedHeader[accessKeyId=" + accessKeyId + ", scope=" + scope() + "]";
  }
}
