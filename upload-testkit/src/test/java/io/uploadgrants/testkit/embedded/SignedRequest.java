package io.uploadgrants.testkit.embedded;

import io.uploadgrants.testkit.UploadServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A request signed by hand (version 4), so that a test can sign what no SDK would. */
final class SignedRequest {

  /** What came back. */
  record Answer(int status, String code, String body, Map<String, List<String>> headers) {}

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern CODE = Pattern.compile("<Code>([^<]+)</Code>");

  private final UploadServer server;
  private final Keys keys;
  private final String method;
  private final String path;
  private final TreeMap<String, String> query = new TreeMap<>();
  private final TreeMap<String, String> headers = new TreeMap<>();
  private final List<String> added = new ArrayList<>();
  private String rawQuery = "";
  private byte[] body = new byte[0];
  private String payload = "";
  private Instant at;

  SignedRequest(UploadServer server, Keys keys, String method, String path) {
    this.server = server;
    this.keys = keys;
    this.method = method;
    this.path = path;
    this.at = server.clock().instant();
    headers.put("host", server.endpoint().getAuthority());
  }

  SignedRequest at(Instant time) {
    at = time;
    return this;
  }

  SignedRequest body(String text) {
    body = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  /** Signs this rather than the body's hash. */
  SignedRequest payload(String hash) {
    payload = hash;
    return this;
  }

  SignedRequest without(String header) {
    headers.remove(header);
    return this;
  }

  SignedRequest query(String name, String value) {
    query.put(name, value);
    return this;
  }

  SignedRequest header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** Adds a header after signing. */
  SignedRequest unsigned(String name, String value) {
    added.add(name);
    added.add(value);
    return this;
  }

  /** Adds to the query after signing. */
  SignedRequest unsignedQuery(String text) {
    rawQuery = "&" + text;
    return this;
  }

  Answer sendPresigned(Duration expiry) {
    return send(presignedQuery(expiry));
  }

  /** Returns path and query, to be sent by hand. */
  String presigned(Duration expiry) {
    return path + presignedQuery(expiry);
  }

  private String presignedQuery(Duration expiry) {
    query.put("X-Amz-Algorithm", "AWS4-HMAC-SHA256");
    query.put("X-Amz-Credential", keys.id() + "/" + scope());
    query.put("X-Amz-Date", DATE.format(at));
    query.put("X-Amz-Expires", String.valueOf(expiry.toSeconds()));
    query.put("X-Amz-SignedHeaders", String.join(";", headers.keySet()));
    if (keys.token() != null) {
      query.put("X-Amz-Security-Token", keys.token());
    }
    String signature = signature("UNSIGNED-PAYLOAD");
    return "?" + canonicalQuery() + "&X-Amz-Signature=" + signature + rawQuery;
  }

  Answer sendSigned() {
    String hash = payload.isEmpty() ? hex(body) : payload;
    headers.put("x-amz-date", DATE.format(at));
    headers.put("x-amz-content-sha256", hash);
    if (keys.token() != null) {
      headers.put("x-amz-security-token", keys.token());
    }
    String authorization =
        "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(keys.id(), scope(), String.join(";", headers.keySet()), signature(hash));
    added.add("Authorization");
    added.add(authorization);
    return send("?" + canonicalQuery() + rawQuery);
  }

  private Answer send(String queryString) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.endpoint() + path + queryString))
            .method(method, BodyPublishers.ofByteArray(body));
    headers.forEach(
        (name, value) -> {
          if (!name.equals("host")) {
            request.header(name, value);
          }
        });
    for (int i = 0; i < added.size(); i += 2) {
      request.header(added.get(i), added.get(i + 1));
    }
    return send(request.build());
  }

  static Answer send(HttpRequest request) {
    try {
      HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
      Matcher code = CODE.matcher(answer.body());
      return new Answer(
          answer.statusCode(),
          code.find() ? code.group(1) : "",
          answer.body(),
          answer.headers().map());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private String scope() {
    return DATE.format(at).substring(0, 8) + "/us-east-1/s3/aws4_request";
  }

  private String canonicalQuery() {
    List<String> all = new ArrayList<>();
    query.forEach((name, value) -> all.add(escaped(name) + "=" + escaped(value)));
    return String.join("&", all);
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }

  private String signature(String payload) {
    StringBuilder canonical = new StringBuilder();
    canonical.append(method).append('\n').append(path).append('\n').append(canonicalQuery());
    canonical.append('\n');
    headers.forEach((name, value) -> canonical.append(name + ":" + value + "\n"));
    canonical.append('\n').append(String.join(";", headers.keySet())).append('\n').append(payload);
    String text =
        "AWS4-HMAC-SHA256\n%s\n%s\n%s"
            .formatted(
                DATE.format(at),
                scope(),
                hex(canonical.toString().getBytes(StandardCharsets.UTF_8)));
    byte[] key = ("AWS4" + keys.secret()).getBytes(StandardCharsets.UTF_8);
    for (String part : scope().split("/", -1)) {
      key = hmac(key, part);
    }
    return HexFormat.of().formatHex(hmac(key, text));
  }

  static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static String hex(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
