package io.uploadgrants.testkit.wire;

import io.uploadgrants.PresignedPut;
import io.uploadgrants.testkit.UploadAnswer;
import io.uploadgrants.testkit.UploadPart;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

// ArrayRecordComponent: an upload is sent, never compared.
/** A presigned PUT. */
@SuppressWarnings("ArrayRecordComponent")
public record WirePut(
    URI server,
    String key,
    String method,
    String path,
    List<String> query,
    List<Wire.Header> headers,
    byte[] body,
    boolean chunked)
    implements WireUpload {

  private static final String HOST = "host";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX", Locale.ROOT);

  /** What no page can set, because the browser does. */
  private static final Set<String> BY_THE_CLIENT = Set.of(HOST, "content-length");

  public static WirePut of(PresignedPut grant, byte[] body) {
    return of(grant.key(), grant.url(), grant.headers(), body);
  }

  public static WirePut of(UploadPart part) {
    return of("", part);
  }

  static WirePut of(String key, UploadPart part) {
    return of(key, part.url(), part.headers(), part.body());
  }

  private static WirePut of(String key, String link, Map<String, String> headers, byte[] body) {
    URI url = URI.create(link);
    List<Wire.Header> all = new ArrayList<>();
    all.add(new Wire.Header(HOST, url.getRawAuthority()));
    headers.forEach(
        (name, value) -> {
          if (BY_THE_CLIENT.stream().noneMatch(name::equalsIgnoreCase)) {
            all.add(new Wire.Header(name, value));
          }
        });
    @Nullable String query = url.getRawQuery();
    return new WirePut(
        url,
        key,
        "PUT",
        url.getRawPath(),
        query == null ? List.of() : List.of(query.split("&")),
        all,
        body,
        false);
  }

  @Override
  public Shape shape() {
    return Shape.PUT;
  }

  @Override
  public List<String> texts() {
    return Stream.concat(
            query.stream().map(parameter -> parameter.substring(parameter.indexOf('=') + 1)),
            headers.stream().map(Wire.Header::value))
        .toList();
  }

  @Override
  public UploadAnswer send() {
    List<Wire.Header> all = new ArrayList<>(headers);
    if (chunked) {
      all.add(new Wire.Header("transfer-encoding", "chunked"));
      return Wire.send(server, method, target(), all, chunks());
    }
    all.add(new Wire.Header("content-length", Integer.toString(body.length)));
    return Wire.send(server, method, target(), all, body);
  }

  /** Sends half of the body and ends; what is said to that counts only where it was taken. */
  public UploadAnswer breakOff() {
    List<Wire.Header> all = new ArrayList<>(headers);
    all.add(new Wire.Header("content-length", Integer.toString(body.length)));
    byte[] half = Arrays.copyOf(body, body.length / 2);
    UploadAnswer answer = WireAnswer.of(Wire.endingEarly(server, method, target(), all, half));
    return answer.accepted() ? answer : WireAnswer.NONE;
  }

  String target() {
    return query.isEmpty() ? path : path + "?" + String.join("&", query);
  }

  private byte[] chunks() {
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    chunks.writeBytes(
        (Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    chunks.writeBytes(body);
    chunks.writeBytes("\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return chunks.toByteArray();
  }

  /** Returns the query's parameters, decoded. */
  public Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String each : query) {
      int equals = each.indexOf('=');
      parameters.put(
          each.substring(0, equals),
          URLDecoder.decode(each.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return parameters;
  }

  /** Returns when it was signed. */
  public Instant signingTime() {
    return time(parameters().getOrDefault("X-Amz-Date", ""));
  }

  /** Writes a time as a signature has it. */
  static String text(Instant time) {
    return DATE.format(time.atOffset(ZoneOffset.UTC));
  }

  /** Reads a time as a signature has it. */
  public static Instant time(String text) {
    return Instant.from(DATE.parse(text));
  }

  public boolean sends(String header) {
    return headers.stream().anyMatch(h -> h.name().equalsIgnoreCase(header));
  }

  public WirePut withMethod(String other) {
    return new WirePut(server, key, other, path, query, headers, body, chunked);
  }

  public WirePut withPath(String other) {
    return new WirePut(server, key, method, other, query, headers, body, chunked);
  }

  public WirePut withQuery(UnaryOperator<List<String>> change) {
    return new WirePut(
        server, key, method, path, change.apply(new ArrayList<>(query)), headers, body, chunked);
  }

  public WirePut withHeaders(UnaryOperator<List<Wire.Header>> change) {
    return new WirePut(
        server, key, method, path, query, change.apply(new ArrayList<>(headers)), body, chunked);
  }

  public WirePut withBody(byte[] other) {
    return new WirePut(server, key, method, path, query, headers, other, chunked);
  }

  /** Sends the body without saying its length first. */
  public WirePut inChunks() {
    return new WirePut(server, key, method, path, query, headers, body, true);
  }
}
