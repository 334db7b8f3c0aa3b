package io.uploadgrants.testkit.embedded.request;

import io.uploadgrants.testkit.embedded.query.QueryForm;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as our checks and S3Proxy both see it: parameters are those of the query alone, never
 * of a body, and bucket and key are decoded once.
 */
public final class S3Request extends HttpServletRequestWrapper {

  private final Map<String, List<String>> query;
  private final String path;
  private final String bucket;
  private final String key;
  private byte @Nullable [] body;
  private @Nullable InputStream replaced;
  private @Nullable String contentType;

  private S3Request(HttpServletRequest request, @Nullable String query) {
    super(request);
    try {
      this.query = parse(query);
      this.path = decoded(request.getRequestURI());
      String[] parts = path.split("/", 3);
      this.bucket = parts.length > 1 ? parts[1] : "";
      this.key = parts.length > 2 ? parts[2] : "";
    } catch (IllegalArgumentException malformed) {
      throw new S3Error(
          400, "InvalidURI", "The URL has a '%' that no two hexadecimal digits follow.");
    }
  }

  public static S3Request of(HttpServletRequest request) {
    return new S3Request(request, request.getQueryString());
  }

  /** Returns a request without its query: a browser's preflight isn't authenticated. */
  public static S3Request preflight(HttpServletRequest request) {
    return new S3Request(request, null);
  }

  private static Map<String, List<String>> parse(@Nullable String query) {
    Map<String, List<String>> parsed = new LinkedHashMap<>();
    if (query == null) {
      return parsed;
    }
    for (String parameter : query.split("&", -1)) {
      if (!parameter.isEmpty()) {
        int equals = parameter.indexOf('=');
        String name = equals < 0 ? parameter : parameter.substring(0, equals);
        String value = equals < 0 ? "" : parameter.substring(equals + 1);
        parsed.computeIfAbsent(decoded(name), n -> new ArrayList<>()).add(decoded(value));
      }
    }
    return parsed;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** The bucket, or an empty text. */
  public String bucket() {
    return bucket;
  }

  /** The key, or an empty text when the request is about the bucket. */
  public String key() {
    return key;
  }

  public Map<String, List<String>> query() {
    return query;
  }

  /**
   * The path as S3 signs it: decoded and encoded again, however it was sent. S3Proxy, which takes
   * the path as it comes, would accept the signature of a client that encodes wrongly.
   */
  @Override
  public String getRequestURI() {
    return QueryForm.encode(path).replace("%2F", "/");
  }

  /** Refuses an upload whose length nobody knows, as S3 does. */
  public void requireLength() {
    if (getHeader("Transfer-Encoding") != null
        && getHeader("x-amz-decoded-content-length") == null) {
      throw new S3Error(
              501,
              "NotImplemented",
              "A header you provided implies functionality that is not implemented. Send"
                  + " Content-Length.")
          .with("Header", "Transfer-Encoding");
    }
  }

  public boolean hasBody() {
    return getContentLengthLong() > 0 || getHeader("Transfer-Encoding") != null;
  }

  /**
   * Reads the body into memory, where it can be read again.
   *
   * @param limit in bytes
   */
  public byte[] buffer(int limit) throws IOException {
    byte[] bytes = getInputStream().readNBytes(limit + 1);
    if (bytes.length > limit) {
      throw new S3Error(
          400,
          "MaxMessageLengthExceeded",
          "The body is longer than %d bytes, the most that the embedded server takes here."
              .formatted(limit));
    }
    body = bytes;
    return bytes;
  }

  /** Gives the request another body, which is read once. */
  void replaceBody(String newContentType, InputStream newBody) {
    contentType = newContentType;
    replaced = newBody;
    body = null;
  }

  @Override
  public @Nullable String getHeader(String name) {
    return contentType != null && name.equalsIgnoreCase("content-type")
        ? contentType
        : super.getHeader(name);
  }

  /** The body, streamed unless it was buffered or replaced. */
  public InputStream stream() throws IOException {
    if (replaced != null) {
      return replaced;
    }
    InputStream bytes = body == null ? getInputStream() : new ByteArrayInputStream(body);
    return AwsChunks.isBodyOf(this) ? AwsChunks.of(this, bytes) : bytes;
  }

  @Override
  public @Nullable String getParameter(String name) {
    List<String> values = query.get(name);
    return values == null ? null : values.get(0);
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(query.keySet());
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    List<String> values = query.get(name);
    return values == null ? null : values.toArray(String[]::new);
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    Map<String, String[]> map = new LinkedHashMap<>();
    query.forEach((name, values) -> map.put(name, values.toArray(String[]::new)));
    return map;
  }
}
