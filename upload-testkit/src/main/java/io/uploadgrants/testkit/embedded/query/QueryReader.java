package io.uploadgrants.testkit.embedded.query;

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
public final class QueryReader {

  private static final Pattern FORM =
      Pattern.compile("application/x-www-form-urlencoded *(; *charset=\"?utf-8\"? *)?");

  private QueryReader() {}

  /** Reads them, before anything is known of who sent them. */
  public static QueryParameters parameters(QueryRequest request) {
    return new QueryParameters(read(request));
  }

  private static List<Map.Entry<String, String>> read(QueryRequest request) {
    if (request.body().length > QueryRequest.MAX_LENGTH
        || request.target().length() > QueryRequest.MAX_LENGTH) {
      throw new QueryException(
          413,
          "RequestEntityTooLarge",
          "The request is too long. Target and body have %,d bytes at most. Send less."
              .formatted(QueryRequest.MAX_LENGTH));
    }
    if (!request.path().equals("/")) {
      throw new QueryException(
          404,
          "UnknownOperationException",
          "The path is "
              + QueryException.quoted(request.path())
              + ". STS and IAM are at /. Ask there.");
    }
    List<Map.Entry<String, String>> query = QueryForm.read(request.query());
    if (query.stream()
        .anyMatch(each -> each.getKey().toLowerCase(Locale.ROOT).startsWith("x-amz-"))) {
      throw SignedHeader.incomplete(
          "The signature is in the query. This server takes requests that are signed in the"
              + " Authorization header. Send the request itself, not a presigned URL.");
    }
    return switch (request.method()) {
      case "GET" -> {
        if (request.body().length > 0) {
          throw QueryException.invalid(
              "A GET has a body. Its parameters are in the query. Leave the body out, or POST it.");
        }
        yield query;
      }
      case "POST" -> {
        if (!query.isEmpty() || !isForm(request)) {
          throw QueryException.invalid(
              "A POST has a query, or a body that isn't application/x-www-form-urlencoded. Its"
                  + " parameters are in such a body. Send them there.");
        }
        yield QueryForm.read(new String(request.body(), StandardCharsets.ISO_8859_1));
      }
      default ->
          throw new QueryException(
              405,
              "MethodNotAllowed",
              "The method is "
                  + QueryException.quoted(request.method())
                  + ". STS and IAM take POST and GET. Use one.");
    };
  }

  private static boolean isForm(QueryRequest request) {
    List<String> types = request.header("content-type");
    return types.size() == 1
        && FORM.matcher(types.get(0).strip().toLowerCase(Locale.ROOT)).matches();
  }
}
