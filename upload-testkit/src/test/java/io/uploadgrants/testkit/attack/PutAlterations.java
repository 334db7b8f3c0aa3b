package io.uploadgrants.testkit.attack;

import io.uploadgrants.testkit.attack.Upload.Put;
import io.uploadgrants.testkit.store.Store;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Every alteration of a presigned PUT. */
final class PutAlterations {

  private PutAlterations() {}

  static List<Alteration<Put>> of(Put sample) {
    List<Alteration<Put>> all = new ArrayList<>();
    sample
        .query()
        .forEach(parameter -> parameter(all, parameter.substring(0, parameter.indexOf('='))));
    sample.headers().forEach(header -> header(all, header.name()));
    add(
        all,
        "header added: x-amz-meta-added",
        put -> put.withHeaders(h -> with(h, "x-amz-meta-added", "1")));
    add(
        all,
        "header added: x-amz-acl",
        put -> put.withHeaders(h -> with(h, "x-amz-acl", "public-read")));
    for (String name : List.of("x-amz-tagging", "x-amz-storage-class")) {
      String value = name.equals("x-amz-tagging") ? "added=1" : "REDUCED_REDUNDANCY";
      add(all, "header added: " + name, put -> put.withHeaders(h -> with(h, name, value)));
    }
    add(
        all,
        "header added: x-amz-copy-source",
        put -> put.withHeaders(h -> with(h, "x-amz-copy-source", put.bucket() + Store.VICTIM)));
    add(
        all,
        "header added: x-amz-copy-source, without its guard",
        put ->
            put.withHeaders(
                h -> {
                  h.removeIf(header -> header.name().startsWith("x-amz-copy-source"));
                  return with(h, "x-amz-copy-source", put.bucket() + Store.VICTIM);
                }));
    for (String method : List.of("POST", "GET", "HEAD", "DELETE")) {
      add(all, "method: " + method, put -> put.withMethod(method));
    }
    add(all, "key: longer", put -> put.withPath(put.path() + "x"));
    add(all, "key: shorter", put -> put.withPath(put.path().substring(0, put.path().length() - 1)));
    add(all, "key: below", put -> put.withPath(put.path() + "/x"));
    add(all, "key: sibling", put -> put.withPath(put.path().replaceFirst("[^/]+$", "other")));
    add(
        all,
        "bucket: other",
        put -> put.withPath(put.path().replaceFirst("^/[^/]+", "/other-bucket")));
    add(all, "body: longer", put -> put.withBody(Arrays.copyOf(put.body(), put.body().length + 1)));
    add(
        all,
        "body: shorter",
        put -> put.withBody(Arrays.copyOf(put.body(), put.body().length - 1)));
    add(all, "body: empty", put -> put.withBody(new byte[0]));
    add(all, "body: in chunks", Put::inChunks);
    add(
        all,
        "body: in chunks, longer",
        put -> put.withBody(Arrays.copyOf(put.body(), put.body().length + 1)).inChunks());
    return all;
  }

  /** The one that only a grant with a checksum refuses. */
  static Alteration<Put> otherBytes() {
    return new Alteration<>(
        "body: other bytes of the same length", put -> put.withBody(flipped(put.body())));
  }

  static byte[] flipped(byte[] bytes) {
    byte[] other = bytes.clone();
    other[other.length / 2] ^= 1;
    return other;
  }

  private static void parameter(List<Alteration<Put>> all, String name) {
    add(
        all,
        "query changed: " + name,
        put -> put.withQuery(q -> map(q, name, Alteration::changed)));
    add(
        all,
        "query dropped: " + name,
        put ->
            put.withQuery(
                q -> {
                  q.removeIf(parameter -> parameter.startsWith(name + "="));
                  return q;
                }));
    add(
        all,
        "query doubled, the same: " + name,
        put ->
            put.withQuery(
                q -> {
                  q.add(name + "=" + value(q, name));
                  return q;
                }));
    add(
        all,
        "query doubled, another behind: " + name,
        put ->
            put.withQuery(
                q -> {
                  q.add(name + "=" + Alteration.changed(value(q, name)));
                  return q;
                }));
    add(
        all,
        "query doubled, another before: " + name,
        put ->
            put.withQuery(
                q -> {
                  q.add(0, name + "=" + Alteration.changed(value(q, name)));
                  return q;
                }));
  }

  private static void header(List<Alteration<Put>> all, String name) {
    add(
        all,
        "header changed: " + name,
        put ->
            put.withHeaders(
                headers -> {
                  headers.replaceAll(
                      h -> h.name().equals(name) ? new Wire.Header(name, other(h)) : h);
                  return headers;
                }));
    if (name.equals("host")) {
      // HTTP itself demands it, so its absence proves nothing about the grant.
      return;
    }
    add(
        all,
        "header dropped: " + name,
        put ->
            put.withHeaders(
                headers -> {
                  headers.removeIf(h -> h.name().equals(name));
                  return headers;
                }));
  }

  private static String other(Wire.Header header) {
    return switch (header.name()) {
      case "content-type" -> "text/html";
      case "host" -> "uploads.example";
      case "if-none-match" -> "\"0\"";
      default ->
          header.name().startsWith("x-amz-checksum-")
              ? (header.value().startsWith("A") ? "B" : "A") + header.value().substring(1)
              : Alteration.changed(header.value());
    };
  }

  private static String value(List<String> query, String name) {
    return query.stream()
        .filter(parameter -> parameter.startsWith(name + "="))
        .map(parameter -> parameter.substring(name.length() + 1))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> map(List<String> query, String name, UnaryOperator<String> change) {
    query.replaceAll(
        parameter ->
            parameter.startsWith(name + "=")
                ? name + "=" + change.apply(parameter.substring(name.length() + 1))
                : parameter);
    return query;
  }

  private static List<Wire.Header> with(List<Wire.Header> headers, String name, String value) {
    headers.add(new Wire.Header(name, value));
    return headers;
  }

  private static void add(List<Alteration<Put>> all, String name, UnaryOperator<Put> apply) {
    all.add(new Alteration<>(name, apply));
  }
}
