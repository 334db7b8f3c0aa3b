package io.uploadgrants.testkit.embedded.query;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The text that Signature Version 4 signs of a request.
 *
 * @param text its lines
 */
record CanonicalRequest(String text) {

  static CanonicalRequest of(QueryRequest request, List<String> names) {
    String headers =
        names.stream()
            .map(name -> name + ':' + values(request.header(name)) + '\n')
            .collect(Collectors.joining());
    return new CanonicalRequest(
        String.join(
            "\n",
            request.method(),
            // The only path that is served, so that none needs to be normalised
            "/",
            query(request.query()),
            headers,
            String.join(";", names),
            hash(request.body())));
  }

  /** Returns the SHA-256 in hexadecimal digits. */
  static String hash(byte[] data) {
    return HexFormat.of().formatHex(QueryHash.sha256(data));
  }

  String hash() {
    return hash(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns nothing of the text, which may have a token. */
  @Override
  public String toString() {
    return "CanonicalRequest[length=" + text.length() + "]";
  }

  private static String query(String raw) {
    return QueryForm.read(raw).stream()
        .map(each -> Map.entry(QueryForm.encode(each.getKey()), QueryForm.encode(each.getValue())))
        .sorted(
            Map.Entry.<String, String>comparingByKey().thenComparing(Map.Entry.comparingByValue()))
        .map(each -> each.getKey() + '=' + each.getValue())
        .collect(Collectors.joining("&"));
  }

  private static String values(List<String> values) {
    return values.stream()
        .map(each -> each.strip().replaceAll(" +", " "))
        .collect(Collectors.joining(","));
  }
}
