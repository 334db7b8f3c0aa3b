package io.uploadgrants.testkit.embedded.query;

import java.util.List;
import java.util.Map;

/**
 * A request to STS or IAM, as it came in.
 *
 * @param method the HTTP method
 * @param target raw path and query, for instance {@code /} or {@code /?Action=GetCallerIdentity}
 * @param headers names in lower case; values as received
 * @param body all of it; empty for none
 */
// "ArrayRecordComponent": requests are read once and never compared.
@SuppressWarnings("ArrayRecordComponent")
public record QueryRequest(
    String method, String target, Map<String, List<String>> headers, byte[] body) {

  /** The longest body or target that is looked at, in bytes; a long policy, encoded, is shorter. */
  public static final int MAX_LENGTH = 1 << 20;

  public List<String> header(String name) {
    return headers.getOrDefault(name, List.of());
  }

  String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  String query() {
    int query = target.indexOf('?');
    return query < 0 ? "" : target.substring(query + 1);
  }

  /** Returns nothing of headers, query and body: they may have tokens and policies. */
  @Override
  public String toString() {
    return "QueryRequest[" + method + ' ' + path() + "]";
  }
}
