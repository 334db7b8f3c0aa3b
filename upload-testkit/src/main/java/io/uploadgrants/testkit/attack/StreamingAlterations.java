package io.uploadgrants.testkit.attack;

import io.uploadgrants.testkit.ServerCheck;
import io.uploadgrants.testkit.wire.Streaming;
import io.uploadgrants.testkit.wire.Wire;
import io.uploadgrants.testkit.wire.WirePut;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Presigned PUTs whose payload is said to be streamed, for which a server has checks of its own.
 * MinIO's last open-source release has none for query credentials (CVE-2026-41145) and for archives
 * that it unpacks (CVE-2026-40344).
 */
final class StreamingAlterations {

  private static final String SIGNATURE = "X-Amz-Signature=";
  private static final String DATE = "X-Amz-Date=";
  private static final String FORGED = "0".repeat(64);

  private final WirePut sample;
  private final String victim;
  private final List<Alteration<WirePut>> all = new ArrayList<>();

  private StreamingAlterations(WirePut sample, String victim) {
    this.sample = sample;
    this.victim = victim;
  }

  /**
   * Returns them for a grant like the given one.
   *
   * @param victim the path of somebody else's object: bucket, slash, key
   */
  static List<Alteration<WirePut>> of(WirePut sample, String victim) {
    StreamingAlterations alterations = new StreamingAlterations(sample, victim);
    Streaming.all().forEach(alterations::streamed);
    alterations.archives();
    return alterations.all;
  }

  private void streamed(Streaming how) {
    String name = "streamed as " + how;
    // Else the header says what the signature says anyway.
    if (how.inChunks() && how.payloadOfBody(sample.body()).isPresent()) {
      // The body has the signed length, the object another.
      add(name, put -> sent(put, how, how.payloadOfBody(put.body()).orElseThrow()));
    }
    add(name + ", signature forged", put -> forged(sent(put, how, longer(put))));
    all.add(
        Alteration.of(
            "header credentials, " + name,
            ServerCheck.HEADER_SIGNATURE,
            put -> inHeader(sent(put, how, longer(put)))));
    all.add(
        Alteration.<WirePut>of(
                name + ", used and expired",
                ServerCheck.PUT_STREAMING,
                put -> aged(sent(put, how, put.body())))
            .afterTheUpload());
    all.add(
        Alteration.<WirePut>of(
                name + ", key: another's",
                ServerCheck.PUT_STREAMING,
                put -> replacing(sent(put, how, put.body())).withPath(pathOfVictim(put)))
            .reachingOthers());
  }

  private static byte[] longer(WirePut put) {
    return Arrays.copyOf(put.body(), put.body().length + 1);
  }

  /** In path style or not, as the sample. */
  private String pathOfVictim(WirePut put) {
    String bucket = victim.substring(0, victim.indexOf('/') + 1);
    boolean inPath = put.path().startsWith("/" + bucket);
    return "/" + (inPath ? victim : victim.substring(bucket.length()));
  }

  private static WirePut sent(WirePut put, Streaming how, byte[] payload) {
    return saying(put, how, payload.length).withBody(how.body(payload));
  }

  private static WirePut saying(WirePut put, Streaming how, int payload) {
    List<Wire.Header> said = how.headers(payload);
    return put.withHeaders(
        headers -> {
          said.forEach(each -> headers.removeIf(h -> h.name().equals(each.name())));
          headers.addAll(said);
          return headers;
        });
  }

  private static WirePut forged(WirePut put) {
    return put.withQuery(query -> replaced(query, SIGNATURE, FORGED));
  }

  private static WirePut aged(WirePut put) {
    return replacing(put).withQuery(query -> replaced(query, DATE, "20200101T000000Z"));
  }

  private static WirePut replacing(WirePut put) {
    return put.withHeaders(
        headers -> {
          headers.removeIf(header -> header.name().equals("if-none-match"));
          return headers;
        });
  }

  private static List<String> replaced(List<String> query, String start, String value) {
    query.replaceAll(parameter -> parameter.startsWith(start) ? start + value : parameter);
    return query;
  }

  /** Says in {@code Authorization} what the query said, and signs nothing. */
  private static WirePut inHeader(WirePut put) {
    Map<String, String> query = put.parameters();
    List<Wire.Header> said = new ArrayList<>();
    said.add(
        new Wire.Header(
            "authorization",
            "%s Credential=%s, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=%s"
                .formatted(query.get("X-Amz-Algorithm"), query.get("X-Amz-Credential"), FORGED)));
    said.add(new Wire.Header("x-amz-date", query.getOrDefault("X-Amz-Date", "")));
    String token = query.get("X-Amz-Security-Token");
    if (token != null) {
      said.add(new Wire.Header("x-amz-security-token", token));
    }
    return put.withQuery(all -> new ArrayList<>())
        .withHeaders(
            headers -> {
              headers.addAll(said);
              return headers;
            });
  }

  private void archives() {
    String name = "streamed as an archive to unpack";
    archive(name, UnaryOperator.identity());
    archive("header credentials, " + name, StreamingAlterations::inHeader);
  }

  private void archive(String name, UnaryOperator<WirePut> credentials) {
    String key = victim.substring(victim.indexOf('/') + 1);
    byte[] archive = archive(key, "not their own".getBytes(StandardCharsets.US_ASCII));
    all.add(
        Alteration.<WirePut>of(
                name,
                ServerCheck.PUT_STREAMING,
                // As it is, not in chunks: what unpacks it doesn't look for any.
                put -> credentials.apply(toUnpack(put, archive)))
            .reachingOthers());
  }

  /** The grant's own headers, such as its condition, would be held against each of its files. */
  private static WirePut toUnpack(WirePut put, byte[] archive) {
    List<Wire.Header> said = new ArrayList<>(Streaming.UNSIGNED.headers(archive.length));
    said.add(new Wire.Header("x-amz-meta-snowball-auto-extract", "true"));
    return put.withBody(archive)
        .withHeaders(
            headers -> {
              headers.removeIf(header -> !header.name().equals("host"));
              headers.addAll(said);
              return headers;
            });
  }

  /** Returns a tar archive of one file (POSIX.1-1988 "ustar"). */
  private static byte[] archive(String name, byte[] file) {
    ByteBuffer archive = ByteBuffer.allocate(4 * 512);
    put(archive, 0, name);
    put(archive, 100, "0000644");
    put(archive, 108, "0000000");
    put(archive, 116, "0000000");
    put(archive, 124, "%011o".formatted(file.length));
    put(archive, 136, "00000000000");
    put(archive, 148, "        0");
    put(archive, 257, "ustar\00000");
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += archive.get(i) & 0xff;
    }
    put(archive, 148, "%06o\0".formatted(sum));
    archive.position(512);
    archive.put(file);
    return archive.array();
  }

  private static void put(ByteBuffer archive, int at, String text) {
    archive.position(at);
    archive.put(text.getBytes(StandardCharsets.US_ASCII));
  }

  private void add(String name, UnaryOperator<WirePut> apply) {
    all.add(Alteration.of(name, ServerCheck.PUT_STREAMING, apply));
  }
}
