package io.uploadgrants.sigv4;

import java.util.List;

/**
 * A request to sign as a URL, in its canonical form.
 *
 * @param method the HTTP method
 * @param origin scheme and authority, for instance {@code
 *     https://photos.s3.eu-west-1.amazonaws.com}
 * @param path the path, percent-encoded once, {@code /} left as it is
 * @param query parameters besides the signature's own, percent-encoded, sorted, with names that
 *     sort behind {@code X-Amz-}; empty for none
 * @param headers names in lower case and values, in turn, sorted by name; values are ASCII, without
 *     spaces at their ends or runs of spaces; {@code host} is among them
 */
public record PresignRequest(
    String method, String origin, String path, String query, List<String> headers) {

  int length() {
    int length = method.length() + path.length() + query.length();
    for (int i = 0; i < headers.size(); i += 2) {
      // A name stands in the query, among the headers and in their list.
      length += 3 * headers.get(i).length() + headers.get(i + 1).length() + 8;
    }
    return length;
  }

  void appendNames(Ascii text, String separator) {
    for (int i = 0; i < headers.size(); i += 2) {
      if (i > 0) {
        text.append(separator);
      }
      text.append(headers.get(i));
    }
  }

  void appendHeaders(Ascii text) {
    for (int i = 0; i < headers.size(); i += 2) {
      text.append(headers.get(i)).append(':').append(headers.get(i + 1)).append('\n');
    }
  }
}
