package io.uploadgrants.testkit.embedded;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds the parameters of a request, as the query protocol places them: in the body of a POST or in
 * the query of a GET.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">AWS query protocol</a>
 */
final class StsQuery {

  private static final Pattern FORM =
      Pattern.compile("application/x-www-form-urlencoded *(; *charset=\"?utf-8\"? *)?");

  private StsQuery() {}

  /** Reads them, before anything is known of who sent them. */
  static StsParameters parameters(StsRequest request) {
    return new StsParameters(read(request));
  }

  private static List<Map.Entry<String, String>> read(StsRequest request) {
    if (request.body().length > StsRequest.MAX_LENGTH
        || request.target().length() > StsRequest.MAX_LENGTH) {
      throw new StsException(
          413,
          "RequestEntityTooLarge",
          "The request is too long. Target and body have %,d bytes at most. Send less."
              .formatted(StsRequest.MAX_LENGTH));
    }
    if (!request.path().equals("/")) {
      throw new StsException(
          404,
          "UnknownOperationException",
          "The path is " + StsException.quoted(request.path()) + ". STS is at /. Ask there.");
    }
    List<Map.Entry<String, String>> query = StsForm.read(request.query());
    if (query.stream()
        .anyMatch(each -> each.getKey().toLowerCase(Locale.ROOT).startsWith("x-amz-"))) {
      throw SignedHeader.incomplete(
          "The signature is in the query. This server takes requests that are signed in the"
              + " Authorization header. Send the request itself, not a presigned URL.");
    }
    return switch (request.method()) {
      case "GET" -> {
        if (request.body().length > 0) {
          throw StsException.invalid(
              "A GET has a body. Its parameters are in the query. Leave the body out, or POST it.");
        }
        yield query;
      }
      case "POST" -> {
        if (!query.isEmpty() || !isForm(request)) {
          throw StsException.invalid(
              "A POST has a query, or a body that isn't application/x-www-form-urlencoded. Its"
                  + " parameters are in such a body. Send them there.");
        }
        yield StsForm.read(new String(request.body(), StandardCharsets.ISO_8859_1));
      }
      default ->
          throw new StsException(
              405,
              "MethodNotAllowed",
              "The method is "
                  + StsException.quoted(request.method())
                  + ". STS takes POST and GET. Use one.");
    };
  }

  private static boolean isForm(StsRequest request) {
    List<String> types = request.header("content-type");
    return types.size() == 1
        && FORM.matcher(types.get(0).strip().toLowerCase(Locale.ROOT)).matches();
  }
}
